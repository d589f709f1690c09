// Explains in one line why Electron did not start and how to fix it, from its exit status and standard error.
import { dirname, join } from 'node:path'

/** How a run of Electron ended. */
export interface Ending {
  code: number | null
  signal: NodeJS.Signals | null
  /** The start of its standard error. */
  stderr: string
  /** Time since its start, ms. */
  afterMs: number
}

/** A later crash is the program's own and no failed start. */
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
  pattern: RegExp
  /** `found`: the expression's group of that name; `folder`: the runtime's folder. */
  line: (found: string, folder: string) => string
}

/** Also used when Electron is not tried because there is no display. */
export const NO_DISPLAY = 'there is no display. Way out: npm start in a terminal of the desktop itself'

/** Messages of Chromium or of the system, with their source files. The first match counts. */
const causes: readonly Cause[] = [
  {
    // sandbox/linux/suid/client/setuid_sandbox_host.cc, content/browser/zygote_host/zygote_host_impl_linux.cc;
    // Ubuntu 24.04 forbids user namespaces to what has no AppArmor profile (electron#42510).
    pattern: /SUID sandbox helper binary was found, but is not configured|No usable sandbox!/,
    line: (_, folder) => {
      const sandbox = `'${join(folder, 'chrome-sandbox')}'`
      const fix = `sudo chown root:root ${sandbox} && sudo chmod 4755 ${sandbox}`
      return `this system does not let its sandbox start. Way out: ${fix}, then npm start again`
    },
  },
  {
    // shell/app/electron_main_delegate.cc
    pattern: /Running as root without --no-sandbox is not supported/,
    line: () => 'its sandbox does not start as root. Way out: npm start as another user',
  },
  {
    // glibc, elf/dl-load.c and elf/dl-version.c
    pattern: /error while loading shared libraries: (?<found>[^\s:]+)/,
    line: (library) =>
      `the library ${library} is missing. Way out: install the package of your system that has it, then npm start again`,
  },
  {
    pattern: /version `(?<found>[\w.]+)' not found/,
    line: (version) => `this system is too old: it has no ${version}. Way out: a newer release of it`,
  },
  {
    // ui/ozone/platform/x11/ozone_platform_x11.cc, ui/ozone/platform/wayland/, ui/aura/env.cc
    pattern:
      /Missing X server or \$DISPLAY|Failed to connect to Wayland display|Failed to initialize Wayland platform|platform failed to initialize/,
    line: () => NO_DISPLAY,
  },
  {
    // Node.js, if the system refuses to run a file; a shell, to which execvp passes a file for another architecture.
    pattern:
      /\bspawn (?:.* )?(?<found>EACCES|ENOENT|ENOEXEC|UNKNOWN)|: \d+: .*(?:not found|Syntax error)|Exec format error/,
    line: (error, folder) =>
      `this system refuses to run it${error && ` (${error})`}. ` +
      `Way out: delete '${folder}'; npm start then fetches the one for this computer`,
  },
]

/** The reason as one line; null if it did start. `runtime`: the executable that was run. */
export function whyItDidNotStart(ending: Ending, runtime: string): string | null {
  const { code, signal, stderr, afterMs } = ending
  if (code === 0 || afterMs > STARTING_MS) return null
  // Stopped by a signal: its messages are not the reason.
  if (signal !== null && !CRASHES.has(signal)) return null
  for (const { pattern, line } of causes) {
    const match = pattern.exec(stderr)
    if (match) return line(match.groups?.found ?? '', dirname(runtime))
  }
  if (signal === null) return null
  return `it crashed at once (${signal}), with what is above. Way out: delete '${dirname(runtime)}'; npm start then fetches it anew`
}
