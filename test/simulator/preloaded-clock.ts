// Preloaded into the simulator with --import: the parent process can stop its clock and advance it without waiting.
import FakeTimers from '@sinonjs/fake-timers'
import { z } from 'zod'

/** Interval at which a running clock catches up with real time, ms. */
const STEP_MS = 10

/** `hold`: stops the clock. A number: advances it by that many ms and fires the due timers. */
const orderSchema = z.union([z.literal('hold'), z.number().min(0)])

const realMs = performance.now.bind(performance)
const everyRealMs = setInterval
const clock = FakeTimers.install({
  now: Number(process.env.SIMULATED_NOW_MS ?? Date.now()),
  toFake: ['Date', 'performance', 'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'],
})
delete process.env.SIMULATED_NOW_MS

let isHeld = false
let isPassing = false
let followedMs = realMs()

everyRealMs(() => {
  const nowMs = realMs()
  const ms = nowMs - followedMs
  followedMs = nowMs
  if (!isHeld && !isPassing) clock.tick(ms)
}, STEP_MS).unref()

process.on('message', async (message) => {
  const order = orderSchema.parse(message)
  if (order === 'hold') isHeld = true
  else {
    isPassing = true
    await clock.tickAsync(order)
    isPassing = false
  }
  process.send?.('done')
})
// The channel must not keep the simulator alive.
process.channel?.unref()
