// The outputs for USB lights, with a page that the test plays: results, plugging in and out, failures of the page.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Lamp } from '../../../../app/model/external-outputs/shown-light.ts'
import { createGuard } from '../../../../app/model/guard.ts'
import type { UsbLightModelName } from '../../../../app/model/names.ts'
import type { Problem } from '../../../../app/model/problems/problem.ts'
import type { OutputMessage } from '../../../../app/outputs/external/output-driver.ts'
import { commandsFor } from '../../../../app/outputs/external/usb/usb-commands.ts'
import { createUsbDriver } from '../../../../app/outputs/external/usb/usb-driver.ts'
import { type UsbId, usbLights } from '../../../../app/outputs/external/usb/usb-light-models.ts'
import type { UsbPageEvents } from '../../../../app/outputs/external/usb/usb-page-host.ts'
import type { ShowRequest, UsbResult } from '../../../../app/outputs/external/usb/usb-page-messages.ts'
import { createVirtualClock } from '../../../support/virtual-clock.ts'

const red: Lamp = { kind: 'on', colour: '#ff0000', brightness: 100, blink: false }
const green: Lamp = { ...red, colour: '#00ff00' }
const messageOf = (lamp: Lamp): OutputMessage => ({
  light: 'busy',
  lamp,
  activity: 'Busy',
  name: 'Alex',
  since: null,
  outOfOffice: false,
})
const idOf = (model: UsbLightModelName): UsbId => usbLights[model].ids[0] ?? { vendorId: 0, productId: 0 }

/** A page of the test: its devices, and the outcome of each. */
interface PlayedPage extends UsbPageEvents {
  requests: ShowRequest[]
  isClosed: boolean
}

function stage({
  platform = 'linux',
  answers = true,
}: {
  platform?: NodeJS.Platform
  answers?: boolean
} = {}) {
  const clock = createVirtualClock()
  const logged: string[] = []
  const log = {
    info: (text: unknown) => void logged.push(`info ${String(text)}`),
    warn: (text: unknown) => void logged.push(`warn ${String(text)}`),
    error: (...words: unknown[]) => void logged.push(`error ${words.join(' ')}`),
  }
  const guard = createGuard(log)
  const plugged = new Map<UsbLightModelName, UsbResult['outcome']>()
  const pages: PlayedPage[] = []
  const world = { answers, opens: true, becomesReady: true }

  const createDriver = createUsbDriver({
    clock,
    guard,
    log,
    platform,
    async openPage(events) {
      if (!world.opens) throw new Error('ERR_FAILED (-2)')
      const page: PlayedPage = { ...events, requests: [], isClosed: false }
      pages.push(page)
      if (world.becomesReady) queueMicrotask(() => events.onMessage({ kind: 'ready' }))
      return {
        send(request) {
          page.requests.push(request)
          if (!world.answers) return
          const results = [...plugged]
            .map(([model, outcome]) => ({
              ...idOf(model),
              outcome,
              detail: outcome === 'shown' ? '' : 'Failed',
            }))
            .filter(({ vendorId, productId }) =>
              request.commands.some((one) => one.vendorId === vendorId && one.productId === productId),
            )
          queueMicrotask(() => events.onMessage({ kind: 'shown', call: request.call, results }))
        },
        close() {
          page.isClosed = true
        },
      }
    },
  })
  const newest = () => {
    const page = pages.at(-1)
    if (!page) throw new Error('No page was opened')
    return page
  }

  function output(...models: UsbLightModelName[]) {
    const lost: Problem[] = []
    let again = 0
    const driver = createDriver({
      id: '11111111-2222-4333-8444-555555555555',
      name: 'Desk',
      secrets: {},
      clock,
      guard,
      log,
      target: { kind: 'usb', models },
      sendAgain: () => {
        again += 1
      },
      onLost: (problem) => void lost.push(problem),
    })
    return {
      lost,
      again: () => again,
      stop: () => driver.stop(),
      /** Resolves to 'shown' or to the kind of the problem. */
      async send(lamp: Lamp, signal = new AbortController().signal) {
        const sent = driver.send(messageOf(lamp), signal).then(
          () => 'shown',
          (error: { problem?: Problem }) => error.problem?.kind ?? String(error),
        )
        await clock.pass(0)
        return await sent
      },
    }
  }
  const devices = () =>
    newest().onMessage({ kind: 'devices', devices: [...plugged.keys()].map((model) => idOf(model)) })
  return { clock, logged, plugged, pages, world, newest, output, devices }
}

