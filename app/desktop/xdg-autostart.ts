// Start at login on Linux: an XDG autostart file, as Electron's login items stop at Windows and macOS.
import { join } from 'node:path'

/** $XDG_CONFIG_HOME/autostart ("Desktop Application Autostart Specification"). */
export const autostartPath = (configHome: string): string =>
  join(configHome, 'autostart', 'tally-light.desktop')

/** The file's text. `command`: the program and its arguments, unquoted. */
export function autostartEntry(command: readonly string[]): string {
  return `[Desktop Entry]
Type=Application
Name=Tally Light
Comment=Your Teams presence as a light in the system tray
Exec=${command.map(quoted).join(' ')}
Icon=tally-light
Terminal=false
StartupNotify=false
X-GNOME-Autostart-enabled=true
`
}

/**
 * An argument as the "Desktop Entry Specification" (The Exec key) wants it: in double quotes when it holds a reserved
 * character, with `"`, backtick, `$` and `\` escaped, `%` doubled, and every backslash doubled once more, because the
 * value is a string of the file.
 */
function quoted(argument: string): string {
  const escaped = argument.replaceAll('%', '%%')
  if (/^[\w@%+=:,./-]+$/.test(escaped)) return escaped
  return `"${escaped.replace(/(["`$\\])/g, '\\$1')}"`.replaceAll('\\', '\\\\')
}
