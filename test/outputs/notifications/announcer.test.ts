// What is announced, and when: with a virtual clock and a list in place of the system's notifications.
import { describe, expect, test } from 'vitest'
import type { AccountState } from '../../../app/model/account-state.ts'
import { stateOf } from '../../../app/model/account-view.ts'
import { lightOf } from '../../../app/model/light.ts'
import { type NotificationKind, notificationKinds } from '../../../app/model/names.ts'
import type { Presence } from '../../../app/model/presence.ts'
import type { Problem } from '../../../app/model/problems/problem.ts'
import type { AccountView } from '../../../app/model/state.ts'
import { createAnnouncer } from '../../../app/outputs/notifications/announcer.ts'
import type { NotificationName } from '../../../app/outputs/notifications/notification-provider.ts'
import { wordsIn } from '../../../words/words.ts'
import { account, colleague, following, presence, seen, signedIn } from '../../model/states.ts'
import { createVirtualClock } from '../../support/virtual-clock.ts'

const MINUTE = 60_000
const lost: Problem = { kind: 'sign-in-needed', next: 'person', code: null }
const late: Problem = { kind: 'timed-out', next: 'retries', host: 'graph.microsoft.com', afterMs: 10_000 }
const available = presence('Available')
const busy = presence('Busy')
const away = presence('Away')
const presenting = presence('DoNotDisturb', 'Presenting')
const backButOff = presence('Available', 'Available', true)

/** A day with every kind switched on. `shown` has all notifications, `open` the titles of those still on the screen. */
function aDay({ at = '2026-11-23T14:00:00', kinds = notificationKinds as readonly NotificationKind[] } = {}) {
  const clock = createVirtualClock(Date.parse(at))
  const shown: { title: string; body: string }[] = []
  const open = new Map<NotificationName, string>()
  let asked = 0
  let state: AccountView = { ...signedIn, settings: { ...signedIn.settings, notifications: [...kinds] } }
  function start() {
    const started = createAnnouncer({
      wordsNow: () => wordsIn('en'),
      clock,
      notifications: {
        show(name, text) {
          shown.push(text)
          open.set(name, text.title)
        },
        closeAllBut(holding) {
          for (const name of [...open.keys()]) if (!holding.has(name)) open.delete(name)
        },
        askPermission: () => {
          asked += 1
        },
      },
      // As the services keep them.
      onOutOfOfficeKnown: (day) => put({ settings: { ...state.settings, toldOutOfOfficeOn: day } }),
      onColleaguesAnnounced(ids) {
        const people = state.colleagues.people.map((person) =>
          person.tell === 'once' && ids.includes(person.id) ? { ...person, tell: 'never' as const } : person,
        )
        put({ colleagues: { ...state.colleagues, people } })
      },
    })
    started.show(state, lightOf(state))
    return started
  }
  let announcer = start()
  const put = (change: Partial<AccountView>) => {
    state = { ...state, ...change }
    announcer.show(state, lightOf(state))
  }
  const follow = (change: Partial<AccountView['following']>) =>
    put({ following: { ...state.following, ...change } })
  return {
    clock,
    shown,
    state: () => state,
    put,
    follow,
    /** How often the system was made to ask for permission. */
    asked: () => asked,
    titles: () => shown.map(({ title }) => title),
    open: () => [...open.values()],
    /** Graph answers without a problem. */
    answer(said: Presence) {
      const now = clock.nowMs()
      const last = { presence: said, at: now, since: now, witnessed: true }
      follow({ last, stale: false, problem: null })
    },
    /** The program ends and starts again with the same settings. */
    restart() {
      announcer.stop()
      state = { ...signedIn, settings: state.settings }
      announcer = start()
    },
    stop: () => announcer.stop(),
  }
}

