// The window has its initial size or that of the person's last resize, whatever displays and systems do.

import type { Rectangle } from 'electron'
import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { createGuard } from '../../../app/model/guard.ts'
import { defaultSettings } from '../../../app/model/settings.ts'
import { firstState } from '../../../app/model/state.ts'
import { createLightWindow } from '../../../app/outputs/window/window.ts'
import { type SystemName, systemNames, systemOf } from '../../../simulator/desktop/system.ts'
import type { DisplayOptions } from '../../../simulator/electron/window/screen.ts'
import { standIn, turn } from '../../simulator/electron-behaviours/stand-in.ts'
import { createAccountStore } from '../../support/account-store.ts'
import { setElectron } from '../../support/electron-now.ts'
import { createVirtualClock } from '../../support/virtual-clock.ts'
// Loaded by the first window; imported here so that no test waits for it.
import '../../../app/outputs/window/window-frame.ts'

vi.mock('electron', async () => (await import('../../support/electron-now.ts')).electronNow)

const GAP = 8
const RUNS = 60
const STEPS = 20

/** An event. Numbers select a display, modulo their count. */
type Act =
  | { kind: 'show'; at: number }
  | { kind: 'hide' }
  | { kind: 'drag'; to: number }
  | { kind: 'resize'; by: { width: number; height: number } }
  | { kind: 'answer'; by: { width: number; height: number } }
  | { kind: 'unplug'; which: number }
  | { kind: 'rescale'; which: number; scale: number }
  | { kind: 'release' }

const scale = fc.constantFrom(1, 1.25, 1.5, 1.75, 2, 2.5, 3)
const change = fc.integer({ min: -12, max: 24 }).map((steps) => steps * 8)
const changes = fc.record({ width: change, height: change })
const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('show' as const), at: fc.nat(2) }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('hide' as const) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('drag' as const), to: fc.nat(2) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('resize' as const), by: changes }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('answer' as const), by: changes }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('unplug' as const), which: fc.nat(2) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('rescale' as const), which: fc.nat(2), scale }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('release' as const) }) },
)

/** Side by side, each with a panel. Some are smaller than the window should be. */
const displays = fc
  .array(
    fc.record({
      width: fc.integer({ min: 700, max: 2560 }),
      height: fc.integer({ min: 430, max: 1600 }),
      panel: fc.integer({ min: 0, max: 50 }),
      isBelow: fc.boolean(),
      scale,
    }),
    { minLength: 1, maxLength: 3 },
  )
  .map((all) => {
    let left = 0
    return all.map(({ width, height, panel, isBelow, scale: scaleFactor }, index): DisplayOptions => {
      const bounds = { x: left, y: 0, width, height }
      left += width
      const workArea = { ...bounds, y: isBelow ? 0 : panel, height: height - panel }
      return { id: index + 1, bounds, workArea, scaleFactor }
    })
  })

