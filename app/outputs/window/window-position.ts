// Where the small window is shown. Pure; all rectangles are in device-independent pixels.
import type { Point, Rectangle, Size } from 'electron'

const GAP = 8

const within = (value: number, least: number, most: number) =>
  Math.round(Math.max(least, Math.min(value, most)))

export const centreOf = ({ x, y, width, height }: Rectangle): Point => ({
  x: Math.round(x + width / 2),
  y: Math.round(y + height / 2),
})

/**
 * Beside the tray icon, if its place is known, on the inner side of its panel. Otherwise in the corner of the work area
 * where trays usually are: top right if the panel is at the top, bottom right if not. Smaller than `size` if the work
 * area is.
 */
export function windowPosition(
  size: Size,
  trayIcon: Rectangle | null,
  workArea: Rectangle,
  screen: Rectangle,
): Rectangle {
  const width = Math.min(size.width, workArea.width - 2 * GAP)
  const height = Math.min(size.height, workArea.height - 2 * GAP)
  const left = workArea.x + GAP
  const top = workArea.y + GAP
  const right = workArea.x + workArea.width - width - GAP
  const bottom = workArea.y + workArea.height - height - GAP
  if (!trayIcon) return { x: right, y: workArea.y > screen.y ? top : bottom, width, height }

  const centre = centreOf(trayIcon)
  const beside = { x: centre.x - width / 2, y: centre.y - height / 2 }
  // A panel that hides itself does not reduce the work area, so the icon's own edge counts too.
  switch (edgeOf(trayIcon, workArea, screen)) {
    case 'left':
      beside.x = Math.max(left, trayIcon.x + trayIcon.width + GAP)
      break
    case 'right':
      beside.x = Math.min(right, trayIcon.x - width - GAP)
      break
    case 'top':
      beside.y = Math.max(top, trayIcon.y + trayIcon.height + GAP)
      break
    case 'bottom':
      beside.y = Math.min(bottom, trayIcon.y - height - GAP)
  }
  return { x: within(beside.x, left, right), y: within(beside.y, top, bottom), width, height }
}

/** The edge of the screen whose panel holds the icon: outside the work area, or else the nearest. */
function edgeOf(
  icon: Rectangle,
  workArea: Rectangle,
  screen: Rectangle,
): 'left' | 'right' | 'top' | 'bottom' {
  if (icon.x + icon.width <= workArea.x) return 'left'
  if (icon.x >= workArea.x + workArea.width) return 'right'
  if (icon.y + icon.height <= workArea.y) return 'top'
  if (icon.y >= workArea.y + workArea.height) return 'bottom'
  const { x, y } = centreOf(icon)
  const upper = y - screen.y
  const lower = screen.y + screen.height - y
  const side = Math.min(x - screen.x, screen.x + screen.width - x)
  if (side < Math.min(upper, lower)) return x - screen.x === side ? 'left' : 'right'
  return upper < lower ? 'top' : 'bottom'
}

export const isSame = (one: Rectangle, other: Rectangle): boolean =>
  one.x === other.x && one.y === other.y && one.width === other.width && one.height === other.height

/** As much of a window's title bar as is needed to drag it. */
const HANDLE = { width: 64, height: 24 }

/** Whether a person can reach a window at this place: its display may have been disconnected. */
export const isWithinReach = (window: Rectangle, workAreas: readonly Rectangle[]): boolean =>
  workAreas.some(
    (area) =>
      Math.min(window.x + window.width, area.x + area.width) - Math.max(window.x, area.x) >= HANDLE.width &&
      window.y >= area.y - HANDLE.height &&
      window.y + HANDLE.height <= area.y + area.height,
  )
