// A virtual clock, which advances only when a test calls `pass`.
import type { Clock } from '../../app/model/timing/clock.ts'

export interface VirtualClock extends Clock {
  /** Advances by `ms`, runs the due timers in order and lets promises settle after each. */
  pass(ms: number): Promise<void>
  /** The number of pending timers. */
  waiting(): number
  /** The computer sleeps: only the wall clock advances, not the monotonic clock and the timers. */
  sleep(ms: number): void
  /** Sets the wall clock. */
  setWall(nowMs: number): void
}

export function createVirtualClock(startMs = Date.parse('2026-11-23T09:00:00Z')): VirtualClock {
  let wallMs = startMs
  let monotonicMs = 1000
  let timers: { atMs: number; act: () => void }[] = []

  const advanceTo = (atMs: number) => {
    wallMs += atMs - monotonicMs
    monotonicMs = atMs
  }

  return {
    nowMs: () => wallMs,
    monotonicMs: () => monotonicMs,
    after(delayMs, act) {
      const timer = { atMs: monotonicMs + Math.max(0, delayMs), act }
      timers.push(timer)
      return () => {
        timers = timers.filter((other) => other !== timer)
      }
    },
    async pass(ms) {
      const endMs = monotonicMs + ms
      await settle()
      for (;;) {
        const [next] = timers.filter(({ atMs }) => atMs <= endMs).sort((one, other) => one.atMs - other.atMs)
        if (!next) break
        timers = timers.filter((timer) => timer !== next)
        advanceTo(next.atMs)
        next.act()
        await settle()
      }
      advanceTo(endMs)
    },
    waiting: () => timers.length,
    sleep(ms) {
      wallMs += ms
    },
    setWall(nowMs) {
      wallMs = nowMs
    },
  }
}

/** Resolves when all pending microtasks have run. */
const settle = () => new Promise<void>((resolve) => setImmediate(resolve))
