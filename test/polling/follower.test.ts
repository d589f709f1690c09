import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Following, nothingFollowed } from '../../app/model/following.ts'
import type { Presence } from '../../app/model/presence.ts'
import { type Answer, failed, ok, type Problem } from '../../app/model/problems/problem.ts'
import { firstBackoff } from '../../app/model/settings.ts'
import { createFollower } from '../../app/polling/follower.ts'
import type { FollowerParts } from '../../app/polling/follower-parts.ts'
import { noBackoff } from '../../app/polling/tenant-backoff.ts'
import { overBucket } from '../../bench/request-audit.ts'
import { presence } from '../model/states.ts'
import { createVirtualClock } from '../support/virtual-clock.ts'

const refused: Problem = { kind: 'unreachable', next: 'retries', host: 'graph.microsoft.com', detail: '' }
const throttled: Problem = {
  kind: 'throttled',
  next: 'waits',
  host: 'graph.microsoft.com',
  retryAfterMs: 90_000,
}

const broken = (): never => {
  throw new Error('broken')
}

/** A follower with a Graph whose answers are set and whose requests are recorded. */
function world({
  intervalMs = 30_000,
  looking = true,
  backoff = noBackoff,
  whole = false,
  ofColleague = false,
} = {}) {
  const clock = createVirtualClock()
  const { after } = clock
  // As Node's timers, which cut off fractions.
  if (whole) clock.after = (delayMs, act) => after(Math.trunc(delayMs), act)
  const asked: number[] = []
  let answer: Answer<Presence> = ok(presence('Available'))
  let hold: Promise<void> = Promise.resolve()
  let following: Following = nothingFollowed
  let underWay = 0
  let mostUnderWay = 0
  let idleMs = () => 0
  let kept = backoff
  const faults: string[] = []
  const follower = createFollower({
    clock,
    ofColleague,
    random: () => 0.5,
    intervalMs: () => intervalMs,
    computer: { idleMs: () => idleMs() },
    backoff,
    onBackoff: (next) => {
      kept = next
    },
    onChange: (next) => {
      following = next
    },
    onFault: (what, error) => faults.push(`${what}: ${JSON.stringify(error)}`),
    source: {
      async myPresence() {
        asked.push(clock.monotonicMs())
        underWay += 1
        mostUnderWay = Math.max(mostUnderWay, underWay)
        await hold
        underWay -= 1
        return answer
      },
    },
  })
  if (looking) follower.signal('window-shown')
  return {
    clock,
    follower,
    backoff: () => kept,
    setIdle: (ms: number) => {
      idleMs = () => ms
    },
    /** Until further notice. */
    nobodyActs() {
      const leftAtMs = clock.monotonicMs()
      idleMs = () => clock.monotonicMs() - leftAtMs
    },
    asked,
    faults,
    following: () => following,
    mostUnderWay: () => mostUnderWay,
    graphSays: (next: Answer<Presence>) => {
      answer = next
    },
    /** Answers wait until the returned function is called. */
    holdAnswers() {
      let release = () => {}
      hold = new Promise((resolve) => {
        release = resolve
      })
      return () => release()
    },
    setInterval: (ms: number) => {
      intervalMs = ms
    },
  }
}

