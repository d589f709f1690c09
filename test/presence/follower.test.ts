import { describe, expect, test } from 'vitest'
import { type Answer, failed, ok, type Problem } from '../../app/microsoft/problem.ts'
import { createFollower } from '../../app/presence/follower.ts'
import { type Following, nothingFollowed } from '../../app/presence/following.ts'
import type { Presence } from '../../app/presence/presence.ts'
import { firstRestraint, noRestraint } from '../../app/presence/restraint.ts'
import { createVirtualClock } from '../virtual-clock.ts'
import { presence } from './states.ts'

const refused: Problem = { kind: 'unreachable', needs: 'time', host: 'graph.microsoft.com', detail: '' }
const throttled: Problem = {
  kind: 'throttled',
  needs: 'time',
  host: 'graph.microsoft.com',
  retryAfterMs: 90_000,
}

/** A follower in a world of its own: what Graph says is set, what was asked is counted. */
function world({ intervalMs = 30_000, looking = true, restraint = noRestraint } = {}) {
  const clock = createVirtualClock()
  const asked: number[] = []
  let answer: Answer<Presence> = ok(presence('Available'))
  let hold: Promise<void> = Promise.resolve()
  let following: Following = nothingFollowed
  let underWay = 0
  let mostUnderWay = 0
  let idleMs = 0
  let kept = restraint
  const follower = createFollower({
    clock,
    random: () => 0.5,
    intervalMs: () => intervalMs,
    computer: { idleMs: () => idleMs },
    restraint,
    onRestraint: (next) => {
      kept = next
    },
    onChange: (next) => {
      following = next
    },
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
    restraint: () => kept,
    setIdle: (ms: number) => {
      idleMs = ms
    },
    asked,
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

  test('asks once at a time, however often it is told to', async () => {
    const { clock, follower, asked, holdAnswers, mostUnderWay } = world()
    const release = holdAnswers()
    follower.start()
    for (let i = 0; i < 20; i++) follower.check()
    await clock.pass(60_000)
    expect(asked).toHaveLength(1)
    release()
    await clock.pass(0)
    expect(mostUnderWay()).toBe(1)
  })

  test('an answer that comes after the end is nobody’s', async () => {
    const { clock, follower, holdAnswers, following } = world()
    const release = holdAnswers()
    follower.start()
    follower.stop()
    release()
    await clock.pass(60_000)
    expect(following()).toEqual(nothingFollowed)
    expect(clock.waiting()).toBe(0)
  })

  test('a changed interval counts from now', async () => {
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

  test('nobody asks while the server wants to be left alone, not even on a click', async () => {
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

  test('a glance while the refusal is under way does not make a second one', async () => {
    const { clock, follower, asked, graphSays, holdAnswers } = world()
    const release = holdAnswers()
    graphSays(failed(throttled))
    follower.start()
    follower.check()
    release()
    await clock.pass(85_000)
    expect(asked).toHaveLength(1)
  })

  test('a refusal without a word how long is not answered by a request a glance', async () => {
    const { clock, follower, asked, graphSays } = world()
    graphSays(failed({ ...throttled, retryAfterMs: null }))
    follower.start()
    await clock.pass(0)
    for (let glance = 0; glance < 6; glance++) {
      follower.signal('window-shown')
      await clock.pass(300)
    }
    expect(asked).toHaveLength(1)
  })

  test('a click after a fault asks at once', async () => {
    const { clock, follower, asked, graphSays } = world()
    graphSays(
      failed({
        kind: 'server-error',
        needs: 'time',
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

  test('a click while a hopeless request is under way asks again once that has failed', async () => {
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

describe('pacing', () => {
  test('unseen, the gap is longer than the interval; the window brings it back, at once', async () => {
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

  test('asks within seconds of a lock, until the change is there, and then leaves it', async () => {
    const { clock, follower, asked, graphSays } = world({ looking: false })
    follower.start()
    await clock.pass(5000)
    follower.signal('lock-screen')
    await clock.pass(4000)
    expect(asked).toHaveLength(2)
    graphSays(ok(presence('Away')))
    await clock.pass(3500)
    expect(asked).toHaveLength(3)
    await clock.pass(30_000)
    expect(asked).toHaveLength(3)
    follower.signal('unlock-screen')
    await clock.pass(2500)
    expect(asked).toHaveLength(4)
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

  test('a meeting that begins at the half-hour is there seconds later', async () => {
    const { clock, follower, graphSays, following } = world({ looking: false })
    follower.start()
    await clock.pass(29 * 60_000 + 59_000)
    graphSays(ok(presence('Busy', 'InAMeeting')))
    await clock.pass(8000)
    expect(following().last?.presence.activity).toBe('InAMeeting')
  })

  test('never comes near stale while all is well', async () => {
    const { clock, follower, following } = world({ looking: false, restraint: firstRestraint })
    follower.start()
    for (let minute = 0; minute < 180; minute++) {
      await clock.pass(60_000)
      expect(following().stale).toBe(false)
    }
  })
})

describe('the limit that a tenant shares', () => {
  test('a refusal slows it down, answers let it go on', async () => {
    const { clock, follower, graphSays, restraint, asked } = world({ looking: false })
    graphSays(failed(throttled))
    follower.start()
    await clock.pass(0)
    expect(restraint().factor).toBe(3)
    graphSays(ok(presence('Available')))
    await clock.pass(60 * 60_000)
    expect(asked.length).toBeLessThan(25)
    expect(restraint().factor).toBe(3)
  })

  test('a row of refusals counts once, and Entra’s own not at all', async () => {
    const { clock, follower, graphSays, restraint, asked } = world({ looking: false })
    graphSays(failed(throttled))
    follower.start()
    await clock.pass(10 * 60_000)
    expect(asked.length).toBeGreaterThan(3)
    expect(restraint().factor).toBe(3)
    const other = world()
    other.graphSays(failed({ ...throttled, host: 'login.microsoftonline.com' }))
    other.follower.start()
    await other.clock.pass(0)
    expect(other.restraint().factor).toBe(1)
  })

  test('any other failure does not', async () => {
    const { clock, follower, graphSays, restraint } = world()
    graphSays(failed(refused))
    follower.start()
    await clock.pass(60_000)
    expect(restraint().factor).toBe(1)
  })
})

describe('the computer’s signals', () => {
  test('no request while asleep or offline, one soon after', async () => {
    for (const [end, begin] of [
      ['suspend', 'resume'],
      ['offline', 'online'],
    ] as const) {
      const { clock, follower, asked } = world()
      follower.start()
      await clock.pass(0)
      follower.signal(end)
      await clock.pass(24 * 60 * 60_000)
      expect(asked).toHaveLength(1)
      follower.signal(begin)
      await clock.pass(1000)
      expect(asked).toHaveLength(2)
    }
  })

  test('after a day of sleep the light is stale at once, and its past is not vouched for', async () => {
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

  test('a wall clock set back does not stop the checks nor keep a light fresh', async () => {
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

  test('a sleep that never ended is over where somebody acts', async () => {
    for (const act of ['check', 'unlock-screen', 'window-shown'] as const) {
      const { clock, follower, asked } = world()
      follower.start()
      await clock.pass(0)
      follower.signal('suspend')
      if (act === 'check') follower.check()
      else follower.signal(act)
      await clock.pass(1000)
      expect(asked.length).toBeGreaterThan(1)
    }
  })

  test('a reason to ask never puts off a check that comes sooner', async () => {
    const { clock, follower, asked, graphSays } = world({
      restraint: { factor: 10, heldUntilMs: 0, answers: 0 },
    })
    graphSays(failed({ ...throttled, retryAfterMs: 2000 }))
    follower.start()
    await clock.pass(0)
    follower.signal('resume')
    await clock.pass(2900)
    expect(asked).toHaveLength(2)
  })

  test('resuming without a network asks nobody', async () => {
    const { clock, follower, asked } = world()
    follower.start()
    await clock.pass(0)
    follower.signal('offline')
    follower.signal('suspend')
    follower.signal('resume')
    await clock.pass(60 * 60_000)
    expect(asked).toHaveLength(1)
    follower.signal('online')
    await clock.pass(1000)
    expect(asked).toHaveLength(2)
  })

  test('made while offline it says so, and asks once there is a network', async () => {
    const { clock, follower, asked, following } = world()
    follower.signal('offline')
    follower.start()
    await clock.pass(60_000)
    expect(asked).toHaveLength(0)
    expect(following().problem).toEqual({ kind: 'offline', needs: 'time' })
    follower.signal('online')
    await clock.pass(1000)
    expect(asked).toHaveLength(1)
  })

  test('offline is said as such, and no check is promised', async () => {
    const { clock, follower, following } = world()
    follower.start()
    await clock.pass(0)
    follower.signal('offline')
    expect(following()).toMatchObject({ problem: { kind: 'offline' }, nextCheckAt: null })
  })
})
