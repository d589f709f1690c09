// The driver of the USB lights and its built page in the simulator, with the desktop in a real Chromium.
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { sharedChromium } from '../../support/browser/chromium.ts'
import { bundleForNode } from '../../support/bundle-for-node.ts'
import { fixtureApp, startSimulator } from '../start-simulator.ts'

async function begin() {
  const folder = await fixtureApp("import './usb-program.cjs'")
  await bundleForNode([join(import.meta.dirname, 'usb-program.ts')], folder, 'cjs')
  const simulated = await startSimulator(folder)
  const context = await (await sharedChromium()).newContext()
  onTestFinished(() => context.close())
  const page = await context.newPage()
  await page.goto(simulated.url)
  return {
    ...simulated,
    choose: (label: string) => simulated.post('menu', { path: [label] }),
    says: (tooltip: string) => simulated.until(({ tray }) => tray?.tooltip === tooltip),
    colours: async () =>
      (await simulated.desktop()).usbLights.map(({ model, colour }) => `${model} ${colour}`),
  }
}

test('USB lights of the simulated computer show the light, are plugged in and out, and go off', async () => {
  const { post, until, choose, says, colours, desktop } = await begin()
  await choose('Red')
  await says('output-usb-none')
  await post('usb', { model: 'luxafor', plugged: true })
  await says('shown: #ff0000')
  await until(({ usbLights }) => usbLights[0]?.colour === '#ff0000')
  expect((await desktop()).usbLights[0]?.reports).toEqual(['output 0: 01 ff ff 00 00 00 00 00'])
  // No window is shown, and none is the window of the program.
  expect((await desktop()).window).toBeNull()

  await post('usb', { model: 'blink1', plugged: true })
  await until(({ usbLights }) => usbLights.every(({ colour }) => colour === '#ff0000'))
  await post('usb', { model: 'luxafor', plugged: false })
  await post('usb', { model: 'blink1', plugged: false })
  // Lost, or not found by the message that follows the first unplugging.
  await until(({ tray }) => tray?.tooltip.endsWith('output-usb-none') === true)
  await post('usb', { model: 'busylight', plugged: true })
  await says('shown: #ff0000')
  await until(({ usbLights }) => usbLights[0]?.colour === '#ff0000')

  await post('usb', { model: 'blynclight', plugged: true, opens: false })
  await says('output-usb-not-allowed')
  await post('usb', { model: 'blynclight', plugged: true })
  await choose('Blink')
  await until(({ usbLights }) => usbLights.length === 2 && usbLights.every(({ blinks }) => blinks))
  await choose('Off')
  await says('shown: off')
  await expect.poll(colours).toEqual(['busylight #000000', 'blynclight #000000'])
})

test('the page is closed with the driver and opened with the next one', async () => {
  const { post, until, choose, says, stderr } = await begin()
  await post('usb', { model: 'muteme', plugged: true })
  await choose('Red')
  await says('shown: #ff0000')
  await until(({ usbLights }) => usbLights[0]?.colour === '#ff0000')
  await choose('Stop')
  await choose('Start')
  await choose('Off')
  await says('shown: off')
  await until(({ usbLights }) => usbLights[0]?.colour === '#000000')
  expect(stderr()).toBe('')
})
