// The built page of the USB lights in a real Chromium, under its policy, with the simulator's `navigator.hid`.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { Lamp } from '../../../../app/model/external-outputs/shown-light.ts'
import type { UsbLightModelName } from '../../../../app/model/names.ts'
import { commandsFor, commandsOf } from '../../../../app/outputs/external/usb/usb-commands.ts'
import {
  type ShowRequest,
  type UsbCommand,
  type UsbPageMessage,
  usbPageMessageSchema,
} from '../../../../app/outputs/external/usb/usb-page-messages.ts'
import { POLICY } from '../../../../app/outputs/window/app-protocol.ts'
import { type SystemName, systemOf } from '../../../../simulator/desktop/system.ts'
import { lightsOfPage, type PluggedLight, plugLight } from '../../../../simulator/desktop/usb-lights.ts'
import { sharedChromium } from '../../../support/browser/chromium.ts'

const root = join(import.meta.dirname, '../../../..')
const ORIGIN = 'https://usb.example'
const red: Lamp = { kind: 'on', colour: '#ff0000', brightness: 100, blink: false }
const green: Lamp = { ...red, colour: '#00ff00' }
const off: Lamp = { kind: 'off' }
const blinking: Lamp = { ...red, blink: true }

interface Sent {
  deviceId: string
  kind: string
  id: number
  bytes: number[]
}

declare global {
  interface Window {
    played: {
      messages: UsbPageMessage[]
      reports: Sent[]
      show(request: ShowRequest): void
      change(devices: unknown): void
    }
  }
}

/** Replaces the preload script, and records. hid.js comes before it. */
const inFront = `
const messages = [], reports = []
const played = {
  messages,
  reports,
  change: provideHid([], (deviceId, report) => reports.push({ deviceId, ...report })),
}
window.played = played
window.usbLights = { send: (message) => messages.push(message), onShow: (listener) => { played.show = listener } }
`

async function openPage(system: SystemName = 'gnome-x11') {
  const context = await (await sharedChromium()).newContext()
  onTestFinished(() => context.close())
  const page = await context.newPage()
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error.message))
  page.on('console', (message) => errors.push(message.text()))
  await page.clock.install()
  await page.addInitScript(`${await readFile(join(root, 'simulator/desktop/page/hid.js'), 'utf8')}${inFront}`)
  const script = await readFile(join(root, 'out/renderer/usb/usb-page.js'), 'utf8')
  const headers = { 'content-security-policy': POLICY }
  await page.route(`${ORIGIN}/**`, (route) =>
    route.request().url().endsWith('.js')
      ? route.fulfill({ headers, contentType: 'text/javascript', body: script })
      : route.fulfill({
          headers,
          contentType: 'text/html',
          body: '<!doctype html><link rel="icon" href="data:,"><script type="module" src="/usb-page.js"></script>',
        }),
  )
  await page.goto(`${ORIGIN}/`)
  const stage = createStage(page, system)
  await expect.poll(() => stage.messages()).toEqual([{ kind: 'ready' }])
  return { ...stage, errors }
}

function createStage(page: Page, system: SystemName) {
  let plugged: PluggedLight[] = []
  let lastCall = 0
  const window = { url: () => `${ORIGIN}/`, allowsHid: () => true }
  const messages = async () =>
    usbPageMessageSchema.array().parse(await page.evaluate(() => globalThis.window.played.messages))
  const change = async () =>
    await page.evaluate(
      (devices) => globalThis.window.played.change(devices),
      lightsOfPage(window, { usbLights: plugged, system: systemOf(system) }),
    )

  return {
    page,
    messages,
    async plug(model: UsbLightModelName, { opens = true, fails = false } = {}) {
      const same = plugged.find((light) => light.model === model)
      plugged = [
        ...plugged.filter((light) => light !== same),
        same ? { ...same, opens, fails } : plugLight(model, opens, fails),
      ]
      await change()
    },
    async unplug(model: UsbLightModelName) {
      plugged = plugged.filter((light) => light.model !== model)
      await change()
    },
    /** Resolves to the outcomes, by product id. */
    async show(commands: UsbCommand[]) {
      const call = ++lastCall
      await page.evaluate((request) => globalThis.window.played.show(request), {
        call,
        commands,
        padsFeatureReports: systemOf(system).platform === 'win32',
      })
      const answer = async () => (await messages()).find((one) => one.kind === 'shown' && one.call === call)
      await expect.poll(answer).toBeDefined()
      const found = await answer()
      return found?.kind === 'shown' ? found.results.map(({ outcome }) => outcome) : []
    },
    /** The reports since the last call. */
    async reports() {
      const sent = await page.evaluate(() => globalThis.window.played.reports.splice(0))
      return sent.map(({ kind, id, bytes }) => ({ kind, id, bytes }))
    },
    /** Passes `ms` of the page's time. */
    pass: (ms: number) => page.clock.runFor(ms),
  }
}

