// Bundles programs of the tests, so that each is compiled once however often it is started.
import { dirname } from 'node:path'
import { build } from 'vite'
import { packedStore } from '../../build/packed-store.ts'

/**
 * Writes each of `sources` into `folder` as NAME.mjs, or as NAME.cjs with what Electron gives left out. Playwright is left
 * out too, as it comes in bundles of its own: a program that uses it has to lie in the project.
 */
export async function bundleForNode(
  sources: readonly string[],
  folder: string,
  format: 'es' | 'cjs' = 'es',
): Promise<void> {
  const extension = format === 'es' ? 'mjs' : 'cjs'
  await build({
    configFile: false,
    logLevel: 'error',
    plugins: [folderOfTheSource, packedStore],
    ssr: { noExternal: true, external: ['playwright-core'] },
    build: {
      ssr: true,
      outDir: folder,
      emptyOutDir: false,
      rollupOptions: {
        input: [...sources],
        ...(format === 'cjs' ? { external: 'electron' } : {}),
        output: { format, entryFileNames: `[name].${extension}`, chunkFileNames: `[name].${extension}` },
      },
    },
  })
}

/** A program finds the project's files from where its own sources are. */
const folderOfTheSource = {
  name: 'folder-of-the-source',
  transform: (code: string, id: string) =>
    code.includes('import.meta.dirname')
      ? code.replaceAll('import.meta.dirname', JSON.stringify(dirname(id)))
      : null,
}
