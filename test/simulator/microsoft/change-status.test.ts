// Changing the user's own status: what Graph accepts, and when a change is visible.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type FakeMicrosoft, startFakeMicrosoft } from '../../../simulator/microsoft/fake-microsoft.ts'
import { askGraph, getPresence } from './client.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS
const START = Date.parse('2026-11-23T09:00:00Z')
const busy = { availability: 'Busy', activity: 'Busy' }
let fake: FakeMicrosoft
let clock: number

beforeEach(async () => {
  clock = START
  fake = await startFakeMicrosoft({ now: () => clock })
})
afterEach(() => fake.close())

type Change = 'setUserPreferredPresence' | 'clearUserPreferredPresence' | 'setStatusMessage'
const change = (what: Change, body: unknown, id = fake.account.oid, permissions = 'Presence.ReadWrite') =>
  askGraph(fake, { path: `users/${id}/presence/${what}`, body, permissions })
const prefer = (body: unknown) => change('setUserPreferredPresence', body)
const clear = () => change('clearUserPreferredPresence', {})
const say = (content: string, expiryDateTime?: { dateTime: string; timeZone: string }) =>
  change('setStatusMessage', { statusMessage: { message: { content, contentType: 'text' }, expiryDateTime } })
const presence = async () => (await getPresence(fake, fake.accessToken())).json()

describe('a preferred presence', () => {
  it.each([
    ['Available', 'Available', 7 * DAY_MS],
    ['Busy', 'Busy', DAY_MS],
    ['DoNotDisturb', 'DoNotDisturb', DAY_MS],
    ['BeRightBack', 'BeRightBack', 7 * DAY_MS],
    ['Away', 'Away', 7 * DAY_MS],
    ['Offline', 'OffWork', 7 * DAY_MS],
  ])('%s, %s is visible until its default expiry', async (availability, activity, lastsMs) => {
    const teams = { availability: 'Busy', activity: 'InACall' }
    fake.presence = teams
    const response = await prefer({ availability, activity })
    expect(response.status).toBe(200)
    expect(await response.text()).toBe('')
    clock += lastsMs - 1
    expect(await presence()).toEqual({ availability, activity })
    clock += 1
    expect(await presence()).toEqual(teams)
    expect(fake.preferredPresence()).toBeNull()
  })

  it.each([
    ['PT30M', 30 * MINUTE_MS],
    ['PT8H', 8 * HOUR_MS],
    ['P1DT1H1M1S', DAY_MS + HOUR_MS + MINUTE_MS + 1000],
    ['P2D', 2 * DAY_MS],
    ['PT0.5S', 500],
  ])('lasts %s', async (expirationDuration, lastsMs) => {
    await prefer({ ...busy, expirationDuration })
    expect(fake.preferredPresence()).toEqual({ ...busy, expiresAt: START + lastsMs })
  })

  it.each([
    ['an invalid combination', { availability: 'Busy', activity: 'InACall' }],
    ['Offline twice', { availability: 'Offline', activity: 'Offline' }],
    ['small letters', { availability: 'busy', activity: 'busy' }],
    ['no activity', { availability: 'Busy' }],
    ['numbers', { availability: 1, activity: 1 }],
    ['a session', { ...busy, sessionId: '22553876-f5ab-4529-bffb-cfe50aa89f87' }],
    ['a duration in words', { ...busy, expirationDuration: '8 hours' }],
    ['a zero duration', { ...busy, expirationDuration: 'PT0S' }],
    ['an empty duration', { ...busy, expirationDuration: 'PT' }],
    ['a day without its hours', { ...busy, expirationDuration: 'P1DT' }],
    ['a duration in months', { ...busy, expirationDuration: 'P1M' }],
    ['a number', { ...busy, expirationDuration: 3600 }],
    ['a list', [busy]],
    ['no JSON', '{'],
  ])('is refused with %s', async (_, body) => {
    const response = await prefer(body)
    expect(response.status).toBe(400)
    expect((await response.json()).error.code).toBe('InvalidArgument')
    expect(fake.preferredPresence()).toBeNull()
  })

  it('is cleared, also if there is none', async () => {
    await prefer(busy)
    expect((await clear()).status).toBe(200)
    expect(await presence()).toMatchObject({ availability: 'Available' })
    expect((await clear()).status).toBe(200)
    expect((await change('clearUserPreferredPresence', { now: true })).status).toBe(400)
  })

  it('needs a session of Teams, as every presence does', async () => {
    await prefer(busy)
    fake.teamsSession = false
    expect(await presence()).toMatchObject({ availability: 'Offline', activity: 'Offline' })
    fake.teamsSession = true
    expect(await presence()).toMatchObject(busy)
  })

  it('is visible in a batch too', async () => {
    await prefer(busy)
    const path = 'communications/getPresencesByUserId'
    const response = await askGraph(fake, { path, body: { ids: [fake.account.oid] } })
    expect((await response.json()).value).toMatchObject([busy])
  })

  it('belongs to the user who set it', async () => {
    await prefer(busy)
    fake.account = { name: 'Grace', username: 'grace@contoso.example', oid: fake.people[0]?.id ?? '' }
    expect(fake.preferredPresence()).toBeNull()
    expect(await presence()).toMatchObject({ availability: 'Available' })
  })
})

