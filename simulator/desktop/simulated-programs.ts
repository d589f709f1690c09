// Shell scripts in place of the system's programs, and the files that the scripts print.
import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

interface SimulatedPrograms {
  readonly folder: string
  /** Writes a program. Its script has the folder as `$folder`. */
  writeProgram(name: string, script: string): void
  /** Replaces a file of the folder as a whole, as a script may be reading it. */
  writeOutput(name: string, text: string): void
}

export function openSimulatedPrograms(profile: string): SimulatedPrograms {
  const folder = join(profile, 'simulated-programs')
  mkdirSync(folder, { recursive: true })
  return {
    folder,
    writeProgram: (name, script) =>
      writeFileSync(join(folder, name), `#!/bin/sh\nfolder=$(dirname "$0")\n${script}\n`, { mode: 0o755 }),
    writeOutput(name, text) {
      writeFileSync(join(folder, `${name}.new`), text)
      renameSync(join(folder, `${name}.new`), join(folder, name))
    },
  }
}