describe('a change of the light', () => {
  test('is announced after ten seconds, with the light before', async () => {
    const day = aDay()
    day.answer(available)
    await day.clock.pass(MINUTE)
    day.answer(busy)
    await day.clock.pass(9_999)
    expect(day.shown).toEqual([])
    await day.clock.pass(1)
    expect(day.shown).toEqual([{ title: 'Busy', body: 'since 14:01 · before that: Available' }])
    expect(day.open()).toEqual(['Busy'])
    day.answer(available)
    expect(day.open()).toEqual([])
    expect(day.clock.waiting()).toBe(1)
  })

  test('is removed when the program ends, or its account is gone', async () => {
    const day = aDay()
    day.answer(available)
    day.answer(busy)
    await day.clock.pass(10_000)
    expect(day.open()).toEqual(['Busy'])
    day.stop()
    expect([day.open(), day.clock.waiting()]).toEqual([[], 0])
  })

  test('of this computer is announced as such', async () => {
    const day = aDay()
    day.put({ session: { kind: 'this-computer' } })
    day.answer(available)
    await day.clock.pass(MINUTE)
    day.answer(presence('Busy', 'InACall'))
    await day.clock.pass(10_000)
    expect(day.shown).toEqual([
      {
        title: 'In a call, seen on this computer',
        body: 'since 14:01 · before that: Available, seen on this computer',
      },
    ])
    await day.clock.pass(60 * MINUTE)
    expect(day.shown).toHaveLength(1)
  })

  test.each<[string, (Presence | Problem | 'stale' | 'paused')[], string[]]>([
    ['the first light of a run', [available], []],
    ['another word of Graph with the same text', [busy, presence('Busy', 'InAMeeting')], []],
    ['a change and back', [available, busy, available], []],
    ['several changes within ten seconds', [available, busy, away], ['Away']],
    ['out of office switched on', [available, backButOff], ['Available, out of office']],
    ['an unknown word', [available, presence('', 'InTheClouds')], ['In The Clouds']],
    ['another unknown word', [presence('', 'InTheClouds'), presence('', 'OnAHill')], ['On A Hill']],
    ['the beginning of a presentation', [available, presenting], []],
    ['the end of a presentation', [presenting, available], ['Available']],
    ['a presentation within ten seconds', [available, busy, presenting], []],
    ['to stale', [available, 'stale'], []],
    ['from stale', [available, 'stale', busy], []],
    ['a pause in between', [available, 'paused', busy], []],
    ['a lost sign-in in between', [available, lost, busy], ['Sign in again']],
  ])('%s', async (_name, steps, titles) => {
    const day = aDay()
    for (const step of steps) {
      await day.clock.pass(2000)
      if (step === 'stale') day.follow({ stale: true, problem: late })
      else if (step === 'paused') day.put({ pausedUntil: Number.MAX_SAFE_INTEGER })
      else if ('kind' in step) day.follow({ problem: step })
      else {
        day.put({ pausedUntil: null })
        day.answer(step)
      }
    }
    await day.clock.pass(MINUTE)
    expect(day.titles()).toEqual(titles)
    day.stop()
  })
})

describe('the light of a colleague', () => {
  const person = { id: 'c0ffee00-0000-4000-8000-000000000001', name: 'Grace Hopper', address: '' }

  test('is announced with the name, and the choice itself is no change', async () => {
    const day = aDay()
    day.answer(available)
    await day.clock.pass(MINUTE)
    day.follow({ person, last: null })
    day.answer(busy)
    await day.clock.pass(MINUTE)
    expect(day.shown).toEqual([])
    day.answer(away)
    await day.clock.pass(MINUTE)
    expect(day.titles()).toEqual(['Grace Hopper: Away'])
    day.follow({ person: null, last: null })
    day.answer(available)
    await day.clock.pass(MINUTE)
    expect(day.shown).toHaveLength(1)
  })

  test('who is out of office at work is not reminded of through others, nor is a presentation waited for', async () => {
    const day = aDay({ at: '2026-11-23T08:30:00' })
    day.follow({ person, last: null })
    day.answer(backButOff)
    await day.clock.pass(MINUTE)
    expect(day.shown).toEqual([])
    day.answer(presenting)
    day.follow({ problem: { kind: 'person-not-visible', next: 'person' } })
    expect(day.titles()).toEqual(['Grace Hopper: No presence is shown to you'])
  })
})

