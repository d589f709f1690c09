// Presences as Graph tells them: one's own, a colleague's, and those of many at once.
import { z } from 'zod'
import type { PresenceSource } from '../../model/following.ts'
import { GUID } from '../../model/names.ts'
import type { Presence } from '../../model/presence.ts'
import { type Answer, failed, notAnAnswer, ok, type Problem } from '../../model/problem.ts'
import type { Asking, GraphParts } from './graph.ts'
import { readOthersPresence, readPresence } from './graph-presence.ts'

/** "Maximum of 650 user IDs are supported per API request" ("cloudCommunications: getPresencesByUserId"). */
const IDS_A_REQUEST = 650
/** Room for an automatic reply in HTML beside each presence. */
const BYTES_AN_ID = 30_000
const BYTES_BESIDES = 1_000_000

/** What became of the question for one person. */
export type Sighting =
  | { kind: 'seen'; presence: Presence }
  /** Gone, of another organisation, or not to be seen by this account: Graph does not say which. */
  | { kind: 'not-visible' }

/** The same for one of many: what was said of this person may be no answer while others came through. */
export type SightingOfMany = Sighting | { kind: 'failed'; problem: Problem }

export interface Presences extends PresenceSource {
  /** A colleague's, by object id. */
  presenceOf(id: string): Promise<Answer<Sighting>>
  /**
   * Those of many, by object id, 650 a request; what is asked twice is sent once. Fails only when every request did,
   * with the problem of the first.
   */
  presencesOf(
    ids: readonly string[],
    token?: 'any' | 'fresh',
  ): Promise<Answer<ReadonlyMap<string, SightingOfMany>>>
}

export function presencesThrough(
  { host, ask, send, judge }: Asking,
  { accountId }: Pick<GraphParts, 'accountId'>,
): Presences {
  const notVisible: Sighting = { kind: 'not-visible' }
  const noPresences: Problem = { kind: 'not-an-answer', next: 'retries', host, expected: 'presences' }
  /** What was read last: an automatic reply in HTML stays for days and is dear to read. */
  let lastRead: { text: string; presence: Presence | null } | null = null

  function readOnce(json: unknown): Presence | null {
    const text = JSON.stringify(json)
    if (lastRead?.text !== text) lastRead = { text, presence: readPresence(json) }
    return lastRead.presence
  }

  /** Shown as somebody else's, a presence would be a lie; one that names nobody was asked for by id, or by token. */
  function ofSomebodyElse(json: unknown, wanted: string | null): Problem | null {
    const named = namedSchema.safeParse(json)
    const isElse =
      named.success && wanted !== null && GUID.test(wanted) && named.data.id !== wanted.toLowerCase()
    return isElse ? { kind: 'other-account-answered', next: 'retries', host } : null
  }

  /** What one request said of somebody by object id, in lower case. */
  async function askForMany(
    ids: readonly string[],
    token: 'any' | 'fresh',
  ): Promise<Answer<(id: string) => SightingOfMany>> {
    const limitBytes = BYTES_BESIDES + ids.length * BYTES_AN_ID
    const answer = await ask('presences-by-user-id', { body: { ids }, limitBytes, need: { kind: token } })
    if (!answer.ok) return answer
    const read = manySchema.safeParse(answer.value)
    if (!read.success) return notAnAnswer(host, 'presences')
    const seen = new Map<string, Presence>()
    /** Named with what is no presence. */
    const unread = new Set<string>()
    /** What is no presence and names nobody may have been anybody's. */
    let isAnybodyUnread = false
    for (const one of read.data.value) {
      const named = namedSchema.safeParse(one)
      const presence = readOthersPresence(one)
      if (named.success && presence) seen.set(named.data.id, presence)
      else if (named.success) unread.add(named.data.id)
      else if (!presence) isAnybodyUnread = true
    }
    return ok((id) => {
      const presence = seen.get(id)
      if (presence) return { kind: 'seen', presence }
      return isAnybodyUnread || unread.has(id) ? { kind: 'failed', problem: noPresences } : notVisible
    })
  }

  return {
    async myPresence(_reason, token = 'any') {
      const answer = await ask('my-presence', { need: { kind: token } })
      if (!answer.ok) return answer
      const problem = ofSomebodyElse(answer.value, accountId())
      if (problem) return failed(problem)
      const presence = readOnce(answer.value)
      return presence ? ok(presence) : notAnAnswer(host, 'presence')
    },

    async presenceOf(id) {
      if (!GUID.test(id)) return ok(notVisible)
      for (const name of ['presence-of-user', 'presence-of-communications'] as const) {
        const answer = await send(name, { id })
        if (!answer.ok) return answer
        if (answer.value.status === 403 || answer.value.status === 404) continue
        const judged = judge(name, answer.value)
        if (!judged.ok) return judged
        const json = onlyOne(judged.value)
        const problem = ofSomebodyElse(json, id)
        if (problem) return failed(problem)
        const presence = readPresence(json)
        return presence ? ok({ kind: 'seen', presence }) : notAnAnswer(host, 'presence')
      }
      return ok(notVisible)
    },

    async presencesOf(ids, token = 'any') {
      const askable = [...new Set(ids.filter((id) => GUID.test(id)).map((id) => id.toLowerCase()))]
      const parts: string[][] = []
      for (let from = 0; from < askable.length; from += IDS_A_REQUEST)
        parts.push(askable.slice(from, from + IDS_A_REQUEST))

      const sightings = new Map<string, SightingOfMany>()
      const problems: Problem[] = []
      // One after another: a part that is told to wait should not have its like behind it already.
      for (const part of parts) {
        const answer = await askForMany(part, token)
        if (!answer.ok) problems.push(answer.problem)
        for (const id of part) {
          sightings.set(id, answer.ok ? answer.value(id) : { kind: 'failed', problem: answer.problem })
        }
      }
      const [first] = problems
      if (first && problems.length === parts.length) return failed(first)
      return ok(new Map(ids.map((id) => [id, sightings.get(id.toLowerCase()) ?? notVisible])))
    },
  }
}

const manySchema = z.object({ value: z.array(z.unknown()) })
const namedSchema = z.object({ id: z.string().regex(GUID).toLowerCase() })

/** Older pages show the answer of communications as a collection of one ("Get presence", example 3). */
function onlyOne(json: unknown): unknown {
  const read = manySchema.safeParse(json)
  return read.success && read.data.value.length === 1 ? read.data.value[0] : json
}
