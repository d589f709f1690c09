// Outputs of the systems' programs, in outputs/. Those of pactl are recorded: from PulseAudio 16.1 and from PipeWire 0.3.65,
// with the list's other parts cut off. Those of reg.exe, pmset and Teams are written as their documentation and reports
// have them.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

export const recordedOutput = (name: string): string =>
  readFileSync(join(import.meta.dirname, 'outputs', `${name}.txt`), 'utf8')

/** The text cut off at any character. */
export const truncations = (text: string): string[] =>
  Array.from({ length: text.length }, (_, end) => text.slice(0, end))

/** What `read` returns, or null where it throws. */
export function readOrNull<Value>(read: () => Value): Value | null {
  try {
    return read()
  } catch {
    return null
  }
}
