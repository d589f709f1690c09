// Makes one file of the simulator: a test that starts it does not have to compile it first.
import { dirname, join } from 'node:path'
import { build } from 'vite'

/** Writes `simulator.mjs` into `folder`, which has to lie in the project. */
export async function bundleSimulator(folder: string): Promise<void> {
  await build({
    configFile: false,
    logLevel: 'error',
    plugins: [folderOfTheSource],
    ssr: { noExternal: true },
    build: {
      ssr: join(import.meta.dirname, 'simulator.ts'),
      outDir: folder,
      rollupOptions: { output: { format: 'es', entryFileNames: '[name].mjs' } },
    },
  })
}

/** The simulator finds the project's files from where its own sources are. */
const folderOfTheSource = {
  name: 'folder-of-the-source',
  transform: (code: string, id: string) =>
    code.includes('import.meta.dirname')
      ? code.replaceAll('import.meta.dirname', JSON.stringify(dirname(id)))
      : null,
}