describe('propagation', () => {
  it('shows a change late, and stores it at once', async () => {
    fake.propagationMs = 20_000
    await prefer(busy)
    await say('Hey')
    expect(fake.preferredPresence()).toMatchObject(busy)
    expect(fake.statusMessage()).toMatchObject({ message: { content: 'Hey' } })
    clock += 19_999
    expect(await presence()).toMatchObject({ availability: 'Available' })
    expect(await presence()).not.toHaveProperty('statusMessage')
    clock += 1
    expect(await presence()).toMatchObject({ ...busy, statusMessage: { message: { content: 'Hey' } } })
    await clear()
    expect(await presence()).toMatchObject(busy)
    clock += 20_000
    expect(await presence()).toMatchObject({ availability: 'Available' })
  })
})

describe('a status message', () => {
  it('is visible with its times to its author', async () => {
    const expiryDateTime = { dateTime: '2026-11-23T17:05:33.2079781', timeZone: 'Pacific Standard Time' }
    expect((await say("Hey I'm currently in a meeting.", expiryDateTime)).status).toBe(200)
    expect((await presence()).statusMessage).toEqual({
      message: { content: "Hey I'm currently in a meeting.", contentType: 'text' },
      expiryDateTime,
      publishedDateTime: '2026-11-23T09:00:00.000Z',
    })
  })

  it.each([
    ['2026-11-23T10:00:00', 'UTC', '2026-11-23T10:00:00Z'],
    ['2026-11-23T17:05:33.2079781', 'Pacific Standard Time', '2026-11-24T01:05:33Z'],
    ['2026-11-23T18:00:00', 'Europe/Berlin', '2026-11-23T17:00:00Z'],
    // Across the change to summer time, which is on different days in the two zones.
    ['2027-03-28T18:00:00', 'W. Europe Standard Time', '2027-03-28T16:00:00Z'],
    ['2027-03-14T18:00:00', 'Eastern Standard Time', '2027-03-14T22:00:00Z'],
  ])('ends at %s, %s', async (dateTime, timeZone, end) => {
    await say('Hey', { dateTime, timeZone })
    clock = Date.parse(end) - 1000
    expect((await presence()).statusMessage).toMatchObject({ message: { content: 'Hey' } })
    clock += 1000
    expect((await presence()).statusMessage).toBeNull()
    expect(fake.statusMessage()).toBeNull()
  })

  it('stays without an expiry, and is removed by an empty one', async () => {
    await say('Hey')
    clock += 365 * DAY_MS
    expect((await presence()).statusMessage).toMatchObject({ message: { content: 'Hey' } })
    await say('')
    expect((await presence()).statusMessage).toBeNull()
  })

  it.each([
    ['HTML', { message: { content: '<b>x</b>', contentType: 'html' } }],
    ['no message', {}],
    ['a string', 'x'],
    ['an unknown zone', { expiryDateTime: { dateTime: '2026-11-23T10:00:00', timeZone: 'Mars' } }],
    ['an offset', { expiryDateTime: { dateTime: '2026-11-23T10:00:00Z', timeZone: 'UTC' } }],
    ['no zone', { expiryDateTime: { dateTime: '2026-11-23T10:00:00' } }],
    ['a publishing time', { publishedDateTime: '2026-11-23T10:00:00Z' }],
  ])('is refused with %s', async (why, wrong) => {
    const message = { content: 'x', contentType: 'text' }
    const whole = typeof wrong === 'string' || why === 'no message' ? wrong : { message, ...wrong }
    expect((await change('setStatusMessage', { statusMessage: whole })).status).toBe(400)
    expect(fake.statusMessage()).toBeNull()
  })
})

describe('permission', () => {
  const requests: [Change, unknown][] = [
    ['setUserPreferredPresence', busy],
    ['clearUserPreferredPresence', {}],
    ['setStatusMessage', { statusMessage: { message: { content: 'x', contentType: 'text' } } }],
  ]

  it.each(requests)(
    '%s needs Presence.ReadWrite and changes only the user’s own presence',
    async (what, body) => {
      const { oid } = fake.account
      expect((await change(what, body)).status).toBe(200)
      expect((await change(what, body, oid.toUpperCase())).status).toBe(200)
      expect((await change(what, body, oid, 'Presence.Read Presence.Read.All')).status).toBe(403)
      const no = await change(what, body, fake.people[0]?.id)
      expect(no.status).toBe(401)
      expect((await no.json()).error.message).toContain('Cannot set the presence of another user')
      expect(no.headers.get('WWW-Authenticate')).toBeNull()
      const path = `me/presence/${what}`
      expect((await askGraph(fake, { path, body })).status, 'only the documented form').toBe(404)
      const text = await askGraph(fake, {
        path: `users/${oid}/presence/${what}`,
        body,
        headers: { 'Content-Type': 'text/plain' },
      })
      expect(text.status).toBe(415)
    },
  )
})
