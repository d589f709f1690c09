import { expect, test } from 'vitest'
import { type Rectangle, windowPosition } from '../../app/desktop/window-position.ts'

const size = { width: 360, height: 480 }
const screen: Rectangle = { x: 0, y: 0, width: 1920, height: 1080 }
const icon = (x: number, y: number): Rectangle => ({ x, y, width: 24, height: 24 })
const below: Rectangle = { x: 0, y: 0, width: 1920, height: 1040 }
const above: Rectangle = { x: 0, y: 25, width: 1920, height: 1055 }

test.each<[string, Rectangle | null, Rectangle, Rectangle, { x: number; y: number }]>([
  ['a taskbar below', icon(1500, 1048), below, screen, { x: 1332, y: 552 }],
  ['at the right edge it stays on the screen', icon(1890, 1048), below, screen, { x: 1552, y: 552 }],
  ['a menu bar above', icon(1500, 0), above, screen, { x: 1332, y: 33 }],
  [
    'a taskbar at the left',
    icon(10, 900),
    { x: 60, y: 0, width: 1860, height: 1080 },
    screen,
    { x: 68, y: 592 },
  ],
  [
    'a taskbar at the right',
    icon(1890, 900),
    { x: 0, y: 0, width: 1860, height: 1080 },
    screen,
    { x: 1492, y: 592 },
  ],
  ['nobody says where the icon is', null, below, screen, { x: 1552, y: 552 }],
  ['nobody says, and the panel is above', null, above, screen, { x: 1552, y: 33 }],
  [
    'on a second screen at the left',
    icon(-300, 1048),
    { x: -1920, y: 0, width: 1920, height: 1040 },
    { x: -1920, y: 0, width: 1920, height: 1080 },
    { x: -468, y: 552 },
  ],
])('%s', (_name, trayIcon, workArea, bounds, position) => {
  expect(windowPosition(size, trayIcon, workArea, bounds)).toEqual(position)
})
