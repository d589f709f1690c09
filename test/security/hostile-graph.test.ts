// Hostile answers in place of Graph's: nothing throws, no prototype is polluted, and no text imitates the program's own.

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { systemClock } from '../../app/desktop/system-clock.ts'
import { createGraph, type Graph } from '../../app/microsoft/graph/graph.ts'
import { createNetwork } from '../../app/microsoft/network/network.ts'
import type { Colleague } from '../../app/model/colleague.ts'
import { ok } from '../../app/model/problems/problem.ts'
import type { AccountView } from '../../app/model/state.ts'
import { graphOnLoopback } from '../microsoft/graph/graph-on-loopback.ts'
import { following, NOW, presenceUnknown } from '../renderer/scenes/window-states.ts'
import { collectionOf, personText, presenceText } from './hostile-json.ts'
import { holdsEverywhere, nothingPolluted } from './shown-texts.ts'

/** Rounds of three answers: about the user, about colleagues, about people. */
const IN_PROCESS = 3400
const OVER_HTTP = 120

const IDS = ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222'] as const

/** The real Graph client, with a network that returns this text. */
function graphAnswering(text: () => string): Graph {
  return createGraph({
    network: createNetwork({
      fetch: async () => new Response(text(), { headers: { 'content-type': 'application/json' } }),
      isOnline: () => true,
      microsoftUrl: null,
      clock: systemClock,
    }),
    cloud: 'global',
    version: () => 'v1.0',
    accessToken: async () => ok('token'),
    accountId: () => IDS[0],
    nowMs: () => NOW,
  })
}

const ownAnswer = presenceText()
const batchAnswer = collectionOf(
  presenceText({ id: fc.constantFrom(...IDS).map((id) => JSON.stringify(id)) }),
)
const peopleAnswer = collectionOf(personText(IDS))

/** The program's results for one answer of each kind. */
async function stateAfter(graph: Graph): Promise<AccountView> {
  const [own, batch, found] = [
    await graph.myPresence(),
    await graph.presencesOf(IDS),
    await graph.findPeople('a'),
  ]
  const state = following(presenceUnknown)
  // Before the contract with the window cleans them again.
  const people: Colleague[] = found.ok
    ? found.value.map((person) => ({ ...person, group: '', tell: 'once' }))
    : []
  const seen: AccountView['colleagues']['seen'] = {}
  for (const [id, sighting] of batch.ok ? batch.value : [])
    if (sighting.kind === 'seen')
      seen[id] = { ...sighting, at: NOW, since: NOW, witnessed: true, stale: false }
  const last = own.ok ? { presence: own.value, at: NOW, since: NOW, witnessed: true } : null
  return {
    ...state,
    features: { colleagues: { kind: 'on' }, 'own-status': { kind: 'off' } },
    following: { ...state.following, last, problem: own.ok ? null : own.problem },
    colleagues: { people, seen, problem: batch.ok ? null : batch.problem },
  }
}

const answers = fc.record({ own: ownAnswer, batch: batchAnswer, people: peopleAnswer })

/** The kind of request of a path. */
const answerTo = (
  path: string,
  { own, batch, people }: { own: string; batch: string; people: string },
): string => (path.includes('getPresencesByUserId') ? batch : path.includes('/users?') ? people : own)

test(`hostile answers about the user, colleagues and people are shown as harmless text (${3 * IN_PROCESS} answers tried)`, {
  timeout: 300_000,
}, async () => {
  let tried = 0
  let shown = 0
  const three = answers.map((one) => Object.values(one))
  await fc.assert(
    fc.asyncProperty(three, async (texts) => {
      let next = 0
      const state = await stateAfter(graphAnswering(() => texts[next++] ?? ''))
      holdsEverywhere(state, tried)
      nothingPolluted()
      tried += 1
      if (state.following.last) shown += 1
    }),
    { numRuns: IN_PROCESS, endOnFailure: true },
  )
  expect(tried).toBe(IN_PROCESS)
  // Most answers must be accepted, so that their texts are tested.
  expect(shown).toBeGreaterThan(IN_PROCESS / 2)
})

test(`the same over real HTTP (${3 * OVER_HTTP} answers tried)`, { timeout: 180_000 }, async () => {
  let now = { own: '', batch: '', people: '' }
  const headers = { 'content-type': 'application/json' }
  const { graph, asked } = await graphOnLoopback({
    answer: ({ path }) => ({ html: answerTo(path, now), headers }),
  })
  await fc.assert(
    fc.asyncProperty(answers, async (texts) => {
      now = texts
      holdsEverywhere(await stateAfter(graph), asked.length)
      nothingPolluted()
    }),
    { numRuns: OVER_HTTP, endOnFailure: true },
  )
  expect(asked.length).toBeGreaterThanOrEqual(3 * OVER_HTTP)
})

test('an answer with too much nesting is refused', async () => {
  const deep = `${'['.repeat(400_000)}${']'.repeat(400_000)}`
  for (const text of [deep, `{"availability":"Busy","activity":"Busy","x":${deep}}`]) {
    expect(await graphAnswering(() => text).myPresence()).toMatchObject({
      ok: false,
      problem: { next: 'retries' },
    })
  }
})