describe('out of office that is still on', () => {
  test('is announced once a morning, also after a restart', async () => {
    const day = aDay({ at: '2026-11-23T08:30:00' })
    day.answer(backButOff)
    await day.clock.pass(MINUTE)
    day.answer(presence('Busy', 'InACall', true))
    day.restart()
    day.answer(backButOff)
    await day.clock.pass(5000)
    expect(day.titles()).toEqual(['Out of office is still on'])
    await day.clock.pass(24 * 60 * MINUTE)
    day.answer(backButOff)
    expect(day.titles()).toEqual(['Out of office is still on', 'Out of office is still on'])
    day.answer(available)
    expect(day.open()).toEqual([])
  })

  test.each([
    ['Asia/Kathmandu', '2026-11-23T02:50:00Z', '2026-11-23'],
    ['Pacific/Kiritimati', '2026-11-22T18:50:00Z', '2026-11-23'],
    ['America/New_York', '2026-11-23T13:35:00Z', '2026-11-23'],
  ])('it is morning in the time zone of the computer: %s', (timeZone, at, announcedOn) => {
    const day = aDay({ at, kinds: ['still-out-of-office'] })
    day.put({ timeZone: 'Europe/Berlin' })
    day.answer(backButOff)
    expect(day.shown).toEqual([])
    day.put({ timeZone })
    expect(day.titles()).toEqual(['Out of office is still on'])
    expect(day.state().settings.toldOutOfOfficeOn).toBe(announcedOn)
  })

  test('coming back with it on is one notification, not two', async () => {
    const day = aDay({ at: '2026-11-23T08:30:00' })
    day.answer(presence('Away', 'Away', true))
    await day.clock.pass(MINUTE)
    day.answer(backButOff)
    await day.clock.pass(MINUTE)
    expect(day.titles()).toEqual(['Out of office is still on'])
  })

  test.each<[string, string, Presence[]]>([
    ['in the afternoon', '2026-11-23T12:00:00', [backButOff]],
    ['at night', '2026-11-23T04:59:00', [backButOff]],
    ['while away', '2026-11-23T08:30:00', [presence('Away', 'Away', true)]],
    ['after the person has just set it', '2026-11-23T08:30:00', [presence('Away'), backButOff]],
    ['during a presentation', '2026-11-23T08:30:00', [presence('DoNotDisturb', 'Presenting', true)]],
  ])('is not announced %s', async (_name, at, answers) => {
    const day = aDay({ at, kinds: ['still-out-of-office'] })
    for (const answer of answers) day.answer(answer)
    await day.clock.pass(MINUTE)
    expect(day.shown).toEqual([])
    day.stop()
  })

  test('is not announced after a restart if it was set this morning', async () => {
    const day = aDay({ at: '2026-11-23T08:30:00', kinds: ['still-out-of-office'] })
    day.answer(available)
    day.answer(backButOff)
    day.restart()
    day.answer(backButOff)
    await day.clock.pass(MINUTE)
    expect(day.shown).toEqual([])
    await day.clock.pass(24 * 60 * MINUTE)
    day.answer(backButOff)
    expect(day.titles()).toEqual(['Out of office is still on'])
  })

  test.each([
    ['again for another account', 'grace@contoso.com', 2],
    ['once for an account that signs in again', account.username, 1],
  ])('is announced %s', (_name, username, times) => {
    const day = aDay({ at: '2026-11-23T08:30:00', kinds: ['still-out-of-office'] })
    day.answer(backButOff)
    day.put({ session: { kind: 'signing-in' } })
    // session.ts forgets it with the account.
    day.put({ settings: { ...signedIn.settings, notifications: ['still-out-of-office'] } })
    day.put({ session: { kind: 'signed-in', account: { ...account, username } } })
    day.answer(backButOff)
    expect(day.shown).toHaveLength(times)
  })

  test('set the evening before, it is announced in the morning', async () => {
    const day = aDay({ at: '2026-11-22T20:00:00', kinds: ['still-out-of-office'] })
    day.answer(available)
    day.answer(backButOff)
    await day.clock.pass(12 * 60 * MINUTE)
    day.answer(backButOff)
    expect(day.titles()).toEqual(['Out of office is still on'])
  })
})

