// Preloaded into the simulator with --import: the parent process can stop its clock and advance it without waiting.
import { subscribe } from 'node:diagnostics_channel'
import FakeTimers from '@sinonjs/fake-timers'
import { z } from 'zod'

/** Interval at which a running clock catches up with real time, ms. */
const STEP_MS = 10

/**
 * `hold`: stops the clock. A number: advances it by that many ms and fires the due timers. `count-requests`: answers the
 * number of requests without a response.
 */
const orderSchema = z.union([z.enum(['hold', 'count-requests']), z.number().min(0)])
/** The message of Node's fetch (undici, "Diagnostics Channel Support"). */
const requestSchema = z.object({ request: z.custom<object>((value) => value instanceof Object) })

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

const requests = new Set<object>()
subscribe('undici:request:create', (message) => requests.add(requestSchema.parse(message).request))
for (const end of ['undici:request:headers', 'undici:request:error'])
  subscribe(end, (message) => requests.delete(requestSchema.parse(message).request))

process.on('message', async (message) => {
  const order = orderSchema.parse(message)
  if (order === 'hold') isHeld = true
  else if (typeof order === 'number') {
    isPassing = true
    await clock.tickAsync(order)
    isPassing = false
  }
  process.send?.(requests.size)
})
// The channel must not keep the simulator alive.
process.channel?.unref()
