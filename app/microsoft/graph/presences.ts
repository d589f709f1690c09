// Requests presences from Graph: the user's own, a colleague's, and those of many colleagues.
import { z } from 'zod'
import type { PresenceSource } from '../../model/following.ts'
import { GUID } from '../../model/names.ts'
import type { Presence } from '../../model/presence.ts'
import { type Answer, failed, notAnAnswer, ok, type Problem } from '../../model/problems/problem.ts'
import type { RequestReason } from '../../model/timing/request-ceiling.ts'
import type { GraphClient, GraphParts } from './graph.ts'
import { readOthersPresence, readPresence } from './graph-presence.ts'

/** "Maximum of 650 user IDs are supported per API request" ("cloudCommunications: getPresencesByUserId"). */
const IDS_PER_REQUEST = 650
/** Each presence may contain an automatic reply in HTML. */
const BYTES_PER_ID = 30_000
const BASE_BYTES = 1_000_000

/** The result for one person. */
export type Sighting =
  | { kind: 'seen'; presence: Presence }
  /** Deleted, of another organisation, or not visible to this account: Graph does not tell which. */
  | { kind: 'not-visible' }

/** The same for one of many: a single person's answer may be invalid. */
export type SightingOfMany = Sighting | { kind: 'failed'; problem: Problem }

export interface Presences extends PresenceSource {
  /**
   * A colleague's, by object id, without messages. Where Graph refuses one of the two requests for it, the other one is
   * tried, and the one that was answered is the first from then on. The other parameters are those of `myPresence`.
   */
  presenceOf(id: string, reason?: RequestReason, token?: 'any' | 'fresh'): Promise<Answer<Sighting>>
  /**
   * The presences of many, by object id, 650 per request; duplicates are sent once. Fails only if every request failed,
   * with the problem of the first.
   */
  presencesOf(
    ids: readonly string[],
    token?: 'any' | 'fresh',
  ): Promise<Answer<ReadonlyMap<string, SightingOfMany>>>
}

export function presenceRequests(
  { host, request, send, resultOf }: GraphClient,
  { accountId }: Pick<GraphParts, 'accountId'>,
): Presences {
  const notVisible: Sighting = { kind: 'not-visible' }
  const noPresences: Problem = { kind: 'not-an-answer', next: 'retries', host, expected: 'presences' }
  /** The last parsed answer: an automatic reply in HTML stays for days and is expensive to parse. */
  let lastParsed: { text: string; presence: Presence | null } | null = null

  /** The requests for one colleague's presence, the one that was answered last first. */
  let ofOne: readonly ('presence-of-user' | 'presence-of-communications')[] = [
    'presence-of-user',
    'presence-of-communications',
  ]

  function parseCached(json: unknown): Presence | null {
    const text = JSON.stringify(json)
    if (lastParsed?.text !== text) lastParsed = { text, presence: readPresence(json) }
    return lastParsed.presence
  }

  /** A presence must not be shown for the wrong person. Without an id in it, it is that of the request. */
  function wrongPerson(json: unknown, expectedId: string | null): Problem | null {
    const named = namedSchema.safeParse(json)
    const isWrong =
      named.success &&
      expectedId !== null &&
      GUID.test(expectedId) &&
      named.data.id !== expectedId.toLowerCase()
    return isWrong ? { kind: 'other-account-answered', next: 'retries', host } : null
  }

  /** The results of one request, by object id in lower case. */
  async function requestMany(
    ids: readonly string[],
    token: 'any' | 'fresh',
  ): Promise<Answer<(id: string) => SightingOfMany>> {
    const limitBytes = BASE_BYTES + ids.length * BYTES_PER_ID
    const answer = await request('presences-by-user-id', { body: { ids }, limitBytes, need: { kind: token } })
    if (!answer.ok) return answer
    const read = manySchema.safeParse(answer.value)
    if (!read.success) return notAnAnswer(host, 'presences')
    const seen = new Map<string, Presence>()
    /** The ids of invalid presences. */
    const invalid = new Set<string>()
    /** An invalid presence without an id may be anybody's. */
    let isAnyInvalid = false
    for (const one of read.data.value) {
      const named = namedSchema.safeParse(one)
      const presence = readOthersPresence(one)
      if (named.success && presence) seen.set(named.data.id, presence)
      else if (named.success) invalid.add(named.data.id)
      else if (!presence) isAnyInvalid = true
    }
    return ok((id) => {
      const presence = seen.get(id)
      if (presence) return { kind: 'seen', presence }
      return isAnyInvalid || invalid.has(id) ? { kind: 'failed', problem: noPresences } : notVisible
    })
  }

  return {
    async myPresence(_reason, token = 'any') {
      const answer = await request('my-presence', { need: { kind: token } })
      if (!answer.ok) return answer
      const problem = wrongPerson(answer.value, accountId())
      if (problem) return failed(problem)
      const presence = parseCached(answer.value)
      return presence ? ok(presence) : notAnAnswer(host, 'presence')
    },

    async presenceOf(id, _reason, token = 'any') {
      if (!GUID.test(id)) return ok(notVisible)
      for (const name of ofOne) {
        const answer = await send(name, { id, need: { kind: token } })
        if (!answer.ok) return answer
        if (answer.value.status === 403 || answer.value.status === 404) continue
        const result = resultOf(name, answer.value)
        if (!result.ok) return result
        ofOne = [name, ...ofOne.filter((other) => other !== name)]
        const json = onlyOne(result.value)
        const problem = wrongPerson(json, id)
        if (problem) return failed(problem)
        const presence = readOthersPresence(json)
        return presence ? ok({ kind: 'seen', presence }) : notAnAnswer(host, 'presence')
      }
      return ok(notVisible)
    },

    async presencesOf(ids, token = 'any') {
      const valid = [...new Set(ids.filter((id) => GUID.test(id)).map((id) => id.toLowerCase()))]
      const parts: string[][] = []
      for (let from = 0; from < valid.length; from += IDS_PER_REQUEST)
        parts.push(valid.slice(from, from + IDS_PER_REQUEST))

      const sightings = new Map<string, SightingOfMany>()
      const problems: Problem[] = []
      // Sequential: when Graph throttles one, the next must not have been sent already.
      for (const part of parts) {
        const answer = await requestMany(part, token)
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

/** Older pages show this answer as a collection with one presence ("Get presence", example 3). */
function onlyOne(json: unknown): unknown {
  const read = manySchema.safeParse(json)
  return read.success && read.data.value.length === 1 ? read.data.value[0] : json
}
