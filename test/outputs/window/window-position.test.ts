import type { Rectangle } from 'electron'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isWithinReach, windowPosition } from '../../../app/outputs/window/window-position.ts'

const size = { width: 360, height: 480 }
const rectangle = (x: number, y: number, width: number, height: number): Rectangle => ({
  x,
  y,
  width,
  height,
})
const screen = rectangle(0, 0, 1920, 1080)
const icon = (x: number, y: number): Rectangle => rectangle(x, y, 24, 24)
const below = rectangle(0, 0, 1920, 1040)
const above = rectangle(0, 25, 1920, 1055)

const cases: [string, Rectangle | null, Rectangle, Rectangle, { x: number; y: number }][] = [
  ['a taskbar below', icon(1500, 1048), below, screen, { x: 1332, y: 552 }],
  ['at the right edge it stays on the screen', icon(1890, 1048), below, screen, { x: 1552, y: 552 }],
  ['a menu bar above', icon(1500, 0), above, screen, { x: 1332, y: 33 }],
  ['a taskbar at the left', icon(10, 900), rectangle(60, 0, 1860, 1080), screen, { x: 68, y: 592 }],
  ['a taskbar at the right', icon(1890, 900), rectangle(0, 0, 1860, 1080), screen, { x: 1492, y: 592 }],
  ['a taskbar below that hides itself', icon(1500, 1048), screen, screen, { x: 1332, y: 560 }],
  ['a taskbar above that hides itself', icon(1500, 8), screen, screen, { x: 1332, y: 40 }],
  ['a taskbar at the left that hides itself', icon(10, 900), screen, screen, { x: 42, y: 592 }],
  ['a taskbar at the right that hides itself', icon(1890, 900), screen, screen, { x: 1522, y: 592 }],
  ['an icon in the overflow of the taskbar', icon(1600, 980), below, screen, { x: 1432, y: 492 }],
  ['a panel that leaves a gap above itself', icon(1500, 1030), below, screen, { x: 1332, y: 542 }],
  ['an unknown place of the icon', null, below, screen, { x: 1552, y: 552 }],
  ['an unknown place of the icon, with the panel above', null, above, screen, { x: 1552, y: 33 }],
  [
    'a second screen at the left',
    icon(-300, 1048),
    rectangle(-1920, 0, 1920, 1040),
    rectangle(-1920, 0, 1920, 1080),
    { x: -468, y: 552 },
  ],
  [
    'a second screen above, its menu bar too',
    icon(500, -1440),
    rectangle(-320, -1415, 2560, 1415),
    rectangle(-320, -1440, 2560, 1440),
    { x: 332, y: -1407 },
  ],
  [
    'a laptop at 150 %: 1280 × 720 points, a taskbar of 40',
    rectangle(1093.3, 688, 16, 24),
    rectangle(0, 0, 1280, 680),
    rectangle(0, 0, 1280, 720),
    { x: 912, y: 192 },
  ],
]

describe('where it is shown', () => {
  test.each(cases)('%s', (_name, trayIcon, workArea, bounds, position) => {
    expect(windowPosition(size, trayIcon, workArea, bounds)).toEqual({ ...position, ...size })
  })

  test('on a smaller screen it shrinks to fit', () => {
    const small = rectangle(0, 0, 800, 440)
    const place = windowPosition(size, icon(700, 448), small, rectangle(0, 0, 800, 480))
    expect(place).toEqual({ x: 432, y: 8, width: 360, height: 424 })
  })

  test('it is always whole and within the work area', () => {
    const panel = fc.integer({ min: 0, max: 80 })
    const place = fc.integer({ min: -5000, max: 5000 })
    fc.assert(
      fc.property(
        fc.record({
          x: place,
          y: place,
          width: fc.integer({ min: 640, max: 5120 }),
          height: fc.integer({ min: 480, max: 2880 }),
        }),
        fc.record({ left: panel, top: panel, right: panel, bottom: panel }),
        fc.option(fc.record({ x: place, y: place, width: fc.constant(24), height: fc.constant(24) }), {
          nil: null,
        }),
        (bounds, inset, trayIcon) => {
          const area = rectangle(
            bounds.x + inset.left,
            bounds.y + inset.top,
            bounds.width - inset.left - inset.right,
            bounds.height - inset.top - inset.bottom,
          )
          const { x, y, width, height } = windowPosition(size, trayIcon, area, bounds)
          expect(x).toBeGreaterThanOrEqual(area.x)
          expect(y).toBeGreaterThanOrEqual(area.y)
          expect(x + width).toBeLessThanOrEqual(area.x + area.width)
          expect(y + height).toBeLessThanOrEqual(area.y + area.height)
          for (const value of [x, y, width, height]) expect(Number.isInteger(value)).toBe(true)
        },
      ),
    )
  })
})

test.each<[string, Rectangle, Rectangle[], boolean]>([
  ['on the screen', rectangle(100, 100, 360, 480), [below], true],
  ['half off at the right', rectangle(1800, 100, 360, 480), [below], true],
  ['a narrow strip at the right', rectangle(1900, 100, 360, 480), [below], false],
  ['its title bar above the screen', rectangle(100, -60, 360, 480), [below], false],
  ['its title bar under the taskbar', rectangle(100, 1030, 360, 480), [below], false],
  ['on the second screen', rectangle(2000, 100, 360, 480), [below, rectangle(1920, 0, 1920, 1080)], true],
  ['on a disconnected screen', rectangle(2000, 100, 360, 480), [below], false],
])('within reach: %s', (_name, window, workAreas, reached) => {
  expect(isWithinReach(window, workAreas)).toBe(reached)
})
