// Every example of Microsoft's documentation on presence is run through the client: it sends the documented request, and
// receives the documented response.
import { readFileSync } from 'node:fs'
import { TZDate } from '@date-fns/tz'
import { expect, test } from 'vitest'
import { findIana } from 'windows-iana'
import { z } from 'zod'
import type { Graph } from '../../../app/microsoft/graph/graph.ts'
import type { Sighting, SightingOfMany } from '../../../app/microsoft/graph/presences.ts'
import { preferredPresences } from '../../../app/microsoft/graph/status-requests.ts'
import { type GraphRequest, requestNames, requests } from '../../../app/model/graph-requests.ts'
import { graphVersions } from '../../../app/model/names.ts'
import { type Asked, graphOnLoopback } from './graph-on-loopback.ts'

const exampleSchema = z.strictObject({
  page: z.string(),
  example: z.string(),
  request: z.strictObject({ method: z.enum(['GET', 'POST']), url: z.url(), body: z.unknown().optional() }),
  response: z.strictObject({
    status: z.number(),
    headers: z.record(z.string(), z.string()).optional(),
    body: z.unknown().optional(),
  }),
  /** The expected presence, or the presences by id. */
  reads: z.record(z.string(), z.unknown()).optional(),
  /** The expected problem. */
  problem: z.record(z.string(), z.unknown()).optional(),
})
type Example = z.infer<typeof exampleSchema>

const path = new URL('../../cases/graph-documentation.json', import.meta.url)
const examples = z.array(exampleSchema).parse(JSON.parse(readFileSync(path, 'utf8')))

const A_GUID = /[0-9a-f]{8}-[0-9a-f-]{27}/
const named = examples.map((example) => {
  const { page, example: which, response } = example
  return [`${page}, ${which}: ${response.status}`, example] as const
})

const zonedSchema = z.object({ dateTime: z.string(), timeZone: z.string() })
const bodySchema = z.object({
  ids: z.array(z.string()).optional(),
  availability: z.enum(['Available', 'Busy', 'DoNotDisturb', 'BeRightBack', 'Away', 'Offline']).optional(),
  expirationDuration: z
    .string()
    .regex(/^PT\d+H$/)
    .optional(),
  statusMessage: z
    .object({ message: z.object({ content: z.string() }), expiryDateTime: zonedSchema.optional() })
    .optional(),
})

/** The epoch ms for Graph's pair of local time and zone. */
function momentOf({ dateTime, timeZone }: z.infer<typeof zonedSchema>): number {
  const zone = timeZone === 'UTC' ? 'UTC' : (findIana(timeZone)[0] ?? timeZone)
  const [year = 0, month = 1, ...rest] = (dateTime.match(/\d+/g) ?? []).slice(0, 6).map(Number)
  const [day = 1, hour = 0, minute = 0, second = 0] = rest
  const ms = Math.round(Number(`0.${/\.(\d+)/.exec(dateTime)?.[1] ?? 0}`) * 1000)
  return new TZDate(year, month - 1, day, hour, minute, second, ms, zone).getTime()
}

/** A body with its expiry in epoch ms: the client writes UTC, the page Pacific time. */
function withMoment(body: unknown): unknown {
  const read = z
    .looseObject({ statusMessage: z.looseObject({ expiryDateTime: zonedSchema }) })
    .safeParse(body)
  if (!read.success) return body
  const { statusMessage } = read.data
  return {
    ...read.data,
    statusMessage: { ...statusMessage, expiryDateTime: momentOf(statusMessage.expiryDateTime) },
  }
}

interface Outcome {
  ok: boolean
  problem?: unknown
  reads?: unknown
}

const readingOf = (sighting: Sighting | SightingOfMany | undefined): unknown =>
  sighting?.kind === 'seen' ? flat(sighting.presence) : sighting?.kind

const flat = ({
  availability,
  activity,
  outOfOffice,
  statusMessage,
}: {
  availability: string
  activity: string
  outOfOffice: { isOutOfOffice: boolean }
  statusMessage: { text: string } | null
}) => ({
  availability,
  activity,
  ...(outOfOffice.isOutOfOffice ? { isOutOfOffice: true } : {}),
  ...(statusMessage ? { statusMessage: statusMessage.text } : {}),
})

