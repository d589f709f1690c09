// Start at login on Linux: XDG autostart files, as Electron's login items stop at Windows and macOS.
import { isAbsolute, join } from 'node:path'
import { HIDDEN_ARGUMENT } from '../../model/login-start.ts'
import { commandOf, isForDesktop, isTrue, readDesktopEntry, unescaped } from './desktop-entry.ts'

const FILE = join('autostart', 'tally-light.desktop')

/** $XDG_CONFIG_HOME/autostart ("Desktop Application Autostart Specification"). */
export const autostartPath = (configHome: string): string => join(configHome, FILE)

/** Where an administrator may have put it for everybody: the first that is there counts, unless the person has one. */
export const sharedAutostartPaths = (configDirs: string | undefined): string[] =>
  (configDirs || '/etc/xdg')
    .split(':')
    .filter((folder) => isAbsolute(folder))
    .map((folder) => join(folder, FILE))

/** The file's text. `command`: the program and its arguments, unquoted. */
export function autostartEntry(command: readonly string[]): string {
  return `[Desktop Entry]
Type=Application
Name=Tally Light
Comment=Your Teams presence as a light in the system tray
Exec=${execOf(command)}
Icon=tally-light
Terminal=false
StartupNotify=false
X-GNOME-Autostart-enabled=true
`
}

/** The text of a file that takes an entry for everybody back for this person (the same specification, "Hidden"). */
export const HIDDEN_ENTRY = `[Desktop Entry]
Type=Application
Name=Tally Light
Hidden=true
`

/** Whether this program wrote it: it bears its name, and starts it hidden. */
export function isOurEntry(text: string): boolean {
  const entry = readDesktopEntry(text)
  const command = commandOf(entry?.get('Exec') ?? '')
  return entry?.get('Name') === 'Tally Light' && command?.at(-1) === HIDDEN_ARGUMENT
}

/** `text` with another command in its entry; all else that the person may have put there stays. */
export const withCommand = (text: string, command: readonly string[]): string =>
  text
    .split(/(?<=\n)(?=[ \t]*\[)/)
    .map((group) =>
      group.trimStart().startsWith('[Desktop Entry]')
        ? group.replace(/^[ \t]*Exec[ \t]*=[^\r\n]*/gm, () => `Exec=${execOf(command)}`)
        : group,
    )
    .join('')

const execOf = (command: readonly string[]): string => command.map(quoted).join(' ')

/** What a desktop makes of an entry. */
export type AtLogin =
  | { kind: 'starts'; command: string[] }
  /** `isDeleted`: as though it were not there. */
  | { kind: 'switched-off'; isDeleted: boolean }
  | { kind: 'other-desktop' }
  /** `command` is null where there is none that could be read. */
  | { kind: 'starts-nothing'; command: string[] | null }

export interface Login {
  /** $XDG_CURRENT_DESKTOP. */
  currentDesktop: string | undefined
  /** Whether there is such a program: by its path, or by its name in $PATH. */
  isThere: (program: string) => boolean
}

/** Whose session managers look at X-GNOME-Autostart-enabled (gsm-autostart-app.c; MATE's of that name does not). */
const LIKE_GNOME = ['GNOME', 'Unity', 'X-Cinnamon', 'Budgie']
/** Where systemd starts what there is to start (systemd-xdg-autostart-generator(8)). */
const BY_SYSTEMD = ['GNOME', 'KDE']

/** `text`: the file's. Pure, as far as `isThere` is. */
export function atLogin(text: string, { currentDesktop, isThere }: Login): AtLogin {
  const desktops = currentDesktop?.split(':').filter(Boolean) ?? []
  // Where nobody says which desktop it is, it may be any.
  const isOneOf = (names: readonly string[]) =>
    desktops.length === 0 || desktops.some((name) => names.includes(name))
  const entry = readDesktopEntry(text)
  if (!entry || (entry.get('Type') ?? 'Application').trimEnd() !== 'Application')
    return { kind: 'starts-nothing', command: null }
  if (isTrue(entry.get('Hidden'))) return { kind: 'switched-off', isDeleted: true }
  const enabled = entry.get('X-GNOME-Autostart-enabled')
  if (enabled !== undefined && !isTrue(enabled) && isOneOf(LIKE_GNOME))
    return { kind: 'switched-off', isDeleted: false }
  if (isTrue(entry.get('X-systemd-skip')) && isOneOf(BY_SYSTEMD))
    return { kind: 'switched-off', isDeleted: false }
  if (!isForDesktop(entry, desktops)) return { kind: 'other-desktop' }
  const tried = unescaped(entry.get('TryExec') ?? '').trim()
  if (tried !== '' && !isThere(tried)) return { kind: 'starts-nothing', command: null }
  const command = commandOf(entry.get('Exec') ?? '')
  return command?.[0] && isThere(command[0])
    ? { kind: 'starts', command }
    : { kind: 'starts-nothing', command }
}

/**
 * An argument as the "Desktop Entry Specification" (The Exec key) wants it: in double quotes when it holds a reserved
 * character, with `"`, backtick, `$` and `\` escaped, `%` doubled, and then escaped once more, because the value is a
 * string of the file.
 */
function quoted(argument: string): string {
  const escaped = argument.replaceAll('%', '%%')
  if (/^[\w@%+=:,./-]+$/.test(escaped)) return escaped
  return `"${escaped.replace(/(["`$\\])/g, '\\$1')}"`
    .replaceAll('\\', '\\\\')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t')
}
