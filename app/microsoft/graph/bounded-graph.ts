// Graph as the program asks it: each call with the reason for its requests, and with an end over all its stages: the
// token (MSAL, the keyring), the headers, the body, and the reading.

import type { Answer } from '../../model/problem.ts'
import type { Clock } from '../../model/timing/clock.ts'
import { createDeadlines } from '../../model/timing/deadline.ts'
import type { RequestReason } from '../../model/timing/request-ceiling.ts'
import type { LimitedNetwork } from '../network/limited-network.ts'
import type { Graph } from './graph.ts'

/** Under the 30 s after which the follower gives up a check; a request of the network has ended after 10 s. */
export const LONGEST_CALL_MS = 25_000

export interface BoundedGraphParts {
  graph: Graph
  network: Pick<LimitedNetwork, 'from'>
  clock: Pick<Clock, 'after'>
  /** Whom a call that is not answered in time is said to have waited for. */
  host: string
  accountId: () => string | null
  /** Passes on an answer, a refusal with how far this computer's clock is off. */
  toldOfClock: <Value>(answer: Answer<Value>) => Answer<Value>
}

/** What takes longer than `LONGEST_CALL_MS` is `timed-out`; what throws is `unexpected`. */
export function boundedGraph(parts: BoundedGraphParts): Graph {
  const { graph, network, clock, host, accountId, toldOfClock } = parts
  const deadlines = createDeadlines(clock)
  /** A check that somebody clicked for brings one question about the colleagues with it. */
  let isClickOwed = false

  const called = <Value>(reason: RequestReason, act: () => Promise<Answer<Value>>): Promise<Answer<Value>> =>
    network.from({ reason, account: accountId() ?? '' }, async () =>
      toldOfClock(
        await deadlines.within(LONGEST_CALL_MS, act, {
          ...{ kind: 'timed-out', next: 'retries', host },
          afterMs: LONGEST_CALL_MS,
        }),
      ),
    )

  return {
    myPresence(reason = 'background', token) {
      isClickOwed = reason === 'click'
      return called(reason, () => graph.myPresence(reason, token))
    },
    presenceOf: (id) => called('background', () => graph.presenceOf(id)),
    presencesOf(ids, token) {
      const reason = isClickOwed ? 'click' : 'background'
      isClickOwed = false
      return called(reason, () => graph.presencesOf(ids, token))
    },
    findPeople: (text) => called('click', () => graph.findPeople(text)),
    setPreferredPresence: (wanted, need) => called('click', () => graph.setPreferredPresence(wanted, need)),
    clearPreferredPresence: (need) => called('click', () => graph.clearPreferredPresence(need)),
    setStatusMessage: (text, expiryMs, need) =>
      called('click', () => graph.setStatusMessage(text, expiryMs, need)),
  }
}
