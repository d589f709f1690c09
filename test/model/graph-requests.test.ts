// Every request of the table in every version and cloud: sent as described, or refused before it is sent.
import { describe, expect, test } from 'vitest'
import { clouds } from '../../app/microsoft/clouds.ts'
import type { Graph } from '../../app/microsoft/graph/graph.ts'
import {
  type GraphRequest,
  isOffered,
  permissionsOf,
  type RequestName,
  requestNames,
  requests,
} from '../../app/model/graph-requests.ts'
import { cloudNames, graphVersions } from '../../app/model/names.ts'
import { failed, type Problem } from '../../app/model/problems/problem.ts'
import { problemWords } from '../../words/problem-words.ts'
import { wordsIn } from '../../words/words.ts'
import { ADA, graphOnLoopback } from '../microsoft/graph/graph-on-loopback.ts'

const GRACE = '66825e03-7ef5-42da-9069-724602c31f6b'

/** The call that sends each request. */
const callOf: Record<RequestName, (graph: Graph) => Promise<unknown>> = {
  'my-presence': (graph) => graph.myPresence(),
  'presence-of-user': (graph) => graph.presenceOf(GRACE),
  'presence-of-communications': (graph) => graph.presenceOf(GRACE),
  'presences-by-user-id': (graph) => graph.presencesOf([GRACE]),
  'find-people': (graph) => graph.findPeople('Ada'),
  'set-preferred-presence': (graph) =>
    graph.setPreferredPresence({ availability: 'Busy', activity: 'Busy', expirationMs: null }),
  'clear-preferred-presence': (graph) => graph.clearPreferredPresence(),
  'set-status-message': (graph) => graph.setStatusMessage('Back soon', null),
}

const everywhere = requestNames.flatMap((name) =>
  graphVersions.flatMap((version) => cloudNames.map((cloud) => ({ name, version, cloud }))),
)
const offered = everywhere.filter(({ name, cloud, version }) => isOffered(name, cloud, version))
const missing = everywhere.filter(({ name, cloud, version }) => !isOffered(name, cloud, version))

describe('a request that is offered', () => {
  test.each(offered)('$name in $cloud, $version', async ({ name, version, cloud }) => {
    const { method, path, permission }: GraphRequest = requests[name]
    const id = path.startsWith('/users/{id}/presence/') ? ADA : GRACE
    const { graph, asked, needs } = await graphOnLoopback({
      cloud,
      version,
      // Communications are requested if the path of users is refused.
      answer: ({ path }) =>
        name === 'presence-of-communications' && path.includes('/users/')
          ? { status: 404 }
          : { body: { value: [] } },
    })
    await callOf[name](graph)
    const last = asked.at(-1)
    expect(last?.method).toBe(method)
    expect(last?.path.split('?')[0]).toBe(`/${clouds[cloud].graphHost}/${version}${path.replace('{id}', id)}`)
    expect(needs.at(-1)).toEqual({ need: { kind: 'any' }, permission })
    expect(last?.headers.authorization).toBe(`Bearer any ${permission}`)
  })

  test('without consent has the problem of its permission, and is not sent', async () => {
    const problem: Problem = {
      kind: 'permission-missing',
      next: 'person',
      permission: 'Presence.Read.All',
      by: 'entra',
    }
    const { graph, asked } = await graphOnLoopback({
      answer: () => ({}),
      accessToken: async () => failed(problem),
    })
    for (const name of requestNames) expect(await callOf[name](graph), name).toEqual({ ok: false, problem })
    expect(asked).toEqual([])
  })
})

describe('a request that is not offered', () => {
  // Communications are requested only after users, which the same page describes.
  const askedFirst = missing.filter(({ name }) => name !== 'presence-of-communications')

  test.each(askedFirst)('$name in $cloud, $version', async ({ name, version, cloud }) => {
    const { graph, asked, needs } = await graphOnLoopback({ cloud, version, answer: () => ({ body: {} }) })
    const problem: Problem = { kind: 'not-in-this-cloud', next: 'person', request: name, cloud, version }
    expect(await callOf[name](graph)).toEqual({ ok: false, problem })
    expect(asked).toEqual([])
    expect(needs).toEqual([])
    for (const language of ['en', 'ru'] as const) {
      const words = wordsIn(language)
      const { meaning } = problemWords(problem, words)
      expect(meaning).toContain(words.t(`setup.cloud.${cloud}`))
      expect(meaning).toContain(words.t(`problem.requests.${name}`))
      expect(meaning).toContain(version)
    }
  })

  test('such requests exist: presence in China, and beta in the government clouds', () => {
    expect(missing).toHaveLength(7 * (1 + 3))
  })
})

test('a feature needs only the permissions of its requests', () => {
  expect(permissionsOf('own-presence')).toEqual(['Presence.Read'])
  expect(permissionsOf('colleagues')).toEqual(['Presence.Read.All', 'User.ReadBasic.All'])
  expect(permissionsOf('colleagues')).toEqual(expect.arrayContaining([...permissionsOf('whose-light')]))
  expect(permissionsOf('own-status')).toEqual(['Presence.ReadWrite'])
})
