// Which file can be started for a light. Pure, and without a library: the window imports this file.
import type { Problem } from '../problems/problem.ts'

/** Windows ignores dots and spaces at the end of a name. */
const BATCH_FILE = /\.(?:bat|cmd)[. ]*$/i
const BUNDLE = /\.app\/*$/i
/** With a drive or a share: "\\x" and "C:x" depend on the current folder. */
const ABSOLUTE_ON_WINDOWS = /^(?:[a-z]:[\\/]|[\\/]{2}[^\\/])/i

/** Why the program cannot be started; null if only the system can say. */
export function programProblem(file: string, platform: NodeJS.Platform): Problem | null {
  // A relative path depends on the folder that Tally Light was started in, and a name on PATH: another program could be
  // put there.
  const isAbsolute = platform === 'win32' ? ABSOLUTE_ON_WINDOWS.test(file) : file.startsWith('/')
  if (!isAbsolute) return { kind: 'output-program-not-absolute', next: 'person', file }
  // cmd.exe would run it, and take parts of an argument for commands. Node.js refuses it as well ("CVE-2024-27980").
  if (platform === 'win32' && BATCH_FILE.test(file))
    return { kind: 'output-program-needs-shell', next: 'person', file }
  if (platform === 'darwin' && BUNDLE.test(file))
    return { kind: 'output-program-is-bundle', next: 'person', file }
  return null
}
