// Graph's JSON as a presence, for tests that need one.
import { readPresence } from '../../app/microsoft/graph/graph-presence.ts'
import type { Presence } from '../../app/model/presence.ts'

/** Throws for JSON that is no presence. */
export function presenceIn(json: unknown): Presence {
  const presence = readPresence(json)
  if (!presence) throw new Error(`no presence: ${JSON.stringify(json)}`)
  return presence
}
