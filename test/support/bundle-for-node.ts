// Bundles programs of the tests, so that each is compiled only once.
import { dirname } from 'node:path'
import { build } from 'vite'
import { packedMqtt } from '../../build/packed-mqtt.ts'
import { packedStore } from '../../build/packed-store.ts'

/**
 * Writes each of `sources` to `folder` as NAME.mjs, or as NAME.cjs with `electron` external. Playwright, which is bundled
 * itself, is external too: a program that uses it must be inside the project's folder.
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
    plugins: [folderOfTheSource, packedStore, packedMqtt],
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

/** Replaces import.meta by the source's location, by which a program finds the project's files. */
const folderOfTheSource = {
  name: 'folder-of-the-source',
  transform: (code: string, id: string) =>
    code.includes('import.meta.dirname')
      ? code.replaceAll('import.meta.dirname', JSON.stringify(dirname(id)))
      : null,
}