describe('following', () => {
  test('asks at once and then at the pace of the settings', async () => {
    const { clock, follower, asked, following } = world()
    follower.start()
    await clock.pass(0)
    expect(asked).toHaveLength(1)
    expect(following().last?.presence.availability).toBe('Available')
    expect(following().nextCheckAt).toBe(clock.nowMs() + 30_000)
    await clock.pass(10 * 60_000)
    expect(asked).toHaveLength(21)
  })

  test('knows since when, and whether it saw the change', async () => {
    const { clock, follower, graphSays, following } = world()
    const startedAt = clock.nowMs()
    follower.start()
    await clock.pass(60_000)
    expect(following().last).toMatchObject({ since: startedAt, witnessed: false, at: startedAt + 60_000 })
    graphSays(ok(presence('Busy', 'InACall')))
    await clock.pass(60_000)
    expect(following().last).toMatchObject({ since: startedAt + 90_000, witnessed: true })
  })

  test('a change of the message alone does not begin anew', async () => {
    const { clock, follower, graphSays, following } = world()
    follower.start()
    await clock.pass(0)
    const since = following().last?.since
    graphSays(ok({ ...presence('Available'), statusMessage: { text: 'Lunch', expiry: null } }))
    await clock.pass(30_000)
    expect(following().last?.presence.statusMessage?.text).toBe('Lunch')
    expect(following().last?.since).toBe(since)
  })

  test('makes one request at a time, however often it is called', async () => {
    const { clock, follower, asked, holdAnswers, mostUnderWay } = world()
    const release = holdAnswers()
    follower.start()
    for (let i = 0; i < 20; i++) follower.check()
    await clock.pass(25_000)
    expect(asked).toHaveLength(1)
    release()
    await clock.pass(0)
    expect(mostUnderWay()).toBe(1)
  })

  test('an answer that comes after stop is ignored', async () => {
    const { clock, follower, holdAnswers, following } = world()
    const release = holdAnswers()
    follower.start()
    follower.stop()
    release()
    await clock.pass(60_000)
    expect(following()).toEqual(nothingFollowed)
    expect(clock.waiting()).toBe(0)
  })

  test('a changed interval counts at once', async () => {
    const { clock, follower, asked, setInterval } = world({ intervalMs: 600_000 })
    follower.start()
    await clock.pass(1000)
    setInterval(5000)
    follower.paceChanged()
    await clock.pass(5000)
    expect(asked).toHaveLength(2)
  })
})

