// Makes one CommonJS file of the probe: what Electron loads in front of an app has to be one (`--require`).
import { join } from 'node:path'
import { build } from 'vite'

/** The file's path, in `folder`. */
export async function bundleFront(folder: string): Promise<string> {
  await build({
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true },
    build: {
      ssr: join(import.meta.dirname, 'front.ts'),
      outDir: folder,
      emptyOutDir: false,
      rollupOptions: { external: 'electron', output: { format: 'cjs', entryFileNames: 'front.cjs' } },
    },
  })
  return join(folder, 'front.cjs')
}