test('no page is opened without an output, and the last one that stops closes it', async () => {
  const { pages, output, plugged, clock } = stage()
  plugged.set('luxafor', 'shown')
  await clock.pass(1000)
  expect(pages).toHaveLength(0)
  const [first, second] = [output(), output('luxafor')]
  expect(await first.send(red)).toBe('shown')
  expect(await second.send(red)).toBe('shown')
  expect(pages).toHaveLength(1)
  first.stop()
  expect(pages[0]?.isClosed).toBe(false)
  second.stop()
  expect(pages[0]?.isClosed).toBe(true)
  await clock.pass(60_000)
  expect(pages).toHaveLength(1)
  expect(await output().send(red)).toBe('shown')
  expect(pages).toHaveLength(2)
})

test('the page gets the commands of every model that an output uses', async () => {
  const { output, plugged, newest } = stage()
  plugged.set('luxafor', 'shown')
  expect(await output().send(red)).toBe('shown')
  expect(await output('luxafor').send(green)).toBe('shown')
  expect(newest().requests.map(({ commands }) => commands)).toEqual([
    commandsFor([{ models: [], lamp: red }]),
    commandsFor([
      { models: [], lamp: red },
      { models: ['luxafor'], lamp: green },
    ]),
  ])
})

test.each(['win32', 'darwin', 'linux'] as const)(
  'on %s feature reports are filled up on Windows only',
  async (platform) => {
    const { output, newest } = stage({ platform })
    await output().send(red)
    expect(newest().requests.map(({ padsFeatureReports }) => padsFeatureReports)).toEqual([
      platform === 'win32',
    ])
  },
)

describe('the outcome', () => {
  test.each<[NodeJS.Platform, [UsbLightModelName, UsbResult['outcome']][], string]>([
    ['linux', [], 'output-usb-none'],
    ['linux', [['luxafor', 'shown']], 'shown'],
    ['linux', [['luxafor', 'not-opened']], 'output-usb-not-allowed'],
    ['win32', [['luxafor', 'not-opened']], 'output-usb-in-use'],
    ['darwin', [['luxafor', 'not-opened']], 'output-usb-in-use'],
    ['linux', [['luxafor', 'not-sent']], 'output-usb-failed'],
    // The one that works shows the light; the other one is said.
    [
      'linux',
      [
        ['luxafor', 'shown'],
        ['blink1', 'not-opened'],
      ],
      'output-usb-not-allowed',
    ],
    [
      'linux',
      [
        ['luxafor', 'shown'],
        ['blink1', 'shown'],
      ],
      'shown',
    ],
  ])('on %s with %o is %s', async (platform, lights, outcome) => {
    const { plugged, output } = stage({ platform })
    for (const [model, result] of lights) plugged.set(model, result)
    expect(await output().send(red)).toBe(outcome)
  })

  test('a light that the output does not use is none', async () => {
    const { plugged, output } = stage()
    plugged.set('luxafor', 'not-opened')
    expect(await output('blink1', 'muteme').send(red)).toBe('output-usb-none')
  })
})

