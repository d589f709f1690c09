// A Vite plugin that bundles only the part of electron-store that writes the settings.
import type { Plugin } from 'vite'

/** Stubs that replace its libraries. */
const leftOut: Readonly<Record<string, string>> = {
  // Validates a `schema`. The settings pass none, as zod validates them.
  'ajv/dist/2020.js': 'export const Ajv2020 = null',
  'ajv-formats': 'export default null',
  // Removes drafts at exit. It replaces Electron's handlers of SIGTERM and other signals
  // (github.com/electron/electron/issues/5273) and kills the program. This program removes drafts at the next start.
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
    // electron-store would answer every page that asks for the profile's folder over IPC. It needs nothing of Electron, as the
    // folder is passed to it.
    return code.replace(ELECTRON, 'const electron = {};')
  },
}
