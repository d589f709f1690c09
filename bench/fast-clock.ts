// A virtual clock for long runs: timers in a heap; pending promises run after each.
import type { Clock } from '../app/model/timing/clock.ts'

export interface FastClock extends Clock {
  /** Runs all timers up to `untilMs` of the monotonic clock. */
  runUntil(untilMs: number): Promise<void>
  waiting(): number
}

interface Timer {
  atMs: number
  order: number
  act: (() => void) | null
}

const before = (one: Timer, other: Timer) => one.atMs - other.atMs || one.order - other.order

/** More than the chained promises of one check. */
const TURNS = 8

/** `turns`: more than the chained promises between two timers. */
export function createFastClock(wallStartMs: number, turns = TURNS): FastClock {
  async function runPromises() {
    for (let turn = 0; turn < turns; turn++) await null
  }
  const heap: Timer[] = []
  let nowMs = 0
  let order = 0
  let live = 0

  function push(timer: Timer) {
    let at = heap.push(timer) - 1
    while (at > 0) {
      const parent = (at - 1) >> 1
      const above = heap[parent]
      if (!above || before(above, timer) <= 0) break
      heap[at] = above
      at = parent
    }
    heap[at] = timer
  }

  function pop(): Timer | undefined {
    const [first] = heap
    const last = heap.pop()
    if (!first || !last || first === last) return first
    let at = 0
    for (;;) {
      const left = heap[2 * at + 1]
      const right = heap[2 * at + 2]
      const smaller = right && left && before(right, left) < 0 ? right : left
      if (!smaller || before(smaller, last) >= 0) break
      heap[at] = smaller
      at = smaller === right ? 2 * at + 2 : 2 * at + 1
    }
    heap[at] = last
    return first
  }

  return {
    nowMs: () => wallStartMs + nowMs,
    monotonicMs: () => nowMs,
    after(delayMs, act) {
      const timer: Timer = { atMs: nowMs + Math.max(0, delayMs), order: order++, act }
      live += 1
      push(timer)
      return () => {
        if (timer.act) live -= 1
        timer.act = null
      }
    },
    async runUntil(untilMs) {
      // Promises from before this call run before any time passes.
      await runPromises()
      while (heap[0] && heap[0].atMs <= untilMs) {
        const timer = pop()
        if (!timer?.act) continue
        nowMs = timer.atMs
        const { act } = timer
        timer.act = null
        live -= 1
        act()
        await runPromises()
      }
      nowMs = Math.max(nowMs, untilMs)
    },
    waiting: () => live,
  }
}

/** A computer on this clock: its timers stand still while it sleeps, and those that were due fire when it wakes. */
export function createSleeper(clock: Clock) {
  let due: (() => void)[] | null = null
  return {
    clock: {
      ...clock,
      after(delayMs: number, act: () => void) {
        let isCancelled = false
        const actUnlessCancelled = () => {
          if (!isCancelled) act()
        }
        const cancel = clock.after(delayMs, () => {
          if (due) due.push(actUnlessCancelled)
          else actUnlessCancelled()
        })
        return () => {
          isCancelled = true
          cancel()
        }
      },
    },
    sleep() {
      due ??= []
    },
    wake() {
      const late = due ?? []
      due = null
      for (const act of late) act()
    },
  }
}