describe('plugging in and out', () => {
  test('an unplugged light is lost once, and the light is sent again when it is back', async () => {
    const { plugged, output, devices } = stage()
    plugged.set('luxafor', 'shown')
    const desk = output()
    await desk.send(red)
    plugged.delete('luxafor')
    devices()
    devices()
    expect(desk.lost.map(({ kind }) => kind)).toEqual(['output-usb-none'])
    expect(desk.again()).toBe(0)
    plugged.set('luxafor', 'shown')
    devices()
    expect(desk.again()).toBe(1)
    expect(await desk.send(red)).toBe('shown')
  })

  test('a second light gets the light, and without it the first one is not lost', async () => {
    const { plugged, output, devices } = stage()
    plugged.set('luxafor', 'shown')
    const desk = output()
    await desk.send(red)
    plugged.set('blink1', 'shown')
    devices()
    expect(desk.again()).toBe(1)
    await desk.send(red)
    plugged.delete('blink1')
    devices()
    expect(desk.lost).toEqual([])
  })

  test('an output is not disturbed by lights that it does not use', async () => {
    const { plugged, output, devices } = stage()
    plugged.set('luxafor', 'shown')
    const desk = output('luxafor')
    await desk.send(red)
    plugged.set('blink1', 'shown')
    const before = desk.again()
    plugged.delete('blink1')
    plugged.set('muteme', 'shown')
    devices()
    expect([desk.lost, desk.again() - before]).toEqual([[], 1])
  })

  test('nothing is sent again before the first message', async () => {
    const { plugged, output, devices, clock } = stage()
    const desk = output()
    await clock.pass(0)
    plugged.set('luxafor', 'shown')
    devices()
    expect(desk.again()).toBe(0)
  })

  test('a light that is plugged in while a message is sent gets the light after it', async () => {
    const { plugged, output, devices, world, newest, clock } = stage()
    plugged.set('luxafor', 'shown')
    const desk = output()
    await desk.send(red)
    world.answers = false
    const sent = desk.send(green)
    await clock.pass(0)
    plugged.set('blink1', 'shown')
    devices()
    expect(desk.again()).toBe(0)
    const call = newest().requests.at(-1)?.call ?? 0
    newest().onMessage({
      kind: 'shown',
      call,
      results: [{ ...idOf('luxafor'), outcome: 'shown', detail: '' }],
    })
    expect(await sent).toBe('shown')
    await clock.pass(0)
    expect(desk.again()).toBe(1)
  })

  test('a report of the blinking that fails is said, and the light is sent again', async () => {
    const { plugged, output, newest, clock } = stage()
    plugged.set('luxafor', 'shown')
    const [desk, other] = [output(), output('blink1')]
    await other.send(red)
    await desk.send({ ...red, kind: 'on', colour: '#ff0000', brightness: 100, blink: true })
    newest().onMessage({ kind: 'failed', ...idOf('luxafor'), detail: 'Failed to write the report.' })
    expect(desk.lost).toEqual([
      {
        kind: 'output-usb-failed',
        next: 'retries',
        device: 'Luxafor',
        detail: 'Failed to write the report.',
      },
    ])
    await clock.pass(1000)
    expect([desk.again(), other.again()]).toEqual([1, 0])
  })

  test('the lights of an output that stops get what the others show', async () => {
    const { plugged, output } = stage()
    plugged.set('luxafor', 'shown')
    const [desk, other] = [output(), output('luxafor')]
    await desk.send(red)
    await other.send(green)
    other.stop()
    expect(desk.again()).toBe(1)
  })
})

