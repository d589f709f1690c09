// Bundles the simulator, and the clock that goes in front of it: a test that starts it does not have to compile it first.
import { dirname, join } from 'node:path'
import { build } from 'vite'

/** Writes `simulator.mjs` and `clock-in-front.mjs` into `folder`, which has to lie in the project. */
export async function bundleSimulator(folder: string): Promise<void> {
  await build({
    configFile: false,
    logLevel: 'error',
    plugins: [folderOfTheSource],
    ssr: { noExternal: true },
    build: {
      ssr: true,
      outDir: folder,
      rollupOptions: {
        input: ['simulator', 'clock-in-front'].map((name) => join(import.meta.dirname, `${name}.ts`)),
        output: { format: 'es', entryFileNames: '[name].mjs', chunkFileNames: '[name].mjs' },
      },
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