describe('a needed sign-in', () => {
  const trouble = { last: null, problem: lost }

  test('is announced once with the next step, and again only after a recovery', async () => {
    const day = aDay({ kinds: ['sign-in-needed'] })
    day.answer(available)
    day.follow({ problem: lost })
    expect(day.shown).toEqual([
      { title: 'Sign in again', body: 'Choose Sign in. Nothing opens before you do.' },
    ])
    day.put({ pausedUntil: Number.MAX_SAFE_INTEGER })
    expect(day.open()).toHaveLength(1)
    day.put({ pausedUntil: null, session: { kind: 'signing-in' } })
    expect(day.open()).toEqual([])
    day.put({ session: signedIn.session })
    expect(day.shown).toHaveLength(1)
    day.answer(available)
    day.follow({ problem: lost })
    expect(day.titles()).toEqual(['Sign in again', 'Sign in again'])
  })

  test.each<[string, Partial<AccountView>]>([
    [
      'the demo',
      { session: { kind: 'demo', pretending: null }, following: { ...signedIn.following, ...trouble } },
    ],
    ['a sign-in that has just failed', { session: { kind: 'signed-out', problem: lost } }],
    ['a temporary failure', { following: { ...signedIn.following, problem: late } }],
    ['notifications switched off', { settings: signedIn.settings, pausedUntil: null }],
  ])('is not announced: %s', (name, change) => {
    const day = aDay({ kinds: name === 'notifications switched off' ? [] : notificationKinds })
    day.put(change)
    if (name === 'notifications switched off') {
      day.put({ settings: { ...signedIn.settings, notifications: [] } })
      day.follow({ problem: lost })
    }
    expect(day.shown).toEqual([])
  })

  const choosing = {
    session: {
      kind: 'other-account',
      before: account,
      chosen: { name: 'Grace', username: 'grace@contoso.com', tenantId: 'contoso' },
    },
  } as const

  test('another account is announced once, also after the lost sign-in was', async () => {
    const day = aDay({ kinds: ['sign-in-needed'] })
    day.answer(available)
    day.follow({ problem: lost })
    day.put({ session: { kind: 'signing-in' } })
    day.put(choosing)
    expect(day.shown.slice(1)).toEqual([
      {
        title: 'Another account was chosen',
        body: 'In the browser you chose grace@contoso.com; so far anna@contoso.com was followed. Nobody is followed until you have chosen in Tally Light.',
      },
    ])
    day.put({ pausedUntil: Number.MAX_SAFE_INTEGER })
    await day.clock.pass(60 * MINUTE)
    expect([day.shown.length, day.open()]).toEqual([2, ['Another account was chosen']])
    // Back to the account before, whose lost sign-in was announced.
    day.put({ session: signedIn.session, pausedUntil: null })
    expect([day.shown.length, day.open()]).toEqual([2, []])
    day.put(choosing)
    expect(day.titles().at(-1)).toBe('Another account was chosen')
  })

  test('another account is not announced if sign-in-needed is switched off', () => {
    const day = aDay({ kinds: ['light-changed', 'still-out-of-office', 'stale'] })
    day.put(choosing)
    expect(day.shown).toEqual([])
  })

  test('another account waits for the end of a presentation', async () => {
    const day = aDay()
    day.answer(presenting)
    day.put(choosing)
    await day.clock.pass(50 * MINUTE)
    expect(day.shown).toEqual([])
    await day.clock.pass(15 * MINUTE)
    expect(day.titles()).toEqual(['Another account was chosen'])
  })

  test('a keyring that is locked at the start is announced', () => {
    const day = aDay()
    day.put({ session: { kind: 'signed-out', problem: { kind: 'keyring-locked', next: 'person' } } })
    expect(day.titles()).toEqual(['The keyring is locked'])
  })

  test('waits for the end of a presentation, and is announced if it still holds', async () => {
    const day = aDay()
    day.answer(presenting)
    await day.clock.pass(MINUTE)
    day.follow({ problem: lost })
    await day.clock.pass(50 * MINUTE)
    expect(day.shown).toEqual([])
    await day.clock.pass(10 * MINUTE)
    expect(day.titles()).toEqual(['Sign in again'])
    day.answer(presenting)
    day.follow({ problem: lost })
    day.answer(available)
    await day.clock.pass(5000)
    expect(day.titles()).toEqual(['Sign in again'])
    day.stop()
  })
})

test('a clock set back by a day during a presentation does not suppress notifications for a day', async () => {
  const day = aDay()
  day.answer(presenting)
  await day.clock.pass(MINUTE)
  day.follow({ problem: lost })
  day.clock.setWall(day.clock.nowMs() - 24 * 60 * MINUTE)
  await day.clock.pass(MINUTE)
  expect(day.titles()).toEqual(['Sign in again'])
  day.stop()
})