const reportsOf = (model: UsbLightModelName, lamp: Lamp) => commandsOf(model, lamp)[0]?.frames[0]?.reports

describe('the page', () => {
  test.each(['luxafor', 'blynclight', 'busylight', 'blink1', 'muteme', 'blinkstick'] as const)(
    'shows a light on a %s, and off',
    async (model) => {
      const stage = await openPage()
      await stage.plug(model)
      expect(await stage.show(commandsFor([{ models: [], lamp: red }]))).toEqual(['shown'])
      expect(await stage.reports()).toEqual(reportsOf(model, red))
      expect(await stage.show(commandsFor([{ models: [], lamp: off }]))).toEqual(['shown'])
      expect(await stage.reports()).toEqual(reportsOf(model, off))
      await stage.pass(60_000)
      expect(await stage.reports()).toEqual([])
      expect(stage.errors).toEqual([])
    },
  )

  test.each(['blink1', 'blinkstick', 'luxafor'] as const)(
    'fills up the feature reports of a %s on Windows, which the device gets as they are',
    async (model) => {
      const stage = await openPage('windows')
      await stage.plug(model)
      expect(await stage.show(commandsOf(model, red))).toEqual(['shown'])
      expect(await stage.reports()).toEqual(reportsOf(model, red))
    },
  )

  test('shows it on several lights at once', async () => {
    const stage = await openPage()
    await stage.plug('luxafor')
    await stage.plug('blink1')
    await stage.plug('busylight')
    expect(await stage.show(commandsFor([{ models: [], lamp: red }]))).toEqual(['shown', 'shown', 'shown'])
    expect(await stage.reports()).toEqual(
      (['luxafor', 'blink1', 'busylight'] as const).flatMap((model) => reportsOf(model, red)),
    )
  })

  test('answers without a result when there is no light, and leaves the others alone', async () => {
    const stage = await openPage()
    expect(await stage.show(commandsFor([{ models: [], lamp: red }]))).toEqual([])
    await stage.plug('luxafor')
    expect(await stage.show(commandsFor([{ models: ['blink1'], lamp: red }]))).toEqual([])
    expect(await stage.reports()).toEqual([])
  })

  test('keeps a Busylight alive until it is off', async () => {
    const stage = await openPage()
    await stage.plug('busylight')
    await stage.show(commandsOf('busylight', red))
    await stage.reports()
    await stage.pass(60_000)
    const kept = await stage.reports()
    expect(kept.map(({ bytes }) => bytes[0])).toEqual(Array.from({ length: 8 }, () => 0x8f))
    await stage.show(commandsOf('busylight', off))
    await stage.reports()
    await stage.pass(60_000)
    expect(await stage.reports()).toEqual([])
  })

  test('shows it again on a Busylight that turned off while the computer slept', async () => {
    const stage = await openPage()
    await stage.plug('busylight')
    await stage.show(commandsOf('busylight', red))
    await stage.reports()
    await stage.page.clock.fastForward(60 * 60_000)
    expect(await stage.reports()).toEqual(reportsOf('busylight', red))
    await stage.pass(7000)
    expect((await stage.reports()).map(({ bytes }) => bytes[0])).toEqual([0x8f])
  })

  test('blinks what does not blink by itself: half a second on, half a second off', async () => {
    const stage = await openPage()
    await stage.plug('luxafor')
    await stage.show(commandsOf('luxafor', blinking))
    for (const lamp of [red, off, red, off]) {
      expect(await stage.reports()).toEqual(reportsOf('luxafor', lamp))
      await stage.pass(500)
    }
    await stage.show(commandsOf('luxafor', green))
    expect((await stage.reports()).at(-1)).toEqual(reportsOf('luxafor', green)?.[0])
    await stage.pass(10_000)
    expect(await stage.reports()).toEqual([])
  })

  test('a new light while it blinks is the last one that is sent', async () => {
    const stage = await openPage()
    await stage.plug('blinkstick')
    await stage.show(commandsOf('blinkstick', blinking))
    for (let turn = 0; turn < 8; turn += 1) {
      await stage.show(commandsOf('blinkstick', blinking))
      await Promise.all([stage.pass(500), stage.show(commandsOf('blinkstick', green))])
      expect((await stage.reports()).slice(-2)).toEqual(reportsOf('blinkstick', green))
    }
  })

  test('reports lights that are plugged in and unplugged, and shows the light on one that is back', async () => {
    const stage = await openPage()
    const devices = async () => {
      const all = (await stage.messages()).filter((one) => one.kind === 'devices')
      return all.map((one) => one.devices.map(({ productId }) => productId))
    }
    await stage.plug('luxafor')
    await stage.show(commandsOf('luxafor', blinking))
    await stage.plug('blink1')
    await stage.unplug('luxafor')
    await expect.poll(devices).toEqual([[0xf372], [0xf372, 0x01ed], [0x01ed]])
    await stage.reports()
    await stage.pass(5000)
    expect(await stage.reports()).toEqual([])
    expect((await stage.messages()).filter(({ kind }) => kind === 'failed')).toEqual([])
    await stage.plug('luxafor')
    expect(await stage.show(commandsOf('luxafor', red))).toEqual(['shown'])
    expect(await stage.reports()).toEqual(reportsOf('luxafor', red))
  })

  test('says that a light cannot be opened, and opens it later', async () => {
    const stage = await openPage()
    await stage.plug('luxafor', { opens: false })
    await stage.plug('blink1')
    const commands = commandsFor([{ models: [], lamp: red }])
    expect(await stage.show(commands)).toEqual(['not-opened', 'shown'])
    const [, , , answer] = await stage.messages()
    expect(answer).toMatchObject({ results: [{ detail: 'Failed to open the device.' }, { detail: '' }] })
    await stage.plug('luxafor')
    expect(await stage.show(commands)).toEqual(['shown', 'shown'])
  })

  test('says that a report was not sent, and opens the light anew', async () => {
    const stage = await openPage()
    await stage.plug('luxafor', { fails: true })
    expect(await stage.show(commandsOf('luxafor', red))).toEqual(['not-sent'])
    await stage.plug('luxafor')
    expect(await stage.show(commandsOf('luxafor', red))).toEqual(['shown'])
  })

  test('says once that a report of the blinking was not sent, and stops', async () => {
    const stage = await openPage()
    await stage.plug('luxafor')
    await stage.show(commandsOf('luxafor', blinking))
    await stage.plug('luxafor', { fails: true })
    await stage.pass(5000)
    const failed = async () => (await stage.messages()).filter(({ kind }) => kind === 'failed')
    await expect
      .poll(failed)
      .toEqual([
        { kind: 'failed', vendorId: 0x04d8, productId: 0xf372, detail: 'Failed to write the report.' },
      ])
    await stage.plug('luxafor')
    expect(await stage.show(commandsOf('luxafor', red))).toEqual(['shown'])
  })

  test('a light that no output uses any more is left as it is', async () => {
    const stage = await openPage()
    await stage.plug('luxafor')
    await stage.show(commandsOf('luxafor', blinking))
    await stage.show([])
    await stage.reports()
    await stage.pass(5000)
    expect(await stage.reports()).toEqual([])
  })

  test('an interface that does not take the reports, such as a keyboard, is not opened', async () => {
    const stage = await openPage()
    await stage.plug('blink1')
    const other = commandsOf('luxafor', red).map((command) => ({
      ...command,
      vendorId: 0x27b8,
      productId: 0x01ed,
    }))
    expect(await stage.show(other)).toEqual([])
  })
})
