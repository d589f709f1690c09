// screen: one display with a panel along its lower edge, until others are plugged in.
import { EventEmitter } from 'node:events'
import type { Display, Point, Rectangle } from 'electron'
import { loud } from '../loud.ts'
import { preventable } from '../preventable.ts'

export const screenSize = { width: 1440, height: 900 } as const
const PANEL_HEIGHT = 48

/** Where the panel draws the tray icon. */
export const trayBounds = { x: 1304, y: 864, width: 24, height: 24 } as const

type Used =
  | 'id'
  | 'label'
  | 'bounds'
  | 'workArea'
  | 'size'
  | 'workAreaSize'
  | 'scaleFactor'
  | 'rotation'
  | 'internal'
  | 'accelerometerSupport'
  | 'colorDepth'
  | 'colorSpace'
  | 'depthPerComponent'
  | 'detected'
  | 'displayFrequency'
  | 'maximumCursorSize'
  | 'monochrome'
  | 'nativeOrigin'
  | 'touchSupport'

/** The screen without the panel. */
export const workArea = {
  x: 0,
  y: 0,
  width: screenSize.width,
  height: screenSize.height - PANEL_HEIGHT,
} as const

type PlayedDisplay = Pick<Display, Used>
/** What is said of a display that is plugged in; the rest is as of the first. */
export type Plugged = Pick<Display, 'id' | 'bounds' | 'workArea' | 'scaleFactor'>

export type PlayedScreen = ReturnType<typeof createScreen>['screen']

export function createScreen() {
  const first: PlayedDisplay = {
    id: 1,
    label: 'Simulated display',
    bounds: { x: 0, y: 0, ...screenSize },
    workArea: { ...workArea },
    size: { ...screenSize },
    workAreaSize: { width: workArea.width, height: workArea.height },
    scaleFactor: 1,
    rotation: 0,
    internal: true,
    accelerometerSupport: 'unknown',
    colorDepth: 24,
    colorSpace: '{primaries:BT709, transfer:SRGB, matrix:RGB, range:FULL}',
    depthPerComponent: 8,
    detected: true,
    displayFrequency: 60,
    maximumCursorSize: { width: 0, height: 0 },
    monochrome: false,
    nativeOrigin: { x: 0, y: 0 },
    touchSupport: 'unknown',
  }
  let displays: readonly PlayedDisplay[] = [first]
  const nearest = (point: Point) =>
    displays.reduce((best, one) => (distance(point, one.bounds) < distance(point, best.bounds) ? one : best))
  const emitter = new EventEmitter()

  /** These displays are there from now on, the first being the primary one. */
  function plug(plugged: readonly [Plugged, ...Plugged[]]) {
    const before = displays
    displays = plugged.map((display) => ({
      ...first,
      ...display,
      size: { width: display.bounds.width, height: display.bounds.height },
      workAreaSize: { width: display.workArea.width, height: display.workArea.height },
    }))
    const isThere = (among: readonly PlayedDisplay[], { id }: PlayedDisplay) =>
      among.some((one) => one.id === id)
    for (const gone of before.filter((one) => !isThere(displays, one)))
      emitter.emit('display-removed', preventable({}), gone)
    for (const one of displays) {
      if (!isThere(before, one)) emitter.emit('display-added', preventable({}), one)
      else
        emitter.emit('display-metrics-changed', preventable({}), one, ['bounds', 'workArea', 'scaleFactor'])
    }
  }

  const screen = loud(
    'screen',
    Object.assign(emitter, {
      getPrimaryDisplay: () => displays[0] ?? first,
      getDisplayNearestPoint: nearest,
      getDisplayMatching: ({ x, y, width, height }: Rectangle) =>
        nearest({ x: x + width / 2, y: y + height / 2 }),
      getAllDisplays: () => [...displays],
      getCursorScreenPoint: () => ({ x: trayBounds.x, y: trayBounds.y }),
    }),
  )
  return { screen, plug }
}

const distance = ({ x, y }: Point, bounds: Rectangle): number =>
  Math.hypot(
    Math.max(bounds.x - x, 0, x - (bounds.x + bounds.width - 1)),
    Math.max(bounds.y - y, 0, y - (bounds.y + bounds.height - 1)),
  )