describe('a stale light', () => {
  const goStale = (day: ReturnType<typeof aDay>) => day.follow({ stale: true, problem: late })

  test('is announced once after ten minutes, with the reason and the next step', async () => {
    const day = aDay()
    day.answer(available)
    goStale(day)
    await day.clock.pass(10 * MINUTE - 1)
    expect(day.shown).toEqual([])
    await day.clock.pass(1)
    expect(day.titles()).toEqual(['Available at 14:00 · not confirmed since'])
    expect(day.shown[0]?.body).toMatch(/^[A-Z].+\. .+\.$/)
    await day.clock.pass(60 * MINUTE)
    expect(day.shown).toHaveLength(1)
    day.answer(available)
    expect(day.open()).toEqual([])
    goStale(day)
    await day.clock.pass(10 * MINUTE)
    expect(day.shown).toHaveLength(2)
  })

  test('a night of sleep does not count as ten minutes', async () => {
    const day = aDay()
    day.answer(available)
    goStale(day)
    await day.clock.pass(MINUTE)
    day.clock.sleep(9 * 60 * MINUTE)
    await day.clock.pass(MINUTE)
    expect(day.shown).toEqual([])
    day.answer(available)
    expect(day.clock.waiting()).toBe(0)
  })

  test('is not announced after a needed sign-in was', async () => {
    const day = aDay()
    day.answer(available)
    day.follow({ problem: lost })
    goStale(day)
    await day.clock.pass(30 * MINUTE)
    expect(day.titles()).toEqual(['Sign in again'])
    day.stop()
  })
})

describe('a colleague', () => {
  const grace = colleague(1, { name: 'Grace Hopper', tell: 'once' })
  const alan = colleague(2, { name: 'Alan Turing', tell: 'each-time' })

  function aTeam() {
    const day = aDay({ kinds: [] })
    const people = [grace, alan, colleague(3)]
    day.put({ colleagues: { people, seen: {}, problem: null } })
    day.answer(busy)
    return {
      ...day,
      /** Graph reports these presences as of now. */
      see(sightings: Record<string, Presence>, more: object = {}) {
        const colleagues = day.state().colleagues
        const now = Object.entries(sightings).map(([id, reported]) => [
          id,
          seen(reported, day.clock.nowMs(), more),
        ])
        day.put({ colleagues: { ...colleagues, seen: { ...colleagues.seen, ...Object.fromEntries(now) } } })
      },
      requests: () => day.state().colleagues.people.map(({ tell }) => tell),
    }
  }

  test('who becomes available is announced, once or each time', () => {
    const day = aTeam()
    day.see({ [grace.id]: busy, [alan.id]: away })
    day.see({ [grace.id]: available })
    expect(day.shown).toEqual([{ title: 'Grace Hopper: available', body: 'You asked to be told once.' }])
    expect(day.requests()).toEqual(['never', 'each-time', 'never'])
    day.see({ [alan.id]: available })
    day.see({ [alan.id]: busy, [grace.id]: busy })
    expect(day.open()).toEqual([])
    day.see({ [alan.id]: backButOff, [grace.id]: available })
    expect(day.titles().slice(1)).toEqual(['Alan Turing: available', 'Alan Turing: available'])
  })

  test('several at once are one notification', () => {
    const day = aTeam()
    day.see({ [grace.id]: busy, [alan.id]: away })
    day.see({ [grace.id]: available, [alan.id]: available })
    expect(day.titles()).toEqual(['Grace Hopper and Alan Turing: available'])
  })

  test.each<[string, (day: ReturnType<typeof aTeam>) => void]>([
    ['the first sighting', (day) => day.see({ [grace.id]: available }, { witnessed: false })],
    [
      'other words for the same light',
      (day) => {
        day.see({ [grace.id]: available }, { witnessed: false })
        day.see({ [grace.id]: presence('AvailableIdle') })
        day.see({ [grace.id]: backButOff })
      },
    ],
    [
      'a change after the sighting was stale',
      (day) => {
        day.see({ [grace.id]: busy })
        day.see({ [grace.id]: busy }, { stale: true })
        day.see({ [grace.id]: available }, { witnessed: false })
      },
    ],
    [
      'a change that was not witnessed',
      (day) => {
        day.see({ [grace.id]: busy })
        day.see({ [grace.id]: available }, { witnessed: false })
      },
    ],
    [
      'a colleague without a request',
      (day) => {
        day.see({ [colleague(3).id]: busy })
        day.see({ [colleague(3).id]: available })
      },
    ],
    [
      'a pause',
      (day) => {
        day.see({ [grace.id]: busy })
        day.put({ pausedUntil: Number.MAX_SAFE_INTEGER })
        day.see({ [grace.id]: available })
        day.put({ pausedUntil: null })
      },
    ],
    [
      'another account',
      (day) => {
        day.see({ [grace.id]: busy })
        day.put({ colleagues: { people: [grace], seen: {}, problem: null } })
        day.see({ [grace.id]: available })
      },
    ],
  ])('%s is not announced', async (_name, play) => {
    const day = aTeam()
    play(day)
    await day.clock.pass(5 * MINUTE)
    expect(day.shown).toEqual([])
    day.stop()
  })

  test('who became available during a presentation is announced afterwards, if still available', async () => {
    const day = aTeam()
    day.see({ [grace.id]: busy, [alan.id]: away })
    day.answer(presenting)
    day.see({ [grace.id]: available, [alan.id]: available })
    day.see({ [alan.id]: away })
    await day.clock.pass(5 * MINUTE)
    expect(day.shown).toEqual([])
    day.answer(busy)
    expect(day.titles()).toEqual(['Grace Hopper: available'])
    day.stop()
  })

  test('is announced after what is more urgent', async () => {
    const day = aTeam()
    day.put({ settings: { ...day.state().settings, notifications: ['sign-in-needed'] } })
    day.see({ [grace.id]: busy })
    day.put({
      colleagues: { ...day.state().colleagues, seen: { [grace.id]: seen(available, day.clock.nowMs()) } },
      following: { ...day.state().following, problem: lost },
    })
    await day.clock.pass(0)
    expect(day.titles()).toEqual(['Sign in again', 'Grace Hopper: available'])
    day.stop()
  })
})

