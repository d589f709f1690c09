// screen: one display with a panel along its lower edge.
import { EventEmitter } from 'node:events'
import type { Display } from 'electron'
import { loud } from './loud.ts'

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

export function createScreen() {
  const display: Pick<Display, Used> = {
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
  return loud(
    'screen',
    Object.assign(new EventEmitter(), {
      getPrimaryDisplay: () => display,
      getDisplayNearestPoint: () => display,
      getDisplayMatching: () => display,
      getAllDisplays: () => [display],
      getCursorScreenPoint: () => ({ x: trayBounds.x, y: trayBounds.y }),
    }),
  )
}
