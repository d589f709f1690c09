import { describe, expect, test } from 'vitest'
import { type Answer, failed, ok, type Problem } from '../../app/microsoft/problem.ts'
import { createFollower } from '../../app/presence/follower.ts'
import { type Following, nothingFollowed } from '../../app/presence/following.ts'
import type { Presence } from '../../app/presence/presence.ts'
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
function world({ intervalMs = 30_000 } = {}) {
  const clock = createVirtualClock()
  const asked: number[] = []
  let answer: Answer<Presence> = ok(presence('Available'))
  let hold: Promise<void> = Promise.resolve()
  let following: Following = nothingFollowed
  let underWay = 0
  let mostUnderWay = 0
  const follower = createFollower({
    clock,
    random: () => 0.5,
    intervalMs: () => intervalMs,
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
  return {
    clock,
    follower,
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

  test('offline is said as such, and no check is promised', async () => {
    const { clock, follower, following } = world()
    follower.start()
    await clock.pass(0)
    follower.signal('offline')
    expect(following()).toMatchObject({ problem: { kind: 'offline' }, nextCheckAt: null })
  })
})
