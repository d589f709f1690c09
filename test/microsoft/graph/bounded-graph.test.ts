// Every call of Graph ends, whichever stage hangs or throws, and states its reason.
import { describe, expect, test } from 'vitest'
import { boundedGraph } from '../../../app/microsoft/graph/bounded-graph.ts'
import { createGraph, type Graph, type GraphParts } from '../../../app/microsoft/graph/graph.ts'
import type { RequestOrigin } from '../../../app/microsoft/network/limited-network.ts'
import { ok } from '../../../app/model/problems/problem.ts'
import { hang } from '../../support/broken-calls.ts'
import { createVirtualClock } from '../../support/virtual-clock.ts'

const ada = 'fa8bf3dc-eca7-46b7-bad1-db199b62afc3'
const broken = (): never => {
  throw new Error('broken')
}

const calls: Record<keyof Graph, { by: RequestOrigin['reason']; call: (graph: Graph) => Promise<unknown> }> =
  {
    myPresence: { by: 'background', call: (graph) => graph.myPresence() },
    presenceOf: { by: 'background', call: (graph) => graph.presenceOf(ada) },
    presencesOf: { by: 'background', call: (graph) => graph.presencesOf([ada]) },
    findPeople: { by: 'click', call: (graph) => graph.findPeople('ada') },
    setPreferredPresence: {
      by: 'click',
      call: (graph) =>
        graph.setPreferredPresence({ availability: 'Busy', activity: 'Busy', expirationMs: null }),
    },
    clearPreferredPresence: { by: 'click', call: (graph) => graph.clearPreferredPresence() },
    setStatusMessage: { by: 'click', call: (graph) => graph.setStatusMessage('', null) },
  }

function world(broke: Partial<GraphParts>) {
  const clock = createVirtualClock()
  const origins: RequestOrigin[] = []
  const graph = createGraph({
    network: { request: async () => ok({ status: 200, headers: {}, json: { value: [] } }) },
    cloud: 'global',
    version: () => 'v1.0',
    accessToken: async () => ok('token'),
    accountId: () => ada,
    nowMs: clock.nowMs,
    ...broke,
  })
  const bounded = boundedGraph({
    graph,
    clock,
    host: 'graph.microsoft.com',
    accountId: () => ada,
    withClock: (answer) => answer,
    network: {
      withOrigin(origin, act) {
        origins.push(origin)
        return act()
      },
    },
  })
  return { clock, bounded, origins }
}

describe.each(Object.entries(calls))('%s', (_name, { by, call }) => {
  test.each<[string, Partial<GraphParts>, string]>([
    ['whose token never comes', { accessToken: hang }, 'timed-out'],
    ['whose token request throws', { accessToken: broken }, 'unexpected'],
    ['whose answer never comes', { network: { request: hang } }, 'timed-out'],
    ['whose network throws', { network: { request: broken } }, 'unexpected'],
    ['whose version cannot be read', { version: broken }, 'unexpected'],
  ])('%s ends', async (_how, broke, kind) => {
    const { clock, bounded } = world(broke)
    const answer = call(bounded)
    await clock.pass(25_000)
    expect(await answer).toMatchObject({ ok: false, problem: { kind, next: 'retries' } })
    expect(clock.waiting()).toBe(0)
  })

  test('states its reason and account', async () => {
    const { bounded, origins } = world({})
    await call(bounded)
    expect(origins).toEqual([{ reason: by, account: ada }])
  })
})

test('a poll caused by a click has the reason click, and so has the next request for colleagues', async () => {
  const { bounded, origins } = world({})
  await bounded.myPresence('click')
  await bounded.presencesOf([ada])
  await bounded.presencesOf([ada])
  await bounded.myPresence('click')
  await bounded.myPresence('background')
  await bounded.presencesOf([ada])
  const reasons = ['click', 'click', 'background', 'click', 'background', 'background']
  expect(origins.map(({ reason }) => reason)).toEqual(reasons)
})