async function play(system: SystemName, plugged: readonly DisplayOptions[], acts: readonly Act[]) {
  const simulated = standIn({ system, isChosen: true })
  setElectron(simulated)
  const { desktop, drive, BrowserWindow } = simulated
  let there = [...plugged]
  const plug = () => drive.displays(there as [DisplayOptions, ...DisplayOptions[]])
  const chosen = (at: number) => there[at % there.length] as DisplayOptions
  plug()
  let icon: Rectangle | null = null
  const clock = createVirtualClock()
  const log = { error: (...words: unknown[]) => expect(words).toEqual([]) }
  const store = createAccountStore({
    ...firstState('0.1.0', { ...defaultSettings }, 'en'),
    session: { kind: 'demo', pretending: null },
  })
  const window = createLightWindow({
    store,
    clock,
    log,
    guard: createGuard(log),
    devTools: false,
    onVisibility: () => {},
    built: (...names) => `/${names.join('/')}`,
    platform: systemOf(system).platform,
    trayBounds: () => icon,
  })
  const shown = () => desktop.windows[0]
  const bounds = () => shown()?.bounds() ?? { x: 0, y: 0, width: 0, height: 0 }
  const isVisible = () => shown()?.visible() ?? false

  // What is expected.
  let wanted = { width: 360, height: 480 }
  let asked = wanted
  let answered = wanted
  const placed = () => {
    asked = wanted
    const { width, height } = bounds()
    answered = { width, height }
  }

  async function happen(one: Act) {
    switch (one.kind) {
      case 'show': {
        if (isVisible()) return
        const { workArea } = chosen(one.at)
        icon = { x: workArea.x + 300, y: workArea.y + workArea.height - 30, width: 24, height: 24 }
        window.show()
        // The first window has to be created before it is shown.
        await expect.poll(() => desktop.windows.length, { interval: 1 }).toBe(1)
        window.show()
        const now = bounds()
        expect({ width: now.width, height: now.height }).toEqual({
          width: Math.min(wanted.width, workArea.width - 2 * GAP),
          height: Math.min(wanted.height, workArea.height - 2 * GAP),
        })
        // On Wayland its place is not known.
        if (!systemOf(system).wayland) expect(isWithin(now, workArea)).toBe(true)
        return placed()
      }
      case 'hide':
        return window.hide()
      case 'drag': {
        if (!isVisible()) return
        const { x, y } = chosen(one.to).workArea
        return shown()?.drag({ x: x + 40, y: y + 10 })
      }
      case 'resize': {
        if (!isVisible()) return
        const before = bounds()
        shown()?.drag({ width: before.width + one.by.width, height: before.height + one.by.height })
        const now = bounds()
        const side = (name: 'width' | 'height') => (now[name] === answered[name] ? asked[name] : now[name])
        if (one.by.width || one.by.height) wanted = { width: side('width'), height: side('height') }
        return
      }
      case 'answer': {
        // As a tiling compositor does just after the window was shown.
        if (isVisible() || systemOf(system).platform !== 'linux' || desktop.windows.length === 0) return
        window.show()
        placed()
        const { width, height } = bounds()
        BrowserWindow.getAllWindows()[0]?.setSize(width + one.by.width, height + one.by.height)
        answered = { width: bounds().width, height: bounds().height }
        return
      }
      case 'unplug':
        if (there.length === 1) return
        there = there.filter((display) => display !== chosen(one.which))
        icon = null
        plug()
        // It may have been placed again.
        return placed()
      case 'rescale': {
        const target = chosen(one.which)
        there = there.map((display) =>
          display === target ? { ...display, scaleFactor: one.scale } : display,
        )
        plug()
        return placed()
      }
      case 'release':
        window.hide()
        await turn()
        return clock.pass(10 * 60_000)
    }
  }
  for (const one of acts) {
    await happen(one)
    await turn()
    await clock.pass(5000)
  }
}

const isWithin = (inner: Rectangle, outer: Rectangle) =>
  inner.x >= outer.x &&
  inner.y >= outer.y &&
  inner.x + inner.width <= outer.x + outer.width &&
  inner.y + inner.height <= outer.y + outer.height

test.each(systemNames)(
  `%s: on any displays, whatever happens (${RUNS} × up to ${STEPS} steps)`,
  async (system) => {
    await fc.assert(
      fc.asyncProperty(displays, fc.array(act, { minLength: 1, maxLength: STEPS }), (plugged, acts) =>
        play(system, plugged, acts),
      ),
      { numRuns: RUNS },
    )
  },
)

test('placed on a display of another scale it has the same size as before (Windows)', async () => {
  const area = { x: 0, y: 0, width: 1000, height: 900 }
  const away = { ...area, x: 1000 }
  const plugged: DisplayOptions[] = [
    { id: 1, bounds: area, workArea: area, scaleFactor: 1.5 },
    { id: 2, bounds: away, workArea: away, scaleFactor: 1 },
  ]
  await play('windows', plugged, [
    { kind: 'show', at: 0 },
    { kind: 'hide' },
    { kind: 'show', at: 1 },
    { kind: 'hide' },
    { kind: 'show', at: 0 },
  ])
})

test('a side that a small display made shorter is restored on a larger one', async () => {
  const small = { x: 0, y: 0, width: 1000, height: 400 }
  const large = { x: 1000, y: 0, width: 1000, height: 900 }
  const plugged: DisplayOptions[] = [
    { id: 1, bounds: small, workArea: small, scaleFactor: 1 },
    { id: 2, bounds: large, workArea: large, scaleFactor: 1 },
  ]
  for (const system of systemNames) {
    await play(system, plugged, [
      { kind: 'show', at: 0 },
      { kind: 'resize', by: { width: 80, height: 0 } },
      { kind: 'hide' },
      { kind: 'show', at: 1 },
    ])
  }
})
