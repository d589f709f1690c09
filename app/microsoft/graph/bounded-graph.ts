// Adds to each call of Graph the reason for its requests, and a deadline for all its stages: the token (MSAL, the
// keyring), the headers, the body, and the parsing.
import type { Answer } from '../../model/problems/problem.ts'
import type { Clock } from '../../model/timing/clock.ts'
import { createDeadlines } from '../../model/timing/deadline.ts'
import type { RequestReason } from '../../model/timing/request-ceiling.ts'
import type { LimitedNetwork } from '../network/limited-network.ts'
import type { Graph } from './graph.ts'

/** Less than the 30 s after which the follower gives up a poll; a single request ends after 10 s. */
const LONGEST_CALL_MS = 25_000

export interface BoundedGraphParts {
  graph: Graph
  network: Pick<LimitedNetwork, 'withOrigin'>
  clock: Pick<Clock, 'after'>
  /** The host named by the problem of a call that times out. */
  host: string
  accountId: () => string | null
  /** Adds the offset of this computer's clock to the problem of a refusal. */
  withClock: <Value>(answer: Answer<Value>) => Answer<Value>
}

/** A call longer than `LONGEST_CALL_MS` fails with `timed-out`, one that throws with `unexpected`. */
export function boundedGraph(parts: BoundedGraphParts): Graph {
  const { graph, network, clock, host, accountId, withClock } = parts
  const deadlines = createDeadlines(clock)
  /** After a click the followed presence is requested first; the next request for colleagues belongs to it too. */
  let isClickPending = false

  const call = <Value>(reason: RequestReason, act: () => Promise<Answer<Value>>): Promise<Answer<Value>> =>
    network.withOrigin({ reason, account: accountId() ?? '' }, async () =>
      withClock(
        await deadlines.within(LONGEST_CALL_MS, act, {
          kind: 'timed-out',
          next: 'retries',
          host,
          afterMs: LONGEST_CALL_MS,
        }),
      ),
    )

  return {
    myPresence(reason = 'background', token) {
      isClickPending = reason === 'click'
      return call(reason, () => graph.myPresence(reason, token))
    },
    presenceOf(id, reason = 'background', token) {
      isClickPending = reason === 'click'
      return call(reason, () => graph.presenceOf(id, reason, token))
    },
    presencesOf(ids, token) {
      const reason = isClickPending ? 'click' : 'background'
      isClickPending = false
      return call(reason, () => graph.presencesOf(ids, token))
    },
    findPeople: (text) => call('click', () => graph.findPeople(text)),
    setPreferredPresence: (wanted, need) => call('click', () => graph.setPreferredPresence(wanted, need)),
    clearPreferredPresence: (need) => call('click', () => graph.clearPreferredPresence(need)),
    setStatusMessage: (text, expiryMs, need) =>
      call('click', () => graph.setStatusMessage(text, expiryMs, need)),
  }
}
