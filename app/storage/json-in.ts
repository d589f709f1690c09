// JSON from a file that anything may have happened to.
import { parseJson } from '../json.ts'

/** What `text` says; undefined where it is no JSON. */
export function jsonIn(text: string): unknown {
  try {
    return parseJson(text)
  } catch {
    return undefined
  }
}
