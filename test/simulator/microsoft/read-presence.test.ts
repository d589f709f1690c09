// Reading presences: by user, permission, version and cloud.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type FakeMicrosoft, startFakeMicrosoft } from '../../../simulator/microsoft/fake-microsoft.ts'
import { createPeople, createPerson } from '../../../simulator/microsoft/graph/people.ts'
import { askGraph, type GraphQuestion } from './client.ts'

const GRACE = '66825e03-7ef5-42da-9069-724602c31f6b'
const NOBODY = '00000000-0000-4000-8000-00000000dead'
let fake: FakeMicrosoft

beforeEach(async () => {
  fake = await startFakeMicrosoft()
})
afterEach(() => fake.close())

const ask = async (question: GraphQuestion) => {
  const response = await askGraph(fake, question)
  return { status: response.status, body: await response.json() }
}
const batch = (ids: unknown, rest: Partial<GraphQuestion> = {}) =>
  ask({ path: 'communications/getPresencesByUserId', body: { ids }, ...rest })
const ids = (count: number) => createPeople(count).map(({ id }) => id)

describe('permissions', () => {
  const me = '/ME/'
  it.each([
    ['me/presence', 'Presence.Read', 200],
    ['me/presence', 'Presence.Read.All', 200],
    ['me/presence', 'User.ReadBasic.All', 403],
    ['me/presence', 'Presence.ReadWrite', 403],
    [`users/${me}/presence`, 'Presence.Read', 200],
    [`communications/presences/${me}`, 'Presence.Read', 200],
    [`users/${GRACE}/presence`, 'Presence.Read.All', 200],
    [`users/${GRACE}/presence`, 'Presence.Read', 403],
    [`communications/presences/${GRACE}`, 'Presence.Read.All', 200],
    [`communications/presences/${GRACE}`, 'Presence.Read', 403],
  ])('GET %s with %s: %i', async (path, permissions, status) => {
    const answer = await ask({ path: path.replace(me, fake.account.oid), permissions })
    expect(answer.status).toBe(status)
    if (status === 403) expect(answer.body.error.code).toBe('Forbidden')
  })

  it.each([
    ['Presence.Read.All', 200],
    ['Presence.Read', 403],
    ['Presence.ReadWrite', 403],
  ])('a batch with %s: %i', async (permissions, status) => {
    expect((await batch([GRACE], { permissions })).status).toBe(status)
  })
})

describe('versions and clouds', () => {
  const places = [
    ['login.microsoftonline.com', 'graph.microsoft.com', '', 'v1.0', 200],
    ['login.microsoftonline.com', 'graph.microsoft.com', '', 'beta', 200],
    ['login.microsoftonline.us', 'graph.microsoft.us', '', 'v1.0', 200],
    ['login.microsoftonline.us', 'graph.microsoft.us', '', 'beta', 404],
    ['login.microsoftonline.us', 'dod-graph.microsoft.us', 'https://dod-graph.microsoft.us/', 'v1.0', 200],
    ['login.microsoftonline.us', 'dod-graph.microsoft.us', 'https://dod-graph.microsoft.us/', 'beta', 404],
    ['login.partner.microsoftonline.cn', 'microsoftgraph.chinacloudapi.cn', '', 'v1.0', 404],
    ['login.partner.microsoftonline.cn', 'microsoftgraph.chinacloudapi.cn', '', 'beta', 404],
  ] as const

  it.each(places)('%s, %s %s%s: %i', async (login, host, prefix, version, status) => {
    const can = (permission: string) => fake.accessToken(`${prefix}${permission}`, login)
    const read = { host, version, token: can('Presence.Read.All') }
    const write = { host, version, token: can('Presence.ReadWrite') }
    const own = `users/${fake.account.oid}/presence`
    const busy = { availability: 'Busy', activity: 'Busy' }
    const statusMessage = { message: { content: 'x', contentType: 'text' } }
    const answers = [
      askGraph(fake, { path: 'me/presence', ...read }),
      askGraph(fake, { path: `users/${GRACE}/presence`, ...read }),
      askGraph(fake, { path: `communications/presences/${GRACE}`, ...read }),
      askGraph(fake, { path: 'communications/getPresencesByUserId', body: { ids: [GRACE] }, ...read }),
      askGraph(fake, { path: `${own}/setUserPreferredPresence`, body: busy, ...write }),
      askGraph(fake, { path: `${own}/clearUserPreferredPresence`, body: {}, ...write }),
      askGraph(fake, { path: `${own}/setStatusMessage`, body: { statusMessage }, ...write }),
    ]
    expect((await Promise.all(answers)).map((answer) => answer.status)).toEqual(answers.map(() => status))
  })
})

