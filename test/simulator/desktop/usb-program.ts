// A program of usb.test.ts: shows lights on the simulator's USB lights through its menu. The tooltip says how that went.
import { join } from 'node:path'
import { app, Menu, protocol, Tray } from 'electron'
import { systemClock } from '../../../app/desktop/system-clock.ts'
import type { Lamp } from '../../../app/model/external-outputs/shown-light.ts'
import { createGuard } from '../../../app/model/guard.ts'
import { OutputError } from '../../../app/outputs/external/output-driver.ts'
import { createUsbDriver } from '../../../app/outputs/external/usb/usb-driver.ts'
import { openUsbPage } from '../../../app/outputs/external/usb/usb-window.ts'
import { registerAppScheme } from '../../../app/outputs/window/app-protocol.ts'

const built = (...names: string[]) => join(import.meta.dirname, '../../../out', ...names)
const complain = (...words: unknown[]) => void process.stderr.write(`${words.join(' ')}\n`)
const log = { info: () => {}, warn: complain, error: complain }
const guard = createGuard(log)
const red: Lamp = { kind: 'on', colour: '#ff0000', brightness: 100, blink: false }

registerAppScheme(protocol)
app.on('window-all-closed', () => {})
app.whenReady().then(() => {
  const tray = new Tray(built('icons', 'app', '256x256.png'))
  const createDriver = createUsbDriver({
    clock: systemClock,
    guard,
    log,
    platform: 'linux',
    openPage: (events) => openUsbPage({ built, devTools: false, guard }, events),
  })
  const create = () =>
    createDriver({
      id: '11111111-2222-4333-8444-555555555555',
      name: 'Desk',
      secrets: {},
      target: { kind: 'usb', models: [] },
      clock: systemClock,
      guard,
      log,
      sendAgain: () => send(last),
      onLost: ({ kind }) => tray.setToolTip(`lost: ${kind}`),
    })
  let last: Lamp = red
  let driver = create()

  function send(lamp: Lamp) {
    last = lamp
    const message = {
      light: 'busy',
      lamp,
      activity: 'Busy',
      name: '',
      since: null,
      outOfOffice: false,
    } as const
    driver.send(message, new AbortController().signal).then(
      () => tray.setToolTip(lamp.kind === 'on' ? `shown: ${lamp.colour}` : 'shown: off'),
      (error: unknown) => tray.setToolTip(error instanceof OutputError ? error.problem.kind : String(error)),
    )
  }
  const entry = (label: string, click: () => void) => ({ label, click })
  tray.setContextMenu(
    Menu.buildFromTemplate([
      entry('Red', () => send(red)),
      entry('Blink', () => send({ ...red, blink: true })),
      entry('Off', () => send({ kind: 'off' })),
      entry('Stop', () => void driver.stop()),
      entry('Start', () => {
        driver = create()
      }),
    ]),
  )
})
