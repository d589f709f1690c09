// The control API over HTTP, for a terminal or a test in another process.
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type FakeMicrosoft, startFakeMicrosoft } from '../../../simulator/microsoft/fake-microsoft.ts'
import { createPeople } from '../../../simulator/microsoft/graph/people.ts'
import { askGraph, getPresence, refresh, signIn } from './client.ts'

let fake: FakeMicrosoft

beforeEach(async () => {
  fake = await startFakeMicrosoft()
})
afterEach(() => fake.close())

const tell = (method: string, path: string, body?: unknown) =>
  fetch(`${fake.url}${path}`, { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) })

it.each([
  ['/presence', { availability: 'Busy' }, () => fake.presence],
  ['/people', createPeople(2), () => fake.people],
  ['/account', { name: 'G', username: 'g@x', oid: createPeople(1)[0]?.id }, () => fake.account],
  ['/consent', { 'Presence.Read.All': 'admin-only' }, () => fake.consent],
  ['/teams-session', false, () => fake.teamsSession],
  ['/propagation-ms', 5000, () => fake.propagationMs],
  ['/unknown-ids', 'presence-unknown', () => fake.unknownIds],
])('PUT %s changes it', async (path, value, now) => {
  expect((await tell('PUT', path, value)).status).toBe(200)
  expect(now()).toEqual(value)
})

it.each([
  ['/consent', { 'Presence.Write': 'granted' }],
  ['/consent', { 'Presence.Read': 'perhaps' }],
  ['/people', [{ id: 'grace' }]],
  ['/propagation-ms', -1],
  ['/teams-session', 'yes'],
])('PUT %s refuses %j and keeps the old value', async (path, value) => {
  const { consent, people, propagationMs, teamsSession } = fake
  const response = await tell('PUT', path, value)
  expect(response.status).toBe(400)
  expect((await response.json()).error).toBeTruthy()
  expect(fake).toMatchObject({ consent, people, propagationMs, teamsSession })
})

it('adds a fault of one request by its name', async () => {
  const fault = { which: 'find-people', fault: { status: 429 } }
  expect((await tell('POST', '/fail', fault)).status).toBe(200)
  expect((await askGraph(fake, { path: 'users' })).status).toBe(429)
  expect((await tell('POST', '/fail', { which: 'my-presences', fault: 'hang' })).status).toBe(400)
})

it('consent is withdrawn', async () => {
  const { refresh_token } = await signIn(fake)
  expect((await tell('POST', '/withdraw-consent')).status).toBe(200)
  expect((await refresh(fake, refresh_token)).status).toBe(400)
})

it('lists the requests to Graph, without tokens', async () => {
  const token = fake.accessToken('Presence.Read')
  await getPresence(fake, token)
  await signIn(fake)
  const text = await (await tell('GET', '/asked')).text()
  expect(JSON.parse(text)).toMatchObject([{ name: 'my-presence', permissions: ['Presence.Read'] }])
  expect(JSON.parse(text)).toHaveLength(1)
  expect(text).not.toContain(token)
})