describe('failing', () => {
  test('keeps the light, says the problem, backs off, and recovers at the first good answer', async () => {
    const { clock, follower, graphSays, following, asked } = world()
    follower.start()
    await clock.pass(0)
    graphSays(failed(refused))
    await clock.pass(30_000)
    expect(following()).toMatchObject({
      problem: refused,
      stale: false,
      last: { presence: { availability: 'Available' } },
    })
    await clock.pass(60 * 60_000)
    expect(asked.length).toBeLessThan(25)
    graphSays(ok(presence('Busy')))
    await clock.pass(10 * 60_000)
    expect(following()).toMatchObject({
      problem: null,
      stale: false,
      last: { presence: { availability: 'Busy' } },
    })
  })

  test('is stale after three intervals or two minutes without an answer', async () => {
    const { clock, follower, graphSays, following } = world()
    follower.start()
    await clock.pass(0)
    graphSays(failed(refused))
    await clock.pass(119_000)
    expect(following().stale).toBe(false)
    await clock.pass(2000)
    expect(following().stale).toBe(true)
  })

  test('makes no request before Retry-After is over, not even on a click', async () => {
    const { clock, follower, graphSays, asked } = world()
    graphSays(failed(throttled))
    follower.start()
    await clock.pass(0)
    follower.check()
    await clock.pass(80_000)
    follower.check()
    expect(asked).toHaveLength(1)
    await clock.pass(20_000)
    expect(asked).toHaveLength(2)
  })

  test('a check asked for during a throttled one makes no second request', async () => {
    const { clock, follower, asked, graphSays, holdAnswers } = world()
    const release = holdAnswers()
    graphSays(failed(throttled))
    follower.start()
    follower.check()
    release()
    await clock.pass(85_000)
    expect(asked).toHaveLength(1)
  })

  const offline = failed({ kind: 'offline', next: 'waits' })
  const throttledAgain = failed({ ...throttled, retryAfterMs: null })
  const events: Readonly<Record<string, (one: ReturnType<typeof world>) => void>> = {
    click: ({ follower }) => follower.check(),
    start: ({ follower }) => follower.start('click'),
    'changed interval': ({ follower }) => follower.paceChanged(),
    'limit met': ({ follower }) => follower.limitMet(),
    'no network': ({ graphSays }) => graphSays(offline),
    'other throttling': ({ graphSays }) => graphSays(throttledAgain),
    ...Object.fromEntries(
      (
        ['offline', 'online', 'suspend', 'resume', 'lock-screen', 'unlock-screen', 'window-shown'] as const
      ).map((signal) => [signal, ({ follower }: ReturnType<typeof world>) => follower.signal(signal)]),
    ),
  }

  test('makes no request before Retry-After is over, whatever happens meanwhile', async () => {
    const happenings = fc.array(
      fc.tuple(fc.constantFrom(...Object.keys(events)), fc.integer({ min: 0, max: 200 })),
      { maxLength: 12 },
    )
    await fc.assert(
      fc.asyncProperty(happenings, async (happens) => {
        const one = world()
        const { clock, follower, graphSays, asked } = one
        graphSays(failed({ ...throttled, retryAfterMs: 900_000 }))
        follower.start()
        await clock.pass(0)
        for (const [what, seconds] of happens) {
          events[what]?.(one)
          await clock.pass(seconds * 1000)
        }
        const [first = 0, second = Number.POSITIVE_INFINITY] = asked
        expect(second - first).toBeGreaterThanOrEqual(900_000)
        follower.stop()
      }),
    )
  })

  test.each([
    ['asks for an hour', 3_600_000],
    ['does not say for how long', null],
  ])('a server that %s is asked again at once after a night', async (_what, retryAfterMs) => {
    const { clock, follower, graphSays, asked, nobodyActs } = world()
    graphSays(failed({ ...throttled, retryAfterMs }))
    follower.start()
    await clock.pass(0)
    nobodyActs()
    follower.signal('suspend')
    clock.sleep(8 * 60 * 60_000)
    follower.signal('resume')
    await clock.pass(1000)
    expect(asked).toHaveLength(2)
  })

  test('throttling without Retry-After: no request for each opening of the window', async () => {
    const { clock, follower, asked, graphSays } = world()
    graphSays(failed({ ...throttled, retryAfterMs: null }))
    follower.start()
    await clock.pass(0)
    for (let opening = 0; opening < 6; opening++) {
      follower.signal('window-shown')
      await clock.pass(300)
    }
    expect(asked).toHaveLength(1)
  })

  test('a click after a server error checks at once', async () => {
    const { clock, follower, asked, graphSays } = world()
    graphSays(
      failed({
        kind: 'server-error',
        next: 'retries',
        host: 'graph.microsoft.com',
        status: 500,
        retryAfterMs: null,
      }),
    )
    follower.start()
    await clock.pass(0)
    follower.check()
    await clock.pass(0)
    expect(asked).toHaveLength(2)
  })

  test('a click during a failing request checks again after the failure', async () => {
    const { clock, follower, graphSays, asked, holdAnswers } = world()
    const release = holdAnswers()
    graphSays(failed(refused))
    follower.start()
    follower.check()
    release()
    await clock.pass(2000)
    expect(asked).toHaveLength(2)
  })
})

describe('an unusable Retry-After', () => {
  const unusable = [0, -1, -86_400_000, Number.NaN, Number.NEGATIVE_INFINITY]
  const refusing = (retryAfterMs: number | null): Answer<Presence> =>
    failed({ kind: 'server-error', next: 'retries', host: 'graph.microsoft.com', status: 503, retryAfterMs })

  test.each(unusable)('%d ms: the gaps grow', async (retryAfterMs) => {
    for (const intervalMs of [5000, 600_000]) {
      const { clock, follower, asked, graphSays } = world({ intervalMs })
      graphSays(refusing(retryAfterMs))
      follower.start()
      await clock.pass(10 * 60_000)
      const gaps = asked.slice(1).map((at, number) => at - (asked[number] ?? 0))
      expect(gaps).toEqual([...gaps].sort((one, other) => one - other))
      expect(gaps[0]).toBeGreaterThanOrEqual(5000)
      expect(asked.length).toBeLessThan(15)
    }
  })

  test.each([...unusable, null])(
    '%d ms: holds no click, but two within a second make one request',
    async (retryAfterMs) => {
      const { clock, follower, asked, graphSays } = world()
      graphSays(refusing(retryAfterMs))
      follower.start()
      await clock.pass(0)
      for (let click = 0; click < 40; click++) {
        follower.check()
        await clock.pass(100)
      }
      expect(asked.length).toBeGreaterThanOrEqual(5)
      expect(asked.length).toBeLessThanOrEqual(6)
    },
  )

  test.each([2 * 3_600_000, Number.POSITIVE_INFINITY])(
    '%d ms: a click is held for exactly an hour',
    async (ms) => {
      const { clock, follower, asked, graphSays } = world()
      graphSays(refusing(ms))
      follower.start()
      await clock.pass(0)
      follower.check()
      await clock.pass(3_600_000 - 1)
      expect(asked).toHaveLength(1)
      await clock.pass(1)
      expect(asked).toHaveLength(2)
    },
  )
})

