// What is told, and when: played on a virtual clock, with the notifications of the system on a list.
import { describe, expect, test } from 'vitest'
import { lightOf } from '../../../app/model/light.ts'
import { type NoticeKind, noticeKinds } from '../../../app/model/names.ts'
import type { Presence } from '../../../app/model/presence.ts'
import type { Problem } from '../../../app/model/problem.ts'
import type { AppState } from '../../../app/model/state.ts'
import { createAnnouncer } from '../../../app/outputs/notifications/announcer.ts'
import type { NotificationName } from '../../../app/outputs/notifications/notification-provider.ts'
import { wordsIn } from '../../../words/words.ts'
import { account, colleague, presence, seen, signedIn } from '../../model/states.ts'
import { createVirtualClock } from '../../support/virtual-clock.ts'

const MINUTE = 60_000
const lost: Problem = { kind: 'sign-in-needed', next: 'person', code: null }
const late: Problem = { kind: 'timed-out', next: 'retries', host: 'graph.microsoft.com', afterMs: 10_000 }
const available = presence('Available')
const busy = presence('Busy')
const away = presence('Away')
const presenting = presence('DoNotDisturb', 'Presenting')
const backButOff = presence('Available', 'Available', true)

/** A day with every kind switched on; `told` has the titles of what came, `open` those still on the screen. */
function aDay({ at = '2026-11-23T14:00:00', kinds = noticeKinds as readonly NoticeKind[] } = {}) {
  const clock = createVirtualClock(Date.parse(at))
  const told: { title: string; body: string }[] = []
  const open = new Map<NotificationName, string>()
  let asked = 0
  let state: AppState = { ...signedIn, settings: { ...signedIn.settings, notifications: [...kinds] } }
  function start() {
    const started = createAnnouncer({
      wordsNow: () => wordsIn('en'),
      clock,
      notifications: {
        show(kind, words) {
          told.push(words)
          open.set(kind, words.title)
        },
        closeAllBut(standing) {
          for (const kind of [...open.keys()]) if (!standing.has(kind)) open.delete(kind)
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
  const put = (change: Partial<AppState>) => {
    state = { ...state, ...change }
    announcer.show(state, lightOf(state))
  }
  const follow = (change: Partial<AppState['following']>) =>
    put({ following: { ...state.following, ...change } })
  return {
    clock,
    told,
    state: () => state,
    put,
    follow,
    /** How often the system was let ask for its permission. */
    asked: () => asked,
    titles: () => told.map(({ title }) => title),
    open: () => [...open.values()],
    /** Graph answers, and nothing is wrong. */
    answer(said: Presence) {
      const now = clock.nowMs()
      const last = { presence: said, at: now, since: now, witnessed: true }
      follow({ last, stale: false, problem: null })
    },
    /** The app ends and starts; the settings stay. */
    restart() {
      announcer.stop()
      state = { ...signedIn, settings: state.settings }
      announcer = start()
    },
    stop: () => announcer.stop(),
  }
}

describe('a change of the light', () => {
  test('is told once the flurry is over, with what it was before', async () => {
    const day = aDay()
    day.answer(available)
    await day.clock.pass(MINUTE)
    day.answer(busy)
    await day.clock.pass(9_999)
    expect(day.told).toEqual([])
    await day.clock.pass(1)
    expect(day.told).toEqual([{ title: 'Busy', body: 'since 14:01 · before that: Available' }])
    expect(day.open()).toEqual(['Busy'])
    day.answer(available)
    expect(day.open()).toEqual([])
    expect(day.clock.waiting()).toBe(1)
  })

  test.each<[string, (Presence | Problem | 'stale' | 'paused')[], string[]]>([
    ['the first light of the run', [available], []],
    ['the same words from another word', [busy, presence('Busy', 'InAMeeting')], []],
    ['there and back', [available, busy, available], []],
    ['several at once', [available, busy, away], ['Away']],
    ['out of office switched on', [available, backButOff], ['Available, out of office']],
    ['a word nobody has seen', [available, presence('', 'InTheClouds')], ['In The Clouds']],
    ['another such word', [presence('', 'InTheClouds'), presence('', 'OnAHill')], ['On A Hill']],
    ['to a shown screen', [available, presenting], []],
    ['from a shown screen', [presenting, available], ['Available']],
    ['a shown screen in a flurry', [available, busy, presenting], []],
    ['to stale', [available, 'stale'], []],
    ['from stale', [available, 'stale', busy], []],
    ['over a pause', [available, 'paused', busy], []],
    ['over a lost sign-in', [available, lost, busy], ['Sign in again']],
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

describe('out of office that is still on', () => {
  test('is told once a morning, also over a restart', async () => {
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
  ])('morning is where the computer is now: in %s', (timeZone, at, told) => {
    const day = aDay({ at, kinds: ['still-out-of-office'] })
    day.put({ timeZone: 'Europe/Berlin' })
    day.answer(backButOff)
    expect(day.told).toEqual([])
    day.put({ timeZone })
    expect(day.titles()).toEqual(['Out of office is still on'])
    expect(day.state().settings.toldOutOfOfficeOn).toBe(told)
  })

  test('coming back with it on is one event, not two', async () => {
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
    ['to who has just set it', '2026-11-23T08:30:00', [presence('Away'), backButOff]],
    ['while a screen is shown', '2026-11-23T08:30:00', [presence('DoNotDisturb', 'Presenting', true)]],
  ])('is not told %s', async (_name, at, answers) => {
    const day = aDay({ at, kinds: ['still-out-of-office'] })
    for (const answer of answers) day.answer(answer)
    await day.clock.pass(MINUTE)
    expect(day.told).toEqual([])
    day.stop()
  })

  test('is not told to who set it this morning and started the program again', async () => {
    const day = aDay({ at: '2026-11-23T08:30:00', kinds: ['still-out-of-office'] })
    day.answer(available)
    day.answer(backButOff)
    day.restart()
    day.answer(backButOff)
    await day.clock.pass(MINUTE)
    expect(day.told).toEqual([])
    await day.clock.pass(24 * 60 * MINUTE)
    day.answer(backButOff)
    expect(day.titles()).toEqual(['Out of office is still on'])
  })

  test.each([
    ['once more to another account', 'grace@contoso.com', 2],
    ['only once to the same account that signs in again', account.username, 1],
  ])('is told %s', (_name, username, times) => {
    const day = aDay({ at: '2026-11-23T08:30:00', kinds: ['still-out-of-office'] })
    day.answer(backButOff)
    day.put({ session: { kind: 'signing-in' } })
    // As session.ts forgets it with the account.
    day.put({ settings: { ...signedIn.settings, notifications: ['still-out-of-office'] } })
    day.put({ session: { kind: 'signed-in', account: { ...account, username } } })
    day.answer(backButOff)
    expect(day.told).toHaveLength(times)
  })

  test('set the evening before, it is told in the morning', async () => {
    const day = aDay({ at: '2026-11-22T20:00:00', kinds: ['still-out-of-office'] })
    day.answer(available)
    day.answer(backButOff)
    await day.clock.pass(12 * 60 * MINUTE)
    day.answer(backButOff)
    expect(day.titles()).toEqual(['Out of office is still on'])
  })
})

describe('a need for a person', () => {
  const trouble = { last: null, problem: lost }

  test('is told once, with the next step, and again only after a recovery', async () => {
    const day = aDay({ kinds: ['sign-in-needed'] })
    day.answer(available)
    day.follow({ problem: lost })
    expect(day.told).toEqual([
      { title: 'Sign in again', body: 'Choose Sign in. Nothing opens before you do.' },
    ])
    day.put({ pausedUntil: Number.MAX_SAFE_INTEGER })
    expect(day.open()).toHaveLength(1)
    day.put({ pausedUntil: null, session: { kind: 'signing-in' } })
    expect(day.open()).toEqual([])
    day.put({ session: signedIn.session })
    expect(day.told).toHaveLength(1)
    day.answer(available)
    day.follow({ problem: lost })
    expect(day.titles()).toEqual(['Sign in again', 'Sign in again'])
  })

  test.each<[string, Partial<AppState>]>([
    [
      'the demo',
      { session: { kind: 'demo', pretending: null }, following: { ...signedIn.following, ...trouble } },
    ],
    ['whoever has just tried to sign in', { session: { kind: 'signed-out', problem: lost } }],
    ['a passing failure', { following: { ...signedIn.following, problem: late } }],
    ['a wish for quiet', { settings: signedIn.settings, pausedUntil: null }],
  ])('is not told to %s', (name, change) => {
    const day = aDay({ kinds: name === 'a wish for quiet' ? [] : noticeKinds })
    day.put(change)
    if (name === 'a wish for quiet') {
      day.put({ settings: { ...signedIn.settings, notifications: [] } })
      day.follow({ problem: lost })
    }
    expect(day.told).toEqual([])
  })

  const choosing = {
    session: {
      kind: 'other-account',
      before: account,
      chosen: { name: 'Grace', username: 'grace@contoso.com', tenantId: 'contoso' },
    },
  } as const

  test('another account is told, once, also after the lost sign-in was', async () => {
    const day = aDay({ kinds: ['sign-in-needed'] })
    day.answer(available)
    day.follow({ problem: lost })
    day.put({ session: { kind: 'signing-in' } })
    day.put(choosing)
    expect(day.told.slice(1)).toEqual([
      {
        title: 'Another account was chosen',
        body: 'In the browser you chose grace@contoso.com; so far anna@contoso.com was followed. Nobody is followed until you have chosen in Tally Light.',
      },
    ])
    day.put({ pausedUntil: Number.MAX_SAFE_INTEGER })
    await day.clock.pass(60 * MINUTE)
    expect([day.told.length, day.open()]).toEqual([2, ['Another account was chosen']])
    // Back to the account before, of whose need it was told.
    day.put({ session: signedIn.session, pausedUntil: null })
    expect([day.told.length, day.open()]).toEqual([2, []])
    day.put(choosing)
    expect(day.titles().at(-1)).toBe('Another account was chosen')
  })

  test('another account is not told to whoever wants no word of a need', () => {
    const day = aDay({ kinds: ['light-changed', 'still-out-of-office', 'stale'] })
    day.put(choosing)
    expect(day.told).toEqual([])
  })

  test('another account waits while a screen is shown', async () => {
    const day = aDay()
    day.answer(presenting)
    day.put(choosing)
    await day.clock.pass(50 * MINUTE)
    expect(day.told).toEqual([])
    await day.clock.pass(15 * MINUTE)
    expect(day.titles()).toEqual(['Another account was chosen'])
  })

  test('a keyring that is locked at the start is worth a word', () => {
    const day = aDay()
    day.put({ session: { kind: 'signed-out', problem: { kind: 'keyring-locked', next: 'person' } } })
    expect(day.titles()).toEqual(['The keyring is locked'])
  })

  test('waits while a screen is shown, and is told afterwards if it still holds', async () => {
    const day = aDay()
    day.answer(presenting)
    await day.clock.pass(MINUTE)
    day.follow({ problem: lost })
    await day.clock.pass(50 * MINUTE)
    expect(day.told).toEqual([])
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

test('a clock set back a day while a screen is shown does not silence a day', async () => {
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

  test('is told after ten minutes, once, with why and what happens next', async () => {
    const day = aDay()
    day.answer(available)
    goStale(day)
    await day.clock.pass(10 * MINUTE - 1)
    expect(day.told).toEqual([])
    await day.clock.pass(1)
    expect(day.titles()).toEqual(['Available at 14:00 · not confirmed since'])
    expect(day.told[0]?.body).toMatch(/^[A-Z].+\. .+\.$/)
    await day.clock.pass(60 * MINUTE)
    expect(day.told).toHaveLength(1)
    day.answer(available)
    expect(day.open()).toEqual([])
    goStale(day)
    await day.clock.pass(10 * MINUTE)
    expect(day.told).toHaveLength(2)
  })

  test('a night of sleep is not ten minutes', async () => {
    const day = aDay()
    day.answer(available)
    goStale(day)
    await day.clock.pass(MINUTE)
    day.clock.sleep(9 * 60 * MINUTE)
    await day.clock.pass(MINUTE)
    expect(day.told).toEqual([])
    day.answer(available)
    expect(day.clock.waiting()).toBe(0)
  })

  test('whoever was told to sign in is not told that the light is old', async () => {
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
      /** Graph says this of some, as the change of a moment ago. */
      see(sightings: Record<string, Presence>, more: object = {}) {
        const colleagues = day.state().colleagues
        const now = Object.entries(sightings).map(([id, told]) => [id, seen(told, day.clock.nowMs(), more)])
        day.put({ colleagues: { ...colleagues, seen: { ...colleagues.seen, ...Object.fromEntries(now) } } })
      },
      telling: () => day.state().colleagues.people.map(({ tell }) => tell),
    }
  }

  test('who becomes available is told of, once or each time', () => {
    const day = aTeam()
    day.see({ [grace.id]: busy, [alan.id]: away })
    day.see({ [grace.id]: available })
    expect(day.told).toEqual([{ title: 'Grace Hopper: available', body: 'You asked to be told once.' }])
    expect(day.telling()).toEqual(['never', 'each-time', 'never'])
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
    ['the first sight', (day) => day.see({ [grace.id]: available }, { witnessed: false })],
    [
      'other words for the same light',
      (day) => {
        day.see({ [grace.id]: available }, { witnessed: false })
        day.see({ [grace.id]: presence('AvailableIdle') })
        day.see({ [grace.id]: backButOff })
      },
    ],
    [
      'a change nobody saw',
      (day) => {
        day.see({ [grace.id]: busy })
        day.see({ [grace.id]: busy }, { stale: true })
        day.see({ [grace.id]: available }, { witnessed: false })
      },
    ],
    [
      'a change over a gap too short to be called stale',
      (day) => {
        day.see({ [grace.id]: busy })
        day.see({ [grace.id]: available }, { witnessed: false })
      },
    ],
    [
      'one who was not asked for',
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
  ])('%s is not told', async (_name, play) => {
    const day = aTeam()
    play(day)
    await day.clock.pass(5 * MINUTE)
    expect(day.told).toEqual([])
    day.stop()
  })

  test('who came while a screen was shown is told of afterwards, unless gone again', async () => {
    const day = aTeam()
    day.see({ [grace.id]: busy, [alan.id]: away })
    day.answer(presenting)
    day.see({ [grace.id]: available, [alan.id]: available })
    day.see({ [alan.id]: away })
    await day.clock.pass(5 * MINUTE)
    expect(day.told).toEqual([])
    day.answer(busy)
    expect(day.titles()).toEqual(['Grace Hopper: available'])
    day.stop()
  })

  test('comes after what is more urgent, and is not lost', async () => {
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

describe('the system is let ask for its permission', () => {
  const withTold = (tell: 'never' | 'once') => ({
    colleagues: { people: [colleague(1, { tell })], seen: {}, problem: null },
  })

  test('when a person switches a kind on, and not when they switch it off', () => {
    for (const kind of noticeKinds) {
      const day = aDay({ kinds: [] })
      const turn = (notifications: NoticeKind[]) =>
        day.put({ settings: { ...day.state().settings, notifications } })
      turn([kind])
      expect(day.asked(), kind).toBe(1)
      turn([])
      expect(day.asked(), kind).toBe(1)
      day.stop()
    }
  })

  test('when a person wants to hear of a colleague', () => {
    const day = aDay({ kinds: [] })
    day.put(withTold('never'))
    expect(day.asked()).toBe(0)
    day.put(withTold('once'))
    expect(day.asked()).toBe(1)
    day.put(withTold('never'))
    expect(day.asked()).toBe(1)
    // A list that is read, with a wish of an earlier day.
    day.put({ colleagues: { people: [], seen: {}, problem: null } })
    day.put(withTold('once'))
    expect(day.asked()).toBe(1)
    day.stop()
  })

  test.each([
    { kinds: ['sign-in-needed'], asked: 1 },
    { kinds: [], asked: 0 },
  ] as const)('after a sign-in, when there is something to hear of: %j', ({ kinds, asked }) => {
    const day = aDay({ kinds })
    const { session } = day.state()
    day.put({ session: { kind: 'starting' } })
    day.put({ session })
    expect(day.asked(), 'a start is nobody’s wish').toBe(0)
    day.put({ session: { kind: 'signing-in' } })
    day.put({ session })
    expect(day.asked()).toBe(asked)
    day.stop()
  })
})
