// The check for what draws the icon, on the simulated Linux desktops, with a virtual clock.
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { createGuard } from '../../../app/model/guard.ts'
import { createLightTray } from '../../../app/outputs/tray/tray.ts'
import { type TrayHost, trayHostIn } from '../../../app/outputs/tray/tray-host.ts'
import { createTrayWatch } from '../../../app/outputs/tray/tray-watch.ts'
import { isLinux, type SystemName, systemNames, systemOf } from '../../../simulator/desktop/system.ts'
import { stage } from '../../simulator/stand-in/stage.ts'
import { setElectron } from '../../support/electron-now.ts'
import { createVirtualClock } from '../../support/virtual-clock.ts'

vi.mock('electron', async () => (await import('../../support/electron-now.ts')).electronNow)

const HOUR_MS = 3_600_000
const linux = systemNames.filter(isLinux)
const guard = createGuard({ error: () => {} })

interface Play {
  system: SystemName
  hidden?: boolean
  host?: boolean
  /** The answer, if it is not the true one. */
  answer?: TrayHost
  /** How long an answer takes. */
  answerMs?: number
}

async function play({ system, hidden = true, host = false, answer, answerMs = 0 }: Play) {
  const played = await stage({ system })
  const { desktop } = played
  setElectron(played.electron)
  desktop.trayHost = host
  const { platform } = systemOf(system)
  const clock = createVirtualClock()
  const nothing = () => {}
  const tray = createLightTray({
    iconFolder: join('/', 'none'),
    platform,
    onChoose: nothing,
    onClick: nothing,
    clock,
    guard,
  })
  tray.show({ icon: 'busy', palette: 'teams', taskbar: null, tooltip: 'Busy', menu: [] })
  const events: string[] = []
  let asked = 0
  const watch = createTrayWatch({
    platform,
    clock,
    guard,
    async findHost() {
      asked += 1
      if (answerMs > 0) await new Promise<void>((resolve) => clock.after(answerMs, resolve))
      return answer ?? (desktop.trayHost ? 'present' : 'absent')
    },
    recreateIcon() {
      events.push('recreated')
      tray.recreate()
    },
    onAbsent: () => void events.push('absent'),
    onPresent: () => void events.push('present'),
  })
  onTestFinished(() => {
    watch.stop()
    tray.destroy()
  })
  watch.start(hidden)
  await clock.pass(0)
  return { ...played, clock, watch, events, asked: () => asked }
}

/** A panel that starts after `startsMs` draws the icon within `drawnMs`; it is created again once. */
async function expectDrawn(options: Play, startsMs: number, drawnMs: number) {
  const { desktop, drive, clock, events } = await play(options)
  await clock.pass(startsMs)
  drive.trayHost(true)
  expect(desktop.tray).toBeNull()
  await clock.pass(drawnMs)
  expect(desktop.tray?.tooltip).toBe('Busy')
  await clock.pass(HOUR_MS)
  expect(events).toEqual(['recreated', 'present'])
}

test.each(linux)('on %s a panel that starts within the first half minute draws the icon', async (system) => {
  for (const hidden of [true, false]) {
    for (const afterMs of [1, 2500, 5000, 29_000]) await expectDrawn({ system, hidden }, afterMs, 20_000)
  }
})

test.each(linux)('on %s an icon that was drawn from the beginning is left alone', async (system) => {
  const { drive, clock, watch, events, asked } = await play({ system, host: true })
  drive.trayHost(false)
  await clock.pass(HOUR_MS)
  watch.check()
  await clock.pass(0)
  expect([events, asked()]).toEqual([['present'], 1])
})

test.each(linux)('on %s a panel that starts before the first answer draws the icon', async (system) => {
  for (const hidden of [true, false]) {
    for (const answerMs of [300, 1000, 2999])
      await expectDrawn({ system, hidden, answerMs }, answerMs - 50, 50)
  }
})

test('after an immediate answer an icon that was drawn from the beginning is left alone', async () => {
  const { clock, events } = await play({ system: 'kde', host: true, answerMs: 50 })
  await clock.pass(HOUR_MS)
  expect(events).toEqual(['present'])
})