test('a Retry-After is over when a timer of whole milliseconds fires', async () => {
  for (const fraction of [0.1, 0.25, 0.7, 0.999_999_9]) {
    const { clock, follower, asked, graphSays } = world({ whole: true })
    await clock.pass(fraction)
    graphSays(failed({ ...throttled, retryAfterMs: 2128 }))
    follower.start()
    await clock.pass(100 * fraction)
    follower.check()
    await clock.pass(5000)
    const [first = 0, second = 0] = asked
    expect(second - first).toBeGreaterThanOrEqual(2128)
    expect(second - first).toBeLessThan(2130)
  }
})

describe('parts that fail', () => {
  test('a check that hangs is given up after 30 s, reported, and followed by the next', async () => {
    const { clock, follower, asked, following, faults, holdAnswers } = world()
    const release = holdAnswers()
    follower.start()
    await clock.pass(29_999)
    expect(following()).toMatchObject({ checking: true, problem: null })
    await clock.pass(1)
    expect(following()).toMatchObject({ checking: false, problem: { kind: 'unfinished', afterMs: 30_000 } })
    expect(following().nextCheckAt).toBeGreaterThan(clock.nowMs())
    expect(faults).toHaveLength(1)
    expect(asked).toHaveLength(1)
    // Its answer is ignored.
    release()
    await clock.pass(0)
    expect(following().last).toBeNull()
    await clock.pass(60_000)
    expect(following()).toMatchObject({ problem: null, last: { presence: { availability: 'Available' } } })
  })

  test.each<[string, Partial<FollowerParts>]>([
    ['a source that rejects', { source: { myPresence: () => Promise.reject(new Error('no')) } }],
    ['a source that throws', { source: { myPresence: broken } }],
    ['a listener that throws', { onChange: broken }],
    ['a store that throws', { onBackoff: broken }],
    ['a log that throws', { source: { myPresence: broken }, onFault: broken }],
    ['a random number that is none', { random: () => Number.NaN }],
    ['a random number that throws', { random: broken }],
    ['an interval that is no number', { intervalMs: () => Number.NaN }],
    ['an infinite interval', { intervalMs: () => Number.POSITIVE_INFINITY }],
    ['an interval that throws', { intervalMs: broken }],
    ['an idle time that is no number', { computer: { idleMs: () => Number.NaN } }],
    ['an idle time below zero', { computer: { idleMs: () => -1e12 } }],
    ['an idle time that throws', { computer: { idleMs: broken } }],
  ])('%s prevents no check', async (_what, breaking) => {
    const clock = createVirtualClock()
    let asked = 0
    const parts: FollowerParts = {
      clock,
      random: () => 0.5,
      intervalMs: () => 30_000,
      computer: { idleMs: () => 0 },
      backoff: noBackoff,
      onBackoff() {},
      onChange() {},
      onFault() {},
      source: { myPresence: async () => ok(presence('Available')) },
    }
    const all = { ...parts, ...breaking }
    const { source } = all
    const follower = createFollower({
      ...all,
      source: {
        myPresence() {
          asked += 1
          return source.myPresence()
        },
      },
    })
    follower.start()
    follower.signal('lock-screen')
    follower.signal('unlock-screen')
    await clock.pass(3_600_000)
    expect(asked).toBeGreaterThan(5)
    expect(asked).toBeLessThan(150)
    const before = asked
    follower.check()
    await clock.pass(0)
    expect(asked).toBe(before + 1)
    follower.stop()
    expect(clock.waiting()).toBe(0)
  })
})

