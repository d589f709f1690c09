// Quitting: it waits for the parts that stop, a limited time, on Electron's order of events (the stand-in).
import { expect, test } from 'vitest'
import { handleLifecycle } from '../../app/desktop/lifecycle.ts'
import { createGuard } from '../../app/model/guard.ts'
import type { SystemName } from '../../simulator/desktop/system.ts'
import { noted, standIn, turn } from '../simulator/electron-behaviours/stand-in.ts'
import { createVirtualClock } from '../support/virtual-clock.ts'

type Stop = () => void | Promise<void>

function start(stops: Stop[], system?: SystemName) {
  const clock = createVirtualClock()
  const electron = standIn({ system })
  const { app, powerMonitor, ended } = electron
  const shown: string[] = []
  let secondStart = () => {}
  handleLifecycle(app, {
    instance: {
      onSecondInstance(listener) {
        secondStart = listener
      },
    },
    window: { show: () => void shown.push('window'), allowClose() {} },
    tray: { checkHost() {} },
    restart() {
      app.relaunch({ execPath: '/opt/tally-light', args: [] })
      app.quit()
    },
    stops,
    powerMonitor,
    clock,
    guard: createGuard({ error() {} }),
  })
  return { clock, electron, app, powerMonitor, ended, shown, secondStart: () => secondStart() }
}

/** The program calls quit() again in a later turn of the event loop than the one in which its parts have stopped. */
const goOn = async () => {
  for (let turns = 0; turns < 3; turns += 1) await turn()
}

const later = (clock: ReturnType<typeof createVirtualClock>, ms: number) => () =>
  new Promise<void>((resolve) => void clock.after(ms, resolve))

test('each part is stopped once and at once, and the program ends when the last one has stopped', async () => {
  const stopped: string[] = []
  const stops: Stop[] = [() => void stopped.push('first'), () => void stopped.push('last')]
  const { clock, app, ended } = start(stops)
  stops.push(later(clock, 1500))
  app.quit()
  expect(stopped).toEqual(['first', 'last'])
  await goOn()
  app.quit()
  await goOn()
  await clock.pass(1400)
  app.quit()
  await goOn()
  expect([stopped, ended]).toEqual([['first', 'last'], []])
  await clock.pass(200)
  await goOn()
  expect([stopped, ended]).toEqual([['first', 'last'], [0]])
})

test.each<[string, Stop]>([
  ['never stops', () => new Promise(() => {})],
  ['rejects', () => Promise.reject(new Error('no device'))],
  [
    'throws',
    () => {
      throw new Error('no device')
    },
  ],
])('a part that %s does not keep the program from ending', async (_name, stop) => {
  const { clock, app, ended } = start([stop])
  app.quit()
  await goOn()
  await clock.pass(2500)
  expect(ended).toEqual([0])
})

test('a restart that was asked for follows', async () => {
  const { electron, app, ended } = start([])
  app.relaunch({ execPath: '/opt/tally-light', args: [] })
  app.quit()
  await goOn()
  expect([ended, electron.desktop.relaunches.length]).toEqual([[0], 1])
})

test('a second start while the parts stop starts the program again, and shows no window of the ending one', async () => {
  const stops: Stop[] = []
  const { clock, electron, app, ended, shown, secondStart } = start(stops)
  stops.push(later(clock, 1500))
  secondStart()
  expect(shown).toEqual(['window'])
  app.quit()
  await goOn()
  secondStart()
  await goOn()
  expect([ended, shown]).toEqual([[], ['window']])
  await clock.pass(1600)
  await goOn()
  expect([ended, electron.desktop.relaunches.length]).toEqual([[0], 1])
})

test('a second start while a window that hangs keeps the program from ending starts it again', async () => {
  const { electron, app, ended, shown, secondStart } = start([])
  new electron.BrowserWindow({ show: false })
  electron.desktop.windows[0]?.crash('hang')
  app.quit()
  await goOn()
  secondStart()
  expect([ended, shown]).toEqual([[], []])
  await expect.poll(() => ended, { interval: 10 }).toEqual([0])
  expect(electron.desktop.relaunches.length).toBe(1)
})

test('a shutdown waits until the parts have stopped', async () => {
  const stops: Stop[] = []
  const { clock, electron, ended } = start(stops)
  stops.push(later(clock, 1500))
  const heard = noted(electron.app, 'before-quit', 'quit')
  electron.drive.shutDown()
  await goOn()
  expect([heard, ended]).toEqual([['before-quit'], []])
  await clock.pass(1600)
  await goOn()
  expect([heard.at(-1), ended]).toEqual(['quit', [0]])
})

test('Windows ends the program when its windows have heard of the end of the session: the parts have stopped by then', () => {
  const stopped: string[] = []
  const { electron, ended } = start([() => void stopped.push(`part ${ended.length}`)], 'windows')
  new electron.BrowserWindow({ show: false })
  electron.drive.shutDown()
  expect([stopped, ended]).toEqual([['part 0'], [0]])
})

test.each<[string, number, string[]]>([
  [
    'without asking, as the display server or the session bus of Linux has ended: they stop at once',
    0,
    ['part'],
  ],
  ['after an error: the state may be inconsistent', 1, []],
])('the parts when Electron ends the program %s', (_name, exitCode, expected) => {
  const stopped: string[] = []
  const { app, ended } = start([() => void stopped.push('part')])
  app.exit(exitCode)
  expect([stopped, ended]).toEqual([expected, [exitCode]])
})
