// Loaded with --import in front of the simulator: whoever started it can hold its time, and let it pass without waiting.
import FakeTimers from '@sinonjs/fake-timers'
import { z } from 'zod'

/** How often time that is not held catches up with the real one, ms. */
const STEP_MS = 10

/** `hold`: time stands still but for what passes by order. A number: so many ms pass now, and each timer on the way fires. */
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
// Listening alone must not keep the simulator alive.
process.channel?.unref()
