// The environment of a program: the user's, without what belongs to Tally Light, and the light. Pure.
import type { PlaceholderValues } from '../../../model/external-outputs/placeholders.ts'

/** Of Electron, Chromium and an AppImage; a program that inherits them behaves differently. */
const OWN =
  /^(?:ELECTRON_|TALLY_LIGHT_|CHROME_DESKTOP$|ORIGINAL_XDG_CURRENT_DESKTOP$|APPDIR$|APPIMAGE$|ARGV0$|OWD$)/i
/** Lists of folders to which the start script of an AppImage adds its own. */
const LISTS = /^(?:PATH|LD_LIBRARY_PATH|XDG_DATA_DIRS|GSETTINGS_SCHEMA_DIR)$/

/** A text in an argument or a variable ends at NUL. */
export const withoutNul = (text: string): string => text.replaceAll('\0', '')

/** `outOfOffice` is "true" or "false". */
export function programEnvironment(
  environment: NodeJS.ProcessEnv,
  values: PlaceholderValues,
  outOfOffice: boolean,
): NodeJS.ProcessEnv {
  const { APPDIR: ownFolder } = environment
  const inherited = Object.entries(environment).flatMap(([name, value = '']): [string, string][] => {
    if (OWN.test(name)) return []
    if (!ownFolder || !LISTS.test(name)) return [[name, value]]
    const others = value.split(':').filter((folder) => folder !== '' && !isInside(folder, ownFolder))
    return others.length === 0 ? [] : [[name, others.join(':')]]
  })
  const light = Object.entries({ ...values, OUT_OF_OFFICE: String(outOfOffice) }).map(
    ([name, value]) => [`TALLY_LIGHT_${name.toUpperCase()}`, withoutNul(value)] as const,
  )
  return Object.fromEntries([...inherited, ...light])
}

const isInside = (path: string, folder: string) => path === folder || path.startsWith(`${folder}/`)