/** Calls the client's method for this request with the values of the example. */
async function goThrough(graph: Graph, { request: { method, url, body } }: Example): Promise<Outcome> {
  const { pathname } = new URL(url)
  const wanted = bodySchema.parse(body ?? {})
  const [id = ''] = A_GUID.exec(pathname) ?? []
  const call = `${method} ${pathname.replace(/^\/[^/]+/, '').replace(A_GUID, '{id}')}`
  switch (call) {
    case 'GET /me/presence': {
      const answer = await graph.myPresence()
      return answer.ok ? { ok: true, reads: flat(answer.value) } : answer
    }
    case 'GET /users/{id}/presence':
    case 'GET /communications/presences/{id}': {
      const answer = await graph.presenceOf(id)
      return answer.ok ? { ok: true, reads: { [id]: readingOf(answer.value) } } : answer
    }
    case 'POST /communications/getPresencesByUserId': {
      const answer = await graph.presencesOf(wanted.ids ?? [])
      if (!answer.ok) return answer
      return {
        ok: true,
        reads: Object.fromEntries([...answer.value].map(([one, sighting]) => [one, readingOf(sighting)])),
      }
    }
    case 'GET /users': {
      const answer = await graph.findPeople('a')
      if (!answer.ok) return answer
      return { ok: true, reads: Object.fromEntries(answer.value.map(({ id, ...person }) => [id, person])) }
    }
    case 'POST /users/{id}/presence/setUserPreferredPresence': {
      const hours = Number(/\d+/.exec(wanted.expirationDuration ?? '')?.[0])
      const preferred = preferredPresences[wanted.availability ?? 'Available']
      return graph.setPreferredPresence({ ...preferred, expirationMs: hours * 3_600_000 })
    }
    case 'POST /users/{id}/presence/clearUserPreferredPresence':
      return graph.clearPreferredPresence()
    case 'POST /users/{id}/presence/setStatusMessage': {
      const { message, expiryDateTime } = wanted.statusMessage ?? { message: { content: '' } }
      return graph.setStatusMessage(message.content, expiryDateTime ? momentOf(expiryDateTime) : null)
    }
    default:
      throw new Error(`no method for ${call}`)
  }
}

const versionOf = ({ request }: Example) =>
  z.enum(graphVersions).parse(new URL(request.url).pathname.split('/')[1])
const isCommunications = ({ path }: Asked) => path.includes('/communications/presences/')

test.each(named)('%s', async (_name, example) => {
  const { request, response } = example
  const { host, pathname } = new URL(request.url)
  const throughCommunications = pathname.includes('/communications/presences/')
  const { graph, asked } = await graphOnLoopback({
    version: versionOf(example),
    accountId: 'fa8bf3dc-eca7-46b7-bad1-db199b62afc3',
    answer: (one) => (throughCommunications && !isCommunications(one) ? { status: 404 } : response),
  })
  const outcome = await goThrough(graph, example)

  const sent = asked.at(-1)
  expect(sent?.method).toBe(request.method)
  expect(sent?.path.split('?')[0]).toBe(`/${host}${pathname}`)
  expect(withMoment(sent?.body ?? undefined)).toEqual(withMoment(request.body))
  expect(sent?.headers['content-type']).toBe(request.body === undefined ? undefined : 'application/json')
  expect(sent?.headers.authorization).toMatch(/^Bearer \S+/)

  expect(outcome.ok).toBe(!example.problem)
  if (example.problem) expect(outcome.problem).toMatchObject(example.problem)
  if (example.reads) expect(outcome.reads).toEqual(example.reads)
})

test('every request has an example in every documented version', () => {
  const shown = new Set(
    examples.map(
      ({ request: { method, url } }) => `${method} ${new URL(url).pathname.replace(A_GUID, '{id}')}`,
    ),
  )
  const wanted = requestNames
    // Its examples are other queries; people.test.ts tests what it sends.
    .filter((name) => name !== 'find-people')
    .flatMap((name) => {
      const { method, path }: GraphRequest = requests[name]
      return graphVersions.map((version) => `${method} /${version}${path}`)
    })
  expect(wanted.filter((one) => !shown.has(one))).toEqual([])
})