describe('a page that fails', () => {
  test('is opened again with backoff: 1 s, 5 s, 30 s, 5 min, 5 min', async () => {
    const { pages, output, newest, clock, logged } = stage()
    output()
    await clock.pass(0)
    for (const [count, waitMs] of [1000, 5000, 30_000, 300_000, 300_000].entries()) {
      newest().onGone('crashed')
      await clock.pass(waitMs - 1)
      expect(pages).toHaveLength(count + 1)
      await clock.pass(1)
      expect(pages).toHaveLength(count + 2)
    }
    expect(logged.filter((line) => line.startsWith('warn'))).toHaveLength(5)
    await clock.pass(10 * 60_000)
    newest().onGone('crashed')
    await clock.pass(1000)
    expect(pages).toHaveLength(7)
  })

  test('is said once, and the light is sent again when it is back', async () => {
    const { plugged, output, newest, clock } = stage()
    plugged.set('luxafor', 'shown')
    const desk = output()
    await desk.send(red)
    newest().onGone('crashed')
    expect(desk.lost.map(({ kind }) => kind)).toEqual(['output-usb-unavailable'])
    await clock.pass(1000)
    expect(desk.again()).toBe(1)
    expect(await desk.send(red)).toBe('shown')
  })

  test('an earlier page is ignored', async () => {
    const { plugged, output, newest, clock, pages } = stage()
    plugged.set('luxafor', 'shown')
    const desk = output()
    await desk.send(red)
    const earlier = newest()
    earlier.onGone('crashed')
    await clock.pass(1000)
    earlier.onGone('crashed')
    earlier.onMessage({ kind: 'devices', devices: [] })
    await clock.pass(60_000)
    expect([pages.length, desk.lost.length]).toEqual([2, 1])
  })

  test('while it waits for a further start, sending fails at once', async () => {
    const { plugged, output, newest, clock } = stage()
    plugged.set('luxafor', 'shown')
    const desk = output()
    await desk.send(red)
    newest().onGone('crashed')
    await clock.pass(1000)
    newest().onGone('crashed')
    expect(await desk.send(red)).toBe('output-usb-unavailable')
  })

  test.each([0, 1, 2, 5])(
    'after %s failures and a closed window it starts with the next message: quitting closes it before the light goes off',
    async (failures) => {
      const { plugged, output, newest, pages, clock } = stage()
      plugged.set('luxafor', 'shown')
      const desk = output()
      await desk.send(red)
      for (let count = 0; count < failures; count += 1) {
        newest().onGone('crashed')
        await clock.pass(5 * 60_000)
        await desk.send(red)
      }
      newest().onGone('closed')
      expect(await desk.send({ kind: 'off' })).toBe('shown')
      expect(pages).toHaveLength(failures + 2)
    },
  )

  test('a closed window is no failure: it is back after a second, and the light is sent again', async () => {
    const { plugged, output, newest, pages, logged, clock } = stage()
    plugged.set('luxafor', 'shown')
    const desk = output()
    await desk.send(red)
    for (let count = 1; count <= 5; count += 1) {
      newest().onGone('closed')
      await clock.pass(1000)
      expect([pages.length, desk.again()]).toEqual([count + 1, count])
      await clock.pass(10 * 60_000)
    }
    expect(desk.lost).toEqual([])
    expect(logged.filter((line) => line.startsWith('warn'))).toEqual([])
  })

  test('a window that is closed again and again fails with backoff, and starts with each message', async () => {
    const { plugged, output, newest, pages, clock } = stage()
    plugged.set('luxafor', 'shown')
    const desk = output()
    await desk.send(red)
    for (const waitMs of [1000, 1000, 5000, 30_000, 300_000]) {
      newest().onGone('closed')
      const { length } = pages
      await clock.pass(waitMs - 1)
      expect(pages).toHaveLength(length)
      await clock.pass(1)
      expect(pages).toHaveLength(length + 1)
      expect(await desk.send(red)).toBe('shown')
    }
    expect(desk.lost).toHaveLength(4)
    newest().onGone('closed')
    expect(await desk.send({ kind: 'off' })).toBe('shown')
  })

  test('one that does not answer within 15 s is replaced', async () => {
    const { output, clock, pages } = stage({ answers: false })
    const desk = output()
    const sent = desk.send(red)
    await clock.pass(14_999)
    expect(pages[0]?.isClosed).toBe(false)
    await clock.pass(1)
    expect(await sent).toBe('output-usb-unavailable')
    expect(pages[0]?.isClosed).toBe(true)
    await clock.pass(1000)
    expect(pages).toHaveLength(2)
  })

  test('one that never becomes ready is replaced when a message waits for it', async () => {
    const { output, world, clock, pages } = stage()
    world.becomesReady = false
    const sent = output().send(red)
    await clock.pass(15_000)
    expect(await sent).toBe('output-usb-unavailable')
    await clock.pass(1000)
    expect(pages).toHaveLength(2)
  })

  test('one that cannot be opened is tried again', async () => {
    const { output, world, clock, plugged, pages } = stage()
    plugged.set('luxafor', 'shown')
    world.opens = false
    const desk = output()
    expect(await desk.send(red)).toBe('output-usb-unavailable')
    world.opens = true
    await clock.pass(6000)
    expect(pages).toHaveLength(1)
    expect([desk.again(), await desk.send(red)]).toEqual([1, 'shown'])
  })

  test('is not opened again once the output has stopped', async () => {
    const { output, newest, clock, pages } = stage()
    const desk = output()
    await clock.pass(0)
    newest().onGone('crashed')
    desk.stop()
    await clock.pass(60 * 60_000)
    expect([pages.length, clock.waiting()]).toEqual([1, 0])
  })
})