describe('the ceiling on requests', () => {
  test('endless signals cause at most four requests at once, then one in five seconds', async () => {
    const { clock, follower, asked, following } = world({ intervalMs: 5000 })
    follower.start()
    for (let second = 0; second < 300; second++) {
      follower.signal('window-hidden')
      follower.signal('window-shown')
      follower.signal('suspend')
      follower.signal('resume')
      await clock.pass(1000)
      expect(following().checking || following().nextCheckAt !== null).toBe(true)
    }
    expect(overBucket(asked, 4, 5000)).toBe(0)
    expect(asked.length).toBeGreaterThan(55)
  })

  test('allows a request for each click, whatever the background has used up', async () => {
    const { clock, follower, asked } = world({ intervalMs: 5000 })
    follower.start()
    for (let number = 0; number < 10; number++) {
      follower.signal('window-shown')
      await clock.pass(500)
    }
    const before = asked.length
    follower.check()
    await clock.pass(0)
    expect(asked).toHaveLength(before + 1)
  })

  test('a click that waits for its turn is not put off by a signal', async () => {
    const { clock, follower, asked } = world()
    follower.start()
    await clock.pass(0)
    follower.check()
    await clock.pass(100)
    follower.check()
    follower.signal('lock-screen')
    follower.paceChanged()
    await clock.pass(899)
    expect(asked).toHaveLength(2)
    await clock.pass(1)
    expect(asked).toHaveLength(3)
  })

  test('allows all checks after an unlock at the shortest interval', async () => {
    const { clock, follower, asked } = world({ intervalMs: 5000, looking: false })
    follower.start()
    await clock.pass(20_000)
    const unlocked = clock.monotonicMs()
    follower.signal('unlock-screen')
    await clock.pass(6000)
    const after = asked.filter((at) => at > unlocked).map((at) => at - unlocked)
    expect(after).toEqual(expect.arrayContaining([2000, 3000, 4000, 5200]))
  })
})

