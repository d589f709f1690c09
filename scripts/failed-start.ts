// Why Electron did not start, in one line with a way out: read from how it ended and what it said before.
import { dirname, join } from 'node:path'

/** How a run of Electron ended. */
export interface Ending {
  code: number | null
  signal: NodeJS.Signals | null
  /** The beginning of what it wrote to standard error. */
  stderr: string
  /** From its start, in ms. */
  afterMs: number
}

/** A later crash is one of the program, and no reason to start something else in its place. */
const STARTING_MS = 15_000
const CRASHES: ReadonlySet<string> = new Set([
  'SIGTRAP',
  'SIGABRT',
  'SIGSEGV',
  'SIGBUS',
  'SIGILL',
  'SIGSYS',
] satisfies NodeJS.Signals[])

interface Cause {
  said: RegExp
  /** `found` is what the expression found under that name, `folder` the runtime's. */
  line: (found: string, folder: string) => string
}

/** Also where none is named, and Electron not even tried. */
export const NO_DISPLAY = 'there is no display. Way out: npm start in a terminal of the desktop itself'

/** In Chromium's own words, or the system's, by the file that has them. The first that fits counts. */
const causes: readonly Cause[] = [
  {
    // sandbox/linux/suid/client/setuid_sandbox_host.cc, content/browser/zygote_host/zygote_host_impl_linux.cc;
    // Ubuntu 24.04 forbids user namespaces to what has no AppArmor profile (electron#42510).
    said: /SUID sandbox helper binary was found, but is not configured|No usable sandbox!/,
    line: (_, folder) => {
      const sandbox = `'${join(folder, 'chrome-sandbox')}'`
      const mend = `sudo chown root:root ${sandbox} && sudo chmod 4755 ${sandbox}`
      return `this system does not let its sandbox start. Way out: ${mend}, then npm start again`
    },
  },
  {
    // shell/app/electron_main_delegate.cc
    said: /Running as root without --no-sandbox is not supported/,
    line: () => 'its sandbox does not start as root. Way out: npm start as another user',
  },
  {
    // glibc, elf/dl-load.c and elf/dl-version.c
    said: /error while loading shared libraries: (?<found>[^\s:]+)/,
    line: (library) =>
      `the library ${library} is missing. Way out: install the package of your system that has it, then npm start again`,
  },
  {
    said: /version `(?<found>[\w.]+)' not found/,
    line: (version) => `this system is too old: it has no ${version}. Way out: a newer release of it`,
  },
  {
    // ui/ozone/platform/x11/ozone_platform_x11.cc, ui/ozone/platform/wayland/, ui/aura/env.cc
    said: /Missing X server or \$DISPLAY|Failed to connect to Wayland display|Failed to initialize Wayland platform|platform failed to initialize/,
    line: () => NO_DISPLAY,
  },
  {
    // Node.js, where the system refuses to run a file; a shell, to which execvp hands what is for another processor.
    said: /\bspawn (?:.* )?(?<found>EACCES|ENOENT|ENOEXEC|UNKNOWN)|: \d+: .*(?:not found|Syntax error)|Exec format error/,
    line: (error, folder) =>
      `this system refuses to run it${error && ` (${error})`}. ` +
      `Way out: delete '${folder}'; npm start then fetches the one for this computer`,
  },
]

/** One line without its end, or null: it did start, however it ended then. `runtime` is the executable that was run. */
export function whyItDidNotStart(ending: Ending, runtime: string): string | null {
  const { code, signal, stderr, afterMs } = ending
  if (code === 0 || afterMs > STARTING_MS) return null
  // Somebody stopped it; by then it may have said much that came to nothing.
  if (signal !== null && !CRASHES.has(signal)) return null
  for (const { said, line } of causes) {
    const match = said.exec(stderr)
    if (match) return line(match.groups?.found ?? '', dirname(runtime))
  }
  if (signal === null) return null
  return `it crashed at once (${signal}), with what is above. Way out: delete '${dirname(runtime)}'; npm start then fetches it anew`
}
