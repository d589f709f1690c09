// Parses Graph's JSON as a presence, for tests.
import { readPresence } from '../../app/microsoft/graph/graph-presence.ts'
import type { Presence } from '../../app/model/presence.ts'

/** Throws if the JSON is not a presence. */
export function presenceIn(json: unknown): Presence {
  const presence = readPresence(json)
  if (!presence) throw new Error(`no presence: ${JSON.stringify(json)}`)
  return presence
}