describe('pacing', () => {
  test('the gap is longer than the interval until the window opens', async () => {
    const { clock, follower, asked } = world({ looking: false })
    follower.start()
    await clock.pass(60 * 60_000)
    expect(asked.length).toBeGreaterThan(30)
    expect(asked.length).toBeLessThan(61)
    const before = asked.length
    follower.signal('window-shown')
    await clock.pass(0)
    expect(asked).toHaveLength(before + 1)
    await clock.pass(10 * 60_000)
    expect(asked).toHaveLength(before + 21)
    follower.signal('window-hidden')
    await clock.pass(60 * 60_000)
    expect(asked.length - before - 21).toBeLessThan(61)
  })

  test('checks within seconds of a lock, until the presence has changed', async () => {
    const { clock, follower, asked, graphSays, nobodyActs } = world({ looking: false })
    follower.start()
    await clock.pass(5000)
    nobodyActs()
    follower.signal('lock-screen')
    await clock.pass(4000)
    expect(asked).toHaveLength(2)
    graphSays(ok(presence('Away')))
    await clock.pass(3500)
    expect(asked).toHaveLength(3)
    await clock.pass(30_000)
    expect(asked).toHaveLength(3)
    follower.signal('unlock-screen')
    await clock.pass(3000)
    expect(asked).toHaveLength(4)
  })

  test('checks soon after a program begins to record', async () => {
    const { clock, follower, asked, graphSays } = world({ looking: false, intervalMs: 300_000 })
    follower.start()
    await clock.pass(5000)
    follower.signal({ kind: 'microphone-on', program: 'Microsoft Teams' })
    graphSays(ok(presence('Busy', 'InACall')))
    await clock.pass(500)
    expect(asked).toHaveLength(2)
    await clock.pass(20_000)
    expect(asked).toHaveLength(2)
  })

  test('a program whose recordings change nothing causes fewer checks, until one does again', async () => {
    const { clock, follower, asked, graphSays } = world({ looking: false, intervalMs: 300_000 })
    follower.start()
    const checksFor = async (program: string, answer: Presence) => {
      const before = asked.length
      graphSays(ok(answer))
      follower.signal({ kind: 'microphone-on', program })
      await clock.pass(60_000)
      return asked.length - before
    }
    const free = presence('Available')
    await clock.pass(60_000)
    const [first = 0] = [await checksFor('Dictation', free)]
    for (let times = 0; times < 5; times++) await checksFor('Dictation', free)
    expect(first).toBeGreaterThan(2)
    expect(await checksFor('Dictation', free)).toBe(1)
    expect(await checksFor('Microsoft Teams', free)).toBe(first)
    await checksFor('Dictation', presence('Busy', 'InACall'))
    expect(await checksFor('Dictation', presence('Busy', 'InACall'))).toBe(first)
  })

  test('notices five minutes without input, and the return', async () => {
    const { clock, follower, graphSays, following, setIdle } = world({ looking: false, intervalMs: 300_000 })
    follower.start()
    await clock.pass(299_000)
    setIdle(300_000)
    graphSays(ok(presence('Away')))
    await clock.pass(5000)
    expect(following().last?.presence.availability).toBe('Away')
    setIdle(0)
    graphSays(ok(presence('Available')))
    await clock.pass(4000)
    expect(following().last?.presence.availability).toBe('Available')
  })

  test('a meeting that begins at the half-hour is seen seconds later', async () => {
    const { clock, follower, graphSays, following } = world({ looking: false })
    follower.start()
    await clock.pass(29 * 60_000 + 59_000)
    graphSays(ok(presence('Busy', 'InAMeeting')))
    await clock.pass(8000)
    expect(following().last?.presence.activity).toBe('InAMeeting')
  })

  test('is never stale while all checks are answered', async () => {
    const { clock, follower, following } = world({ looking: false, backoff: firstBackoff })
    follower.start()
    for (let minute = 0; minute < 180; minute++) {
      await clock.pass(60_000)
      expect(following().stale).toBe(false)
    }
  })
})

describe('the limit that a tenant shares', () => {
  test('throttling slows it down', async () => {
    const { clock, follower, graphSays, backoff, asked } = world({ looking: false })
    graphSays(failed(throttled))
    follower.start()
    await clock.pass(0)
    const slow = backoff().factor
    expect(slow).toBeGreaterThan(3)
    graphSays(ok(presence('Available')))
    await clock.pass(5 * 60_000)
    expect(asked.length).toBeLessThan(5)
    expect(backoff().factor).toBeLessThan(slow)
  })

  test('one stray refusal costs minutes: full pace again within twenty', async () => {
    const { clock, follower, graphSays, backoff } = world({ looking: false, intervalMs: 15_000 })
    follower.start()
    await clock.pass(60 * 60_000)
    graphSays(failed({ ...throttled, retryAfterMs: 30_000 }))
    follower.check()
    await clock.pass(0)
    graphSays(ok(presence('Available')))
    expect(backoff().factor).toBeGreaterThan(3)
    await clock.pass(20 * 60_000)
    expect(backoff().factor).toBe(1)
  })

  test('a problem that needs a person ends with an answer, not with another refusal that may pass', async () => {
    const { clock, follower, graphSays, following } = world()
    follower.start()
    await clock.pass(0)
    graphSays(failed({ kind: 'token-refused', next: 'person' }))
    await clock.pass(20 * 60_000)
    expect(following().problem?.kind).toBe('token-refused')
    graphSays(failed({ kind: 'presence-unavailable', next: 'person', status: 404 }))
    follower.check()
    await clock.pass(1000)
    expect(following().problem?.kind).toBe('token-refused')
    await clock.pass(60 * 60_000)
    expect(following().problem?.kind).toBe('presence-unavailable')
    graphSays(ok(presence('Busy')))
    await clock.pass(10 * 60_000)
    expect(following().problem).toBeNull()
  })

  test('throttling in a row counts once, and throttling by Entra does not count', async () => {
    const { clock, follower, graphSays, backoff, asked } = world({ looking: false })
    graphSays(failed(throttled))
    follower.start()
    await clock.pass(0)
    const once = backoff()
    follower.limitMet()
    expect(backoff()).toEqual(once)
    await clock.pass(10 * 60_000)
    expect(asked.length).toBeGreaterThan(3)
    expect(backoff()).toEqual(once)
    const other = world()
    other.graphSays(failed({ ...throttled, host: 'login.microsoftonline.com' }))
    other.follower.start()
    await other.clock.pass(0)
    expect(other.backoff().factor).toBe(1)
  })

  test('any other failure does not slow it down', async () => {
    const { clock, follower, graphSays, backoff } = world()
    graphSays(failed(refused))
    follower.start()
    await clock.pass(60_000)
    expect(backoff().factor).toBe(1)
  })
})

