// Which switches of the running command the next login needs too: those that are about this computer.
import { resolve } from 'node:path'

/** Its value may be relative to the folder of this start (electron_main_delegate.cc); a login begins in another one. */
const NAMES_A_FOLDER = 'user-data-dir'

/**
 * Of Chromium and Electron, by name: without them the program would not start, would not be seen, would not find the
 * account or would not reach Microsoft here. Nothing that opens it to others or is meant for one start.
 */
const ABOUT_THIS_COMPUTER: ReadonlySet<string> = new Set([
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
  NAMES_A_FOLDER,
  // the way to the network
  'proxy-server',
  'proxy-pac-url',
  'proxy-bypass-list',
  'proxy-auto-detect',
  'no-proxy-server',
  // the language of the program
  'lang',
])

/**
 * Of `argv` without the program, each once with its last value (base/command_line.cc). What follows `--` is none.
 * `absolute`: of a path that was named at this start.
 */
export function carriedSwitches(
  argv: readonly string[],
  absolute: (path: string) => string = (path) => resolve(path),
): string[] {
  const end = argv.indexOf('--')
  const carried = new Map<string, string>()
  for (const argument of end < 0 ? argv : argv.slice(0, end)) {
    const [, name = '', equals = '', value = ''] = /^--?([a-z-]+)(?:(=)(.*))?$/s.exec(argument) ?? []
    const isFolder = name === NAMES_A_FOLDER && value !== ''
    if (ABOUT_THIS_COMPUTER.has(name))
      carried.set(name, `--${name}${equals}${isFolder ? absolute(value) : value}`)
  }
  return [...carried.values()]
}
