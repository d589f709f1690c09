// screen: one display with a panel at its lower edge, until other displays are connected.
import { EventEmitter } from 'node:events'
import type { Display, Point, Rectangle } from 'electron'
import { createEvent } from '../electron-event.ts'
import { strictMembers } from '../strict-members.ts'

export const screenSize = { width: 1440, height: 900 } as const
const PANEL_HEIGHT = 48

/** The bounds of the tray icon in the panel. */
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

/** The display without the panel. */
export const workArea = {
  x: 0,
  y: 0,
  width: screenSize.width,
  height: screenSize.height - PANEL_HEIGHT,
} as const

type SimulatedDisplay = Pick<Display, Used>
/** The properties of a connected display; the others are those of the first display. */
export type DisplayOptions = Pick<Display, 'id' | 'bounds' | 'workArea' | 'scaleFactor'>

export type SimulatedScreen = ReturnType<typeof createScreen>['screen']

/**
 * On Wayland the pointer is known only within the app's windows, which count as being at the origin; otherwise it is a point
 * outside all of them (Chromium: wayland_screen.cc, GetCursorScreenPoint).
 */
export function createScreen(wayland: boolean) {
  const first: SimulatedDisplay = {
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
  let displays: readonly SimulatedDisplay[] = [first]
  const nearest = (point: Point) =>
    displays.reduce((best, one) => (distance(point, one.bounds) < distance(point, best.bounds) ? one : best))
  const emitter = new EventEmitter()

  /** Replaces the connected displays; the first is the primary one. */
  function plug(plugged: readonly [DisplayOptions, ...DisplayOptions[]]) {
    const before = displays
    displays = plugged.map((display) => ({
      ...first,
      ...display,
      size: { width: display.bounds.width, height: display.bounds.height },
      workAreaSize: { width: display.workArea.width, height: display.workArea.height },
    }))
    const isThere = (among: readonly SimulatedDisplay[], { id }: SimulatedDisplay) =>
      among.some((one) => one.id === id)
    for (const gone of before.filter((one) => !isThere(displays, one)))
      emitter.emit('display-removed', createEvent({}), gone)
    for (const one of displays) {
      if (!isThere(before, one)) emitter.emit('display-added', createEvent({}), one)
      else
        emitter.emit('display-metrics-changed', createEvent({}), one, ['bounds', 'workArea', 'scaleFactor'])
    }
  }

  const screen = strictMembers(
    'screen',
    Object.assign(emitter, {
      getPrimaryDisplay: () => displays[0] ?? first,
      getDisplayNearestPoint: nearest,
      getDisplayMatching: ({ x, y, width, height }: Rectangle) =>
        nearest({ x: x + width / 2, y: y + height / 2 }),
      getAllDisplays: () => [...displays],
      getCursorScreenPoint: () =>
        wayland
          ? { x: screenSize.width + 10, y: screenSize.height + 10 }
          : { x: trayBounds.x, y: trayBounds.y },
    }),
  )
  return { screen, plug }
}

const distance = ({ x, y }: Point, bounds: Rectangle) =>
  Math.hypot(
    Math.max(bounds.x - x, 0, x - (bounds.x + bounds.width - 1)),
    Math.max(bounds.y - y, 0, y - (bounds.y + bounds.height - 1)),
  )