describe('the computer’s signals', () => {
  test('makes no request while asleep, and one soon after', async () => {
    const { clock, follower, asked, nobodyActs } = world()
    follower.start()
    await clock.pass(0)
    nobodyActs()
    follower.signal('suspend')
    await clock.pass(60_000)
    clock.sleep(24 * 60 * 60_000)
    await clock.pass(60_000)
    expect(asked).toHaveLength(1)
    follower.signal('resume')
    await clock.pass(1000)
    expect(asked).toHaveLength(2)
  })

  test.each([5000, 30_000, 600_000])(
    'offline is a hint: a click tries, and so does a check within two minutes or an interval of %i ms',
    async (intervalMs) => {
      const { clock, follower, asked, following, graphSays } = world({ intervalMs })
      follower.start()
      await clock.pass(0)
      graphSays(failed({ kind: 'offline', next: 'waits' }))
      follower.signal('offline')
      expect(following()).toMatchObject({ problem: { kind: 'offline', next: 'waits' } })
      follower.check()
      await clock.pass(1100)
      expect(asked).toHaveLength(2)
      for (let hour = 0; hour < 3 * 60 * 60_000; hour += Math.max(120_000, intervalMs)) {
        const before = asked.length
        await clock.pass(Math.max(120_000, intervalMs))
        expect(asked.length).toBeGreaterThan(before)
      }
      graphSays(ok(presence('Busy')))
      await clock.pass(Math.max(120_000, intervalMs))
      expect(following()).toMatchObject({ problem: null, last: { presence: { availability: 'Busy' } } })
    },
  )

  test('a reconnect is followed by a check at once', async () => {
    const { clock, follower, asked, graphSays } = world()
    follower.start()
    await clock.pass(0)
    graphSays(failed({ kind: 'offline', next: 'waits' }))
    follower.signal('offline')
    await clock.pass(30_000)
    const before = asked.length
    follower.signal('online')
    await clock.pass(1000)
    expect(asked).toHaveLength(before + 1)
  })

  test('after a day of sleep the light is stale at once, and `since` begins anew', async () => {
    const { clock, follower, following, graphSays, holdAnswers } = world()
    follower.start()
    await clock.pass(60_000)
    follower.signal('suspend')
    clock.sleep(24 * 60 * 60_000)
    const release = holdAnswers()
    graphSays(ok(presence('Available')))
    follower.signal('resume')
    expect(following().stale).toBe(true)
    await clock.pass(1000)
    release()
    await clock.pass(0)
    expect(following()).toMatchObject({ stale: false, last: { witnessed: false, since: clock.nowMs() } })
  })

  test('a wall clock set back neither stops the checks nor keeps a light from becoming stale', async () => {
    const { clock, follower, asked, graphSays, following } = world()
    follower.start()
    await clock.pass(0)
    clock.setWall(clock.nowMs() - 7 * 24 * 60 * 60_000)
    await clock.pass(60_000)
    expect(asked).toHaveLength(3)
    graphSays(failed(refused))
    await clock.pass(5 * 60_000)
    expect(following().stale).toBe(true)
  })

  test('a sleep without its end signal ends where somebody acts', async () => {
    for (const act of ['check', 'start', 'unlock-screen', 'window-shown'] as const) {
      const { clock, follower, asked } = world()
      follower.start()
      await clock.pass(0)
      follower.signal('suspend')
      if (act === 'check') follower.check()
      // As at the end of a pause that somebody clicked for.
      else if (act === 'start') follower.start('click')
      else follower.signal(act)
      await clock.pass(1000)
      expect(asked.length).toBeGreaterThan(1)
    }
  })

  test('a signal never puts off a check that is planned sooner', async () => {
    const { clock, follower, asked, graphSays } = world({
      backoff: { factor: 10, limit: 5, refusals: 3, answers: 0 },
    })
    graphSays(failed({ ...throttled, retryAfterMs: 2000 }))
    follower.start()
    await clock.pass(0)
    follower.signal('resume')
    await clock.pass(2900)
    expect(asked).toHaveLength(2)
  })

  const hints = ['suspend', 'lock-screen', 'offline', 'window-hidden', 'unlock-screen', 'resume'] as const
  const proofs: Readonly<Record<string, (one: ReturnType<typeof world>) => void>> = {
    'timers that come in time': () => {},
    input: ({ setIdle }) => setIdle(0),
    'a click': ({ follower }) => follower.check(),
    'the window': ({ follower }) => follower.signal('window-shown'),
    'a network that comes': ({ follower }) => follower.signal('online'),
    'a network that goes': ({ follower }) => follower.signal('offline'),
  }

  test.each(Object.entries(proofs))('%s: no order of signals stops the checks', async (_what, prove) => {
    for (const first of hints) {
      for (const second of hints) {
        for (const third of hints) {
          const one = world()
          const { clock, follower, asked, nobodyActs } = one
          nobodyActs()
          follower.start()
          await clock.pass(1000)
          for (const signal of [first, second, third]) follower.signal(signal)
          await clock.pass(7000)
          prove(one)
          const before = asked.length
          await clock.pass(140_000)
          expect(asked.length, `${first}, ${second}, ${third}`).toBeGreaterThan(before)
          follower.stop()
          expect(clock.waiting()).toBe(0)
        }
      }
    }
  })

  test.each(['suspend', 'lock-screen'] as const)(
    'input after a pause ends a "%s" within seconds',
    async (signal) => {
      const { clock, follower, asked, nobodyActs, setIdle } = world({ intervalMs: 600_000 })
      follower.start()
      await clock.pass(1000)
      nobodyActs()
      follower.signal(signal)
      await clock.pass(50_000)
      const before = asked.length
      setIdle(0)
      await clock.pass(20_000)
      expect(asked.length).toBeGreaterThan(before)
    },
  )

  test('a sleep whose end signal is missed ends two minutes after the computer wakes', async () => {
    const { clock, follower, asked, nobodyActs } = world()
    nobodyActs()
    follower.start()
    await clock.pass(0)
    follower.signal('suspend')
    await clock.pass(5000)
    clock.sleep(8 * 60 * 60_000)
    await clock.pass(100_000)
    expect(asked).toHaveLength(1)
    await clock.pass(40_000)
    expect(asked.length).toBeGreaterThan(1)
  })
})

test('a lock, an absence and a microphone change nothing about the checks of a colleague', async () => {
  async function checksOf(happen: (app: ReturnType<typeof world>) => void) {
    const app = world({ looking: false, ofColleague: true })
    app.follower.start()
    await app.clock.pass(20 * 60_000)
    happen(app)
    await app.clock.pass(60 * 60_000)
    app.follower.stop()
    expect(app.clock.waiting()).toBe(0)
    return app.asked
  }
  const quiet = await checksOf(() => {})
  expect(quiet.length).toBeGreaterThan(50)
  expect(await checksOf(({ follower }) => follower.signal('lock-screen'))).toEqual(quiet)
  expect(await checksOf((app) => app.nobodyActs())).toEqual(quiet)
  expect(
    await checksOf(({ follower }) => follower.signal({ kind: 'microphone-on', program: 'Zoom' })),
  ).toEqual(quiet)
  // Sleep does.
  expect(await checksOf(({ follower }) => follower.signal('suspend'))).not.toEqual(quiet)
})