describe('the system is made to ask for permission', () => {
  const withRequest = (tell: 'never' | 'once') => ({
    colleagues: { people: [colleague(1, { tell })], seen: {}, problem: null },
  })

  test('when a person switches a kind on, and not when they switch it off', () => {
    for (const kind of notificationKinds) {
      const day = aDay({ kinds: [] })
      const turn = (notifications: NotificationKind[]) =>
        day.put({ settings: { ...day.state().settings, notifications } })
      turn([kind])
      expect(day.asked(), kind).toBe(1)
      turn([])
      expect(day.asked(), kind).toBe(1)
      day.stop()
    }
  })

  test('when a person asks for a notification about a colleague', () => {
    const day = aDay({ kinds: [] })
    day.put(withRequest('never'))
    expect(day.asked()).toBe(0)
    day.put(withRequest('once'))
    expect(day.asked()).toBe(1)
    day.put(withRequest('never'))
    expect(day.asked()).toBe(1)
    // A list that was read, with a request of an earlier day.
    day.put({ colleagues: { people: [], seen: {}, problem: null } })
    day.put(withRequest('once'))
    expect(day.asked()).toBe(1)
    day.stop()
  })

  test.each([
    { kinds: ['sign-in-needed'], asked: 1 },
    { kinds: [], asked: 0 },
  ] as const)('after a sign-in with a notification switched on: %j', ({ kinds, asked }) => {
    const day = aDay({ kinds })
    const { session } = day.state()
    day.put({ session: { kind: 'starting' } })
    day.put({ session })
    expect(day.asked(), 'not at a start').toBe(0)
    day.put({ session: { kind: 'signing-in' } })
    day.put({ session })
    expect(day.asked()).toBe(asked)
    day.stop()
  })
})

/** The titles of the notifications of an account whose sign-in is lost, beside another one. */
async function titlesBeside(other: Partial<AccountState>, clock = createVirtualClock()): Promise<string[]> {
  const titles: string[] = []
  const announcer = createAnnouncer({
    wordsNow: () => wordsIn('en'),
    clock,
    onOutOfOfficeKnown() {},
    onColleaguesAnnounced() {},
    notifications: { show: (_name, { title }) => titles.push(title), closeAllBut() {}, askPermission() {} },
  })
  const accountId = 'a0000000-0000-4000-8000-000000000002'
  const [first] = stateOf(signedIn).accounts
  const state: AccountView = { ...signedIn, accounts: [first, { ...first, accountId, ...other }] }
  announcer.show(state, lightOf(state))
  const needed = { ...state, following: { ...state.following, problem: lost } }
  announcer.show(needed, lightOf(needed))
  await clock.pass(MINUTE)
  await announcer.stop()
  return titles
}

test('with several accounts, a notification names its account in the title', async () => {
  expect(await titlesBeside({})).toEqual([expect.stringContaining(account.username)])
})

test('nothing is shown while another account presents', async () => {
  const clock = createVirtualClock()
  const { following: presents } = following(presenting, clock.nowMs() - MINUTE)
  expect(await titlesBeside({ following: presents }, clock)).toEqual([])
})
