// Which command-line switches of this run the login item and an update keep: those that this computer needs.
import { resolve } from 'node:path'

/** May be relative to the working directory (electron_main_delegate.cc), which is another one at login. */
const USER_DATA_SWITCH = 'user-data-dir'

/**
 * Switches of Chromium and Electron without which the program may not start, show its window, find the account or reach
 * Microsoft on this computer. None that opens the program to others or is meant for a single run.
 */
const COMPUTER_SWITCHES: ReadonlySet<string> = new Set([
  // a kernel without user namespaces, a small /dev/shm
  'no-sandbox',
  'disable-dev-shm-usage',
  // the graphics card and the screen
  'disable-gpu',
  'disable-gpu-compositing',
  'disable-gpu-sandbox',
  'in-process-gpu',
  'ignore-gpu-blocklist',
  'use-gl',
  'use-angle',
  'ozone-platform',
  'ozone-platform-hint',
  'gtk-version',
  'enable-wayland-ime',
  'wayland-text-input-version',
  'force-device-scale-factor',
  // where the account is kept
  'password-store',
  USER_DATA_SWITCH,
  // the proxy
  'proxy-server',
  'proxy-pac-url',
  'proxy-bypass-list',
  'proxy-auto-detect',
  'no-proxy-server',
  // the language of the program
  'lang',
])

/**
 * The switches of `argv` (without the program) to keep, each once with its last value (base/command_line.cc). After `--`
 * there are no switches. `absolute` resolves a relative path.
 */
export function carriedSwitches(
  argv: readonly string[],
  absolute: (path: string) => string = (path) => resolve(path),
): string[] {
  const end = argv.indexOf('--')
  const carried = new Map<string, string>()
  for (const argument of end < 0 ? argv : argv.slice(0, end)) {
    const [, name = '', equals = '', value = ''] = /^--?([a-z-]+)(?:(=)(.*))?$/s.exec(argument) ?? []
    const isFolder = name === USER_DATA_SWITCH && value !== ''
    if (COMPUTER_SWITCHES.has(name))
      carried.set(name, `--${name}${equals}${isFolder ? absolute(value) : value}`)
  }
  return [...carried.values()]
}
