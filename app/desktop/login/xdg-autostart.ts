// XDG autostart files, which start the program at login on Linux: Electron's login items are for Windows and macOS only.
import { isAbsolute, join } from 'node:path'
import { HIDDEN_ARGUMENT } from '../../model/login-start.ts'
import { commandOf, isForDesktop, isTrue, readDesktopEntry, unescaped } from './desktop-entry.ts'

const FILE = join('autostart', 'tally-light.desktop')

/** $XDG_CONFIG_HOME/autostart ("Desktop Application Autostart Specification"). */
export const autostartPath = (configHome: string): string => join(configHome, FILE)

/** Where an administrator may have put an entry for all users: the first one is used, unless the user has an own one. */
export const sharedAutostartPaths = (configDirs: string | undefined): string[] =>
  (configDirs || '/etc/xdg')
    .split(':')
    .filter((folder) => isAbsolute(folder))
    .map((folder) => join(folder, FILE))

/** The text of the autostart file. `command`: the program and its arguments, unquoted. */
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

/** The text of a file that disables the entry for all users for this user (same specification, "Hidden"). */
export const HIDDEN_ENTRY = `[Desktop Entry]
Type=Application
Name=Tally Light
Hidden=true
`

/** Whether this program wrote the entry: it has its name and starts hidden. */
export function isOurEntry(text: string): boolean {
  const entry = readDesktopEntry(text)
  const command = commandOf(entry?.get('Exec') ?? '')
  return entry?.get('Name') === 'Tally Light' && command?.at(-1) === HIDDEN_ARGUMENT
}

/** Replaces the command of the entry and keeps the rest, which the user may have edited. */
export const withCommand = (text: string, command: readonly string[]): string =>
  text
    .split(/(?<=\n)(?=[ \t]*\[)/)
    .map((group) =>
      group.trimStart().startsWith('[Desktop Entry]')
        ? group.replace(/^[ \t]*Exec[ \t]*=[^\r\n]*/gm, () => `Exec=${execOf(command)}`)
        : group,
    )
    .join('')

const execOf = (command: readonly string[]) => command.map(quoted).join(' ')

/** What a desktop does with an entry at login. */
export type AutostartResult =
  | { kind: 'starts'; command: string[] }
  /** `isDeleted`: the key Hidden, which counts as no entry. */
  | { kind: 'switched-off'; isDeleted: boolean }
  | { kind: 'other-desktop' }
  /** `command` is null without a valid command. */
  | { kind: 'starts-nothing'; command: string[] | null }

export interface LoginSession {
  /** $XDG_CURRENT_DESKTOP. */
  currentDesktop: string | undefined
  /** `program`: a path, or a name in $PATH. */
  exists: (program: string) => boolean
}

/**
 * Desktops whose session manager reads X-GNOME-Autostart-enabled (gsm-autostart-app.c; MATE's does not). Pantheon's list of
 * what starts at login writes it (switchboard-plug-applications, KeyFile.vala).
 */
const GNOME_KEY_DESKTOPS = ['GNOME', 'Unity', 'X-Cinnamon', 'Budgie', 'Pantheon']
/** Desktops that leave autostart to systemd (systemd-xdg-autostart-generator(8)). */
const SYSTEMD_DESKTOPS = ['GNOME', 'KDE']

/** Evaluates the text of an autostart file. Pure if `exists` is. */
export function autostartResult(text: string, { currentDesktop, exists }: LoginSession): AutostartResult {
  const desktops = currentDesktop?.split(':').filter(Boolean) ?? []
  // An unnamed desktop may be any of them.
  const isOneOf = (names: readonly string[]) =>
    desktops.length === 0 || desktops.some((name) => names.includes(name))
  const entry = readDesktopEntry(text)
  if (!entry || (entry.get('Type') ?? 'Application').trimEnd() !== 'Application')
    return { kind: 'starts-nothing', command: null }
  if (isTrue(entry.get('Hidden'))) return { kind: 'switched-off', isDeleted: true }
  const isDisabled = !isTrue(entry.get('X-GNOME-Autostart-enabled') ?? 'true') && isOneOf(GNOME_KEY_DESKTOPS)
  const isSkipped = isTrue(entry.get('X-systemd-skip')) && isOneOf(SYSTEMD_DESKTOPS)
  if (isDisabled || isSkipped) return { kind: 'switched-off', isDeleted: false }
  if (!isForDesktop(entry, desktops)) return { kind: 'other-desktop' }
  const tryExec = unescaped(entry.get('TryExec') ?? '').trim()
  if (tryExec !== '' && !exists(tryExec)) return { kind: 'starts-nothing', command: null }
  const command = commandOf(entry.get('Exec') ?? '')
  return command?.[0] && exists(command[0])
    ? { kind: 'starts', command }
    : { kind: 'starts-nothing', command }
}

/**
 * Quotes an argument ("Desktop Entry Specification", The Exec key): in double quotes for a reserved character, with
 * `"`, backtick, `$` and `\` escaped and `%` doubled. The result is escaped again as a value of type string.
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
