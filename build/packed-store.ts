// What of electron-store is packed: what writes the settings, and nothing that acts by itself.
import type { Plugin } from 'vite'

/** In place of its libraries. */
const leftOut: Readonly<Record<string, string>> = {
  // For a `schema`: the settings have zod's, and give it none.
  'ajv/dist/2020.js': 'export const Ajv2020 = null',
  'ajv-formats': 'export default null',
  // By which it removes drafts at the end. It takes SIGTERM and the others from Electron, which quits by them
  // (github.com/electron/electron/issues/5273), and kills the program. Here drafts are removed at the next start.
  'when-exit': 'export default () => () => {}',
}
const PREFIX = '\0left-out:'
const ELECTRON = "import electron from 'electron';"

export const packedStore: Plugin = {
  name: 'packed-store',
  enforce: 'pre',
  resolveId: (name, importer) =>
    name in leftOut && importer?.includes('/node_modules/') ? `${PREFIX}${name}` : null,
  load: (id) => (id.startsWith(PREFIX) ? (leftOut[id.slice(PREFIX.length)] ?? null) : null),
  transform(code, id) {
    if (!id.includes('/electron-store/index.js')) return null
    if (!code.includes(ELECTRON)) throw new Error('electron-store imports electron in another way')
    // It would answer every page that asks for the folder of the profile. It is told a folder, and needs nothing of it.
    return code.replace(ELECTRON, 'const electron = {};')
  },
}