describe('one user', () => {
  it('is returned without the times of the status message', async () => {
    const statusMessage = {
      message: { content: 'Hey', contentType: 'text' },
      expiryDateTime: { dateTime: '2026-11-24T09:00:00', timeZone: 'UTC' },
      publishedDateTime: '2026-11-23T09:00:00Z',
    }
    const busy = { availability: 'Busy', activity: 'InAMeeting', statusMessage }
    const person = createPerson(1, { presence: busy })
    fake.people = [person]
    const outOfOfficeSettings = { message: null, isOutOfOffice: false }
    const told = {
      ...busy,
      id: person.id,
      outOfOfficeSettings,
      statusMessage: { message: statusMessage.message },
    }
    expect((await ask({ path: `users/${person.id}/presence` })).body).toEqual(told)
    expect((await ask({ path: `communications/presences/${person.id.toUpperCase()}` })).body).toEqual(told)
    expect((await batch([person.id])).body.value).toEqual([told])
  })

  it.each([
    ['visible', 200, 200, 1],
    ['communications-only', 403, 200, 1],
    ['forbidden', 403, 403, 0],
    ['left', 404, 404, 0],
  ] as const)(
    '%s: %i of users, %i of communications, %i in a batch',
    async (visibility, one, other, many) => {
      const person = createPerson(1, { visibility })
      fake.people = [person]
      expect((await ask({ path: `users/${person.id}/presence` })).status).toBe(one)
      expect((await ask({ path: `communications/presences/${person.id}` })).status).toBe(other)
      const { status, body } = await batch([person.id, fake.account.oid])
      expect(status).toBe(200)
      expect(body.value).toHaveLength(many + 1)
    },
  )

  it('is found only by the object id', async () => {
    expect((await ask({ path: 'users/grace@contoso.example/presence' })).status).toBe(400)
    expect((await ask({ path: `users/${NOBODY}/presence` })).status).toBe(404)
  })
})

describe('a batch', () => {
  it('returns each id once, in order, with my own presence', async () => {
    fake.presence = { id: fake.account.oid, availability: 'Busy', activity: 'InACall' }
    const { body } = await batch([GRACE, fake.account.oid, GRACE.toUpperCase()])
    expect(body.value).toMatchObject([{ id: GRACE, activity: 'Presenting' }, { activity: 'InACall' }])
  })

  it('accepts at most 650 ids', async () => {
    fake.people = createPeople(651)
    expect((await batch(ids(650))).body.value).toHaveLength(650)
    const { status, body } = await batch(ids(651))
    expect(status).toBe(400)
    expect(body.error).toMatchObject({ code: 'InvalidArgument' })
  })

  it.each([[[]], [['grace@contoso.example']], [[GRACE, 7]], ['text'], [undefined]])(
    'refuses %j',
    async (given) => {
      expect((await batch(given)).status).toBe(400)
    },
  )

  it('refuses a body that is not JSON or has another content type', async () => {
    expect((await batch([], { body: '{' })).status).toBe(400)
    expect((await batch([GRACE], { headers: { 'Content-Type': 'text/plain' } })).status).toBe(415)
  })

  it('can return unknown ids', async () => {
    fake.unknownIds = 'presence-unknown'
    const { body } = await batch([NOBODY])
    expect(body.value).toEqual([{ id: NOBODY, availability: 'PresenceUnknown', activity: 'PresenceUnknown' }])
  })
})

it('records the request and the token’s permissions', async () => {
  await batch([GRACE], { permissions: 'Presence.Read.All' })
  await ask({ path: 'me/presence', permissions: 'Presence.Read' })
  expect(fake.asked('presences-by-user-id')).toMatchObject([
    {
      method: 'POST',
      path: '/v1.0/communications/getPresencesByUserId',
      body: JSON.stringify({ ids: [GRACE] }),
      permissions: ['Presence.Read.All'],
    },
  ])
  expect(fake.asked('my-presence')).toHaveLength(1)
  expect(fake.asked('presence-of-user')).toEqual([])
})

it('has its own faults for each request', async () => {
  fake.fail('presences-by-user-id', { status: 503 })
  expect((await ask({ path: 'me/presence' })).status).toBe(200)
  expect((await batch([GRACE])).status).toBe(503)
  expect((await batch([GRACE])).status).toBe(200)
})

it('has no presence for a personal account', async () => {
  fake.account = { ...fake.account, personal: true }
  const { status, body } = await ask({ path: 'me/presence' })
  expect(status).toBe(400)
  expect(body.error.code).toBe('AuthenticationError')
})