test('a missing host is reported once, and the checks come to an end', async () => {
  const { drive, clock, watch, events, asked, desktop } = await play({ system: 'gnome-wayland' })
  await clock.pass(29_999)
  expect(events).toEqual([])
  await clock.pass(1)
  expect(events).toEqual(['absent'])
  await clock.pass(10 * HOUR_MS)
  const before = asked()
  await clock.pass(10 * HOUR_MS)
  expect([events, asked()]).toEqual([['absent'], before])
  drive.trayHost(true)
  watch.check()
  await clock.pass(0)
  expect(events).toEqual(['absent', 'recreated', 'present'])
  expect(desktop.tray?.tooltip).toBe('Busy')
})

test.each(linux)(
  'on %s starting the program again within that half minute does not report it sooner',
  async (system) => {
    for (const atMs of [
      [0, 0, 0, 0, 0],
      [100, 200, 300, 400],
      [1000, 2900, 3100, 9000, 9999, 15_000, 29_000],
    ]) {
      const { drive, clock, watch, events, asked } = await play({ system })
      let nowMs = 0
      for (const ms of atMs) {
        await clock.pass(ms - nowMs)
        nowMs = ms
        watch.check()
      }
      await clock.pass(29_999 - nowMs)
      expect([events, asked()]).toEqual([[], 3 + atMs.length])
      await clock.pass(1)
      expect([events, asked()]).toEqual([['absent'], 4 + atMs.length])
      // Nor do the checks end sooner.
      await clock.pass(10 * 60_000)
      drive.trayHost(true)
      await clock.pass(10 * 60_000)
      expect(events).toEqual(['absent', 'recreated', 'present'])
    }
  },
)

test('stopped during a check, there is no other', async () => {
  const { clock, watch, asked } = await play({ system: 'gnome-wayland' })
  watch.check()
  watch.check()
  await clock.pass(0)
  watch.check()
  watch.stop()
  const before = asked()
  await clock.pass(HOUR_MS)
  expect(asked()).toBe(before)
})

test('if the host is unknown, a hidden start creates the icon again a few times, another start never', async () => {
  const hidden = await play({ system: 'kde', answer: 'unknown' })
  await hidden.clock.pass(HOUR_MS)
  expect(hidden.events).toEqual(['recreated', 'recreated', 'recreated'])
  const plain = await play({ system: 'kde', hidden: false, answer: 'unknown' })
  await plain.clock.pass(HOUR_MS)
  expect([plain.events, plain.asked()]).toEqual([[], 1])
})

test.each(['windows', 'macos'] as const)('on %s there is no check', async (system) => {
  const { clock, watch, events, asked } = await play({ system })
  watch.check()
  await clock.pass(HOUR_MS)
  expect([events, asked()]).toEqual([[], 0])
})

const noService =
  'Error: GDBus.Error:org.freedesktop.DBus.Error.ServiceUnknown: The name org.kde.StatusNotifierWatcher was not provided by any .service files\n'
const noOwner =
  'Error: GDBus.Error:org.freedesktop.DBus.Error.NameHasNoOwner: Could not activate remote peer: unit failed\n'
const noBus = 'Error connecting: Cannot autolaunch D-Bus without X11 $DISPLAY\n'

/** Without a StatusNotifierHost there may be XEmbed on X11. */
test.each<[output: string, errors: string, wayland: TrayHost, x11: TrayHost]>([
  ['(<true>,)\n', '', 'present', 'present'],
  ['(<false>,)\n', '', 'absent', 'unknown'],
  ['', noService, 'absent', 'unknown'],
  ['', noOwner, 'absent', 'unknown'],
  ['', noBus, 'unknown', 'unknown'],
  ['', '', 'unknown', 'unknown'],
])('%j and %j', (output, errors, wayland, x11) => {
  const withoutXEmbed = [
    { WAYLAND_DISPLAY: 'wayland-0' },
    { XDG_CURRENT_DESKTOP: 'ubuntu:GNOME' },
    { XDG_CURRENT_DESKTOP: 'Pantheon' },
  ]
  for (const env of withoutXEmbed) expect(trayHostIn(output, errors, env)).toBe(wayland)
  for (const env of [{}, { XDG_CURRENT_DESKTOP: 'i3' }, { XDG_CURRENT_DESKTOP: 'XFCE' }])
    expect(trayHostIn(output, errors, env)).toBe(x11)
})
