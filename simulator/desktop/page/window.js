// One of the app's windows: a title bar and a frame with its page. A hidden window keeps its page.
import { element, symbol } from './elements.js'

const CROSS = 'M4.5 4.5l7 7m0-7-7 7'
const LINE = 'M4 8.5h8'
const EDGE = 8

/** Scales a position on the simulated work area to the page's real size. Distances to the edges keep their proportion. */
function scaledPosition(position, size, simulated, real) {
  const space = Math.max(0, real - size)
  const share = simulated > size ? position / (simulated - size) : 0
  return Math.round(Math.max(0, Math.min(share * space, space)))
}

/** Whether this element drags the window (docs: "Custom Window Interactions", app-region). */
function isTitleBar(place) {
  for (let part = place; part; part = part.parentElement) {
    const region = getComputedStyle(part).getPropertyValue('app-region')
    if (region === 'drag' || region === 'no-drag') return region === 'drag'
  }
  return false
}

export function createWindow(place, { id, onAct, onMessage }) {
  const title = element('h2')
  const button = (label, className, path, action) =>
    element(
      'button',
      { type: 'button', class: className, 'aria-label': label, title: label, onclick: () => onAct(action) },
      symbol(path),
    )
  const bar = element(
    'div',
    { class: 'title-bar' },
    title,
    button('Minimize', 'minimize', LINE, 'minimize'),
    button('Close', 'close', CROSS, 'close'),
  )
  const frame = element('iframe', { title: 'Window' })
  const box = element('section', { class: 'window', onpointerdown: () => onAct('focus') }, bar, frame)
  place.append(box)

  let at = null
  let focused = false
  let url = ''
  let moved = null
  let bounds = ''
  let sentZone = null
  let sentHidDevices = null

  frame.addEventListener('load', () => {
    const page = frame.contentDocument
    if (page?.title) title.textContent = page.title
    frame.contentWindow.addEventListener('focus', () => onAct('focus'))
    frame.contentDocument.addEventListener('pointerdown', (event) => {
      if (isTitleBar(event.target)) follow(event, event.target)
    })
  })
  window.addEventListener('message', (event) => {
    if (
      event.source === frame.contentWindow &&
      event.origin === location.origin &&
      event.data?.window === id
    ) {
      onMessage(event.data)
    }
  })

  bar.addEventListener('pointerdown', (event) => {
    if (!event.target.closest('button')) follow(event, bar)
  })

  /** Moves the window with the pointer that went down on `handle`, here or in the page. */
  function follow(event, handle) {
    handle.setPointerCapture(event.pointerId)
    const start = { x: event.screenX - box.offsetLeft, y: event.screenY - box.offsetTop }
    const drag = (to) => {
      moved = { x: to.screenX - start.x, y: to.screenY - start.y }
      layOut()
    }
    handle.addEventListener('pointermove', drag)
    handle.addEventListener('lostpointercapture', () => handle.removeEventListener('pointermove', drag), {
      once: true,
    })
  }

  function layOut() {
    const real = place.getBoundingClientRect()
    const width = Math.min(at.width, real.width - EDGE)
    const height = Math.min(at.height, real.height - EDGE)
    const x = moved?.x ?? scaledPosition(at.x, width, at.workArea.width, real.width)
    const y = moved?.y ?? scaledPosition(at.y, height, at.workArea.height, real.height)
    Object.assign(box.style, {
      width: `${width}px`,
      height: `${height}px`,
      left: `${Math.max(0, Math.min(x, real.width - width))}px`,
      top: `${Math.max(0, Math.min(y, real.height - height))}px`,
    })
  }
  window.addEventListener('resize', () => at && layOut())

  return {
    draw(drawn, { pagesDark, workArea, timeZone }) {
      // A page that loads later starts with this zone.
      if (timeZone !== sentZone)
        frame.contentWindow?.postMessage({ kind: 'time-zone', timeZone }, location.origin)
      sentZone = timeZone
      const hidDevices = JSON.stringify(drawn.hidDevices)
      if (hidDevices !== sentHidDevices)
        frame.contentWindow?.postMessage({ kind: 'hid-devices', devices: drawn.hidDevices }, location.origin)
      sentHidDevices = hidDevices
      if (!title.textContent) title.textContent = drawn.title
      box.setAttribute('aria-label', drawn.title)
      bar.hidden = !drawn.frame
      box.toggleAttribute('data-hidden', !drawn.visible)
      const gotFocus = drawn.focused && !focused
      focused = drawn.focused
      box.toggleAttribute('data-focused', focused)
      box.toggleAttribute('data-dark', pagesDark)
      // A page's prefers-color-scheme is the colour scheme of its frame.
      frame.style.colorScheme = pagesDark ? 'dark' : 'light'
      frame.style.backgroundColor = drawn.background
      const nextBounds = [drawn.x, drawn.y, drawn.width, drawn.height].join()
      if (nextBounds !== bounds) moved = null
      bounds = nextBounds
      at = { ...drawn, workArea }
      layOut()
      if (drawn.framePath !== null && drawn.url !== url) {
        url = drawn.url
        frame.src = drawn.framePath
      }
      // Keyboard input goes to the focused window.
      if (gotFocus) frame.contentWindow.focus()
    },
    /** Moves left of `area` (viewport pixels) if the window overlaps it. */
    moveAsideOf(area) {
      const mine = box.getBoundingClientRect()
      const apart = mine.right <= area.left || mine.left >= area.right || mine.bottom <= area.top
      const x = area.left - mine.width - EDGE * 2
      if (apart || x < 0) return
      moved = { x, y: mine.top }
      layOut()
    },
    blur() {
      if (focused) onAct('blur')
    },
    post: (message) => frame.contentWindow?.postMessage(message, location.origin),
    remove: () => box.remove(),
  }
}
