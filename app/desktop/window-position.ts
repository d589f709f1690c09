// Where the small window pops up. Pure: rectangles in, a corner out, all in device-independent pixels.

export interface Rectangle {
  x: number
  y: number
  width: number
  height: number
}

const GAP = 8

/**
 * Beside the tray icon where the system says where that is, on the side of it that has the room; else in the corner
 * of the work area where trays usually are: top right where the panel is at the top, bottom right otherwise.
 */
export function windowPosition(
  size: { width: number; height: number },
  trayIcon: Rectangle | null,
  workArea: Rectangle,
  screen: Rectangle,
): { x: number; y: number } {
  const right = workArea.x + workArea.width - size.width - GAP
  const bottom = workArea.y + workArea.height - size.height - GAP
  const within = (value: number, least: number, most: number) =>
    Math.round(Math.max(least, Math.min(value, most)))
  if (!trayIcon || trayIcon.width === 0) {
    return { x: right, y: workArea.y > screen.y ? workArea.y + GAP : bottom }
  }
  const centred = {
    x: trayIcon.x + trayIcon.width / 2 - size.width / 2,
    y: trayIcon.y + trayIcon.height / 2 - size.height / 2,
  }
  const beside =
    trayIcon.x + trayIcon.width <= workArea.x
      ? { x: workArea.x + GAP, y: centred.y }
      : trayIcon.x >= workArea.x + workArea.width
        ? { x: right, y: centred.y }
        : { x: centred.x, y: trayIcon.y < screen.y + screen.height / 2 ? workArea.y + GAP : bottom }
  return { x: within(beside.x, workArea.x + GAP, right), y: within(beside.y, workArea.y + GAP, bottom) }
}