test('an aborted message ends at once, and its answer is ignored', async () => {
  const { output, clock, newest } = stage({ answers: false })
  const desk = output()
  const stop = new AbortController()
  const sent = desk.send(red, stop.signal)
  await clock.pass(100)
  stop.abort()
  expect(await sent).toBe('output-timed-out')
  newest().onMessage({ kind: 'shown', call: 1, results: [] })
  await clock.pass(60_000)
  expect([desk.lost, clock.waiting()]).toEqual([[], 0])
  expect(await desk.send(red, AbortSignal.abort())).toBe('output-timed-out')
})

test('a page that does not answer an aborted message is replaced', async () => {
  const { output, clock, pages } = stage({ answers: false })
  expect(await output().send(red, AbortSignal.abort())).toBe('output-timed-out')
  await clock.pass(16_000)
  expect(pages).toHaveLength(2)
})

const models = ['luxafor', 'blink1', 'busylight'] as const
const outcomes = ['shown', 'not-opened', 'not-sent'] as const
type Step = {
  act: string
  model: (typeof models)[number]
  outcome: UsbResult['outcome']
  ms: number
  at: number
}
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.record({
    act: fc.constantFrom(
      'plug',
      'unplug',
      'send',
      'gone',
      'close',
      'fail',
      'pass',
      'start',
      'stop',
      'answers',
      'opens',
    ),
    model: fc.constantFrom(...models),
    outcome: fc.constantFrom(...outcomes),
    ms: fc.integer({ min: 0, max: 400_000 }),
    at: fc.nat(5),
  }),
  { maxLength: 40 },
)

test('whatever happens, one page is open at most, each message ends, and a light is shown once all is well', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (all) => {
      const { clock, logged, plugged, pages, world, output, devices } = stage()
      let outputs: ReturnType<typeof output>[] = []
      const sent: Promise<string>[] = []
      for (const { act, model, outcome, ms, at } of all) {
        const one = outputs[at % Math.max(1, outputs.length)]
        const open = pages.findLast((page) => !page.isClosed)
        if (act === 'plug') plugged.set(model, outcome)
        if (act === 'unplug') plugged.delete(model)
        if (open && (act === 'plug' || act === 'unplug')) devices()
        if (act === 'send' && one) sent.push(one.send(red))
        if (act === 'gone') open?.onGone('crashed')
        if (act === 'close') open?.onGone('closed')
        if (act === 'fail') open?.onMessage({ kind: 'failed', ...idOf(model), detail: 'Failed' })
        if (act === 'start' && outputs.length < 3) outputs.push(output())
        if (act === 'stop' && one) {
          one.stop()
          outputs = outputs.filter((other) => other !== one)
        }
        if (act === 'answers') world.answers = !world.answers
        if (act === 'opens') world.opens = !world.opens
        await clock.pass(act === 'pass' ? ms : 0)
        expect(pages.filter(({ isClosed }) => !isClosed).length).toBeLessThanOrEqual(1)
      }
      world.answers = true
      world.opens = true
      await clock.pass(10 * 60_000)
      for (const outcome of await Promise.all(sent)) expect(outcome).toMatch(/^shown$|^output-usb-/)
      plugged.clear()
      plugged.set('luxafor', 'shown')
      const last = output()
      await clock.pass(0)
      expect(await last.send(green)).toBe('shown')
      for (const one of [...outputs, last]) one.stop()
      expect(pages.filter(({ isClosed }) => !isClosed)).toEqual([])
      expect(logged.filter((line) => line.startsWith('error'))).toEqual([])
      await clock.pass(10_000)
      expect(clock.waiting()).toBe(0)
    }),
    { numRuns: 200 },
  )
})
