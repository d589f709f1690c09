// The tray icon in the panel, its tooltip and its accessible name.
import { element } from './elements.js'

const EDGE = 24

/** The smallest image that need not be enlarged at this screen's density. */
function sharpest(images) {
  const wanted = EDGE * window.devicePixelRatio
  const bySize = images.toSorted((a, b) => a.width - b.width)
  return (bySize.find(({ width }) => width >= wanted) ?? bySize.at(-1))?.url ?? ''
}

/** Draws into `place`. Reuses its elements, so that a hover is not lost. */
export function createTray(place, { onClick, onMenu }) {
  const picture = element('img', { alt: '' })
  const button = element(
    'button',
    {
      class: 'icon',
      type: 'button',
      onclick: onClick,
      oncontextmenu: (event) => {
        event.preventDefault()
        onMenu()
      },
    },
    picture,
  )
  const tooltip = element('span', { class: 'tooltip', role: 'tooltip' })
  const title = element('span', { class: 'tray-title' })
  place.append(button, tooltip, title)

  return {
    draw({ tray, trayImages }) {
      place.hidden = tray === null
      if (!tray) return
      const url = sharpest(trayImages)
      if (picture.src !== url) picture.src = url
      button.dataset.icon = tray.icon
      button.setAttribute('aria-label', tray.tooltip || 'Tray icon')
      tooltip.textContent = tray.tooltip
      tooltip.hidden = tray.tooltip === ''
      title.textContent = tray.title
      title.hidden = tray.title === ''
    },
  }
}
