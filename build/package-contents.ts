// Checks the contents of a package's app.asar: only allowed files, no secrets, no paths of the build machine.
import { extractFile, listPackage, statFile, uncache } from '@electron/asar'

/** The largest allowed size of app.asar, bytes. */
export const PACKAGE_LIMIT = 3_000_000

export interface PackedFile {
  /** The path in the archive, with slashes: `out/main/main.js`. */
  name: string
  content: Buffer
}

/** Every file of an app.asar. */
export function filesIn(asar: string): PackedFile[] {
  // @electron/asar caches archives by path, and later packages have the same path.
  uncache(asar)
  return listPackage(asar, { isPack: false })
    .map((path) => path.replace(/^[\\/]/, ''))
    .filter((path) => 'size' in statFile(asar, path))
    .map((path) => ({ name: path.replaceAll('\\', '/'), content: extractFile(asar, path) }))
}

/** The allowed files: the bundles and the window's files; trayIcons adds those of each system. */
const running = [
  /^package\.json$/,
  /^out\/main\/(main|chunks\/[\w-]+)\.js$/,
  /^out\/preload\/preload\.cjs$/,
  /^out\/preload\/usb-preload\.cjs$/,
  /^out\/renderer\/usb\/usb-page\.js$/,
  /^out\/renderer\/(index\.html|themes\.css|assets\/[\w-]+\.(js|css))$/,
  /^out\/renderer\/lights\/[\w/-]+\.svg$/,
  /^out\/icons\/app\/256x256\.png$/,
]
const trayIcons = {
  win32: /^out\/icons\/tray\/win32\/[\w/-]+\.ico$/,
  darwin: /^out\/icons\/tray\/darwin\/[\w/@.-]+\.png$/,
  linux: /^out\/icons\/tray\/linux\/[\w/-]+\.png$/,
} as const
export type System = keyof typeof trayIcons

/** The formats that the issuers document. */
const secrets = {
  'a private key': /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
  'a signed token': /\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,}/,
  'a token of GitHub': /\b(gh[oprsu]_\w{36}|github_pat_\w{30})/,
  'a token of a package registry': /\bnpm_\w{36}\b|_authToken/,
  'a key of a cloud': /\bAKIA[A-Z\d]{16}\b|\bAccountKey=[\w+/]{40}/,
  'a secret of an Entra app': /\b[\w~.-]{3}[78]Q~[\w~.-]{31,34}\b/,
}
const machinePaths = /\/(home|Users)\/[\w.-]+\/|[A-Z]:\\+Users\\+/

/**
 * The problems of a package for a system, as messages; empty if there is none. `machine`: folders of the build machine whose
 * paths must not occur.
 */
export function complaintsOf(
  files: readonly PackedFile[],
  system: System,
  machine: readonly string[],
): string[] {
  const allowed = [...running, trayIcons[system]]
  const missing = allowed.filter((form) => !files.some(({ name }) => form.test(name)))
  const bytes = files.reduce((sum, { content }) => sum + content.length, 0)
  return [
    ...missing.map((form) => `nothing is like ${form.source}`),
    ...files
      .filter(({ name }) => !allowed.some((form) => form.test(name)))
      .map(({ name }) => `${name} does not run`),
    ...files.flatMap((file) => complaintsOfText(file, machine)),
    ...(bytes > PACKAGE_LIMIT ? [`${bytes} bytes are more than ${PACKAGE_LIMIT}`] : []),
  ]
}

function complaintsOfText({ name, content }: PackedFile, machine: readonly string[]): string[] {
  if (/\.(png|ico)$/.test(name)) return []
  const text = content.toString('utf8')
  const found = Object.entries(secrets).filter(([, form]) => form.test(text))
  const hasPath = machinePaths.test(text) || machine.some((folder) => text.includes(folder))
  return [
    ...found.map(([secret]) => `${name} holds ${secret}`),
    ...(hasPath ? [`${name} names a folder of the machine that built it`] : []),
    ...(/\/[/*][#@] sourceMappingURL=/.test(text) ? [`${name} points to a map`] : []),
  ]
}
