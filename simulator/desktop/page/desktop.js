// The desktop page: draws the simulator's state and sends the user's actions to it.
import { element, symbol } from './elements.js'
import { createMenu } from './menu.js'
import { listen, post, postMessageOf } from './server.js'
import { createTray } from './tray.js'
import { createWindow } from './window.js'

const find = (id) => document.getElementById(id)
const query = new URLSearchParams(location.search)
const CROSS = 'M4.5 4.5l7 7m0-7-7 7'
const SECOND = 1000
/** How long a successful visit stays on the screen. */
const VISIT_SHOWN_MS = 6 * SECOND

document.documentElement.dataset.panel = query.get('panel') === 'light' ? 'light' : 'dark'

let page = ''
let openMenuAtStart = query.get('menu') === 'open'
const windows = new Map()
const endedAt = new Map()

const menuButton = find('menu-button')
const menu = createMenu(find('menu'), {
  onChoose: (path) => post('menu', { path }),
  onToggle: (shown) => {
    menuButton.setAttribute('aria-expanded', String(shown))
    find('tray').toggleAttribute('data-menu-open', shown)
  },
})
const tray = createTray(find('tray'), {
  onClick: () => post('tray-click'),
  onMenu: () => menu.show(menuButton),
})
menuButton.addEventListener('click', (event) => {
  if (menu.isShown()) return menu.hide()
  menu.show(menuButton)
  // `detail` is 0 for a click by keyboard: move the focus into the menu.
  if (event.detail === 0) menu.focus()
})
document.addEventListener('pointerdown', (event) => {
  if (!event.target.closest('#menu, #menu-button, .icon')) menu.hide()
})
// A press outside the windows blurs the focused one, before the pressed element gets its click.
document.addEventListener('pointerdown', (event) => {
  if (!event.target.closest('.window')) for (const shown of windows.values()) shown.blur()
})
window.addEventListener('blur', () => menu.hide())
document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') menu.hide()
})

function drawWindows(drawn) {
  for (const [id, shown] of windows) {
    if (drawn.windows.some((one) => one.id === id)) continue
    shown.remove()
    windows.delete(id)
  }
  for (const one of drawn.windows) {
    const { id } = one
    const shown =
      windows.get(id) ??
      createWindow(find('windows'), {
        id,
        onAct: (action) => post('window', { id, action }),
        onMessage: (message) => postMessageOf(page, message),
      })
    windows.set(id, shown)
    shown.draw(one, drawn)
  }
  find('tasks').replaceChildren(
    ...drawn.windows
      .filter((one) => one.minimized)
      .map(({ id, title }) =>
        element(
          'button',
          { class: 'task', type: 'button', onclick: () => post('window', { id, action: 'restore' }) },
          title,
        ),
      ),
  )
}

const dismissal = (label, onclick) =>
  element('button', { class: 'dismiss', type: 'button', 'aria-label': label, onclick }, symbol(CROSS))

function toast({ title, body, index }) {
  const act = (action) => post('notification', { index, action })
  return element(
    'article',
    { class: 'toast' },
    element(
      'button',
      { class: 'open', type: 'button', onclick: () => act('click') },
      element('strong', {}, title),
    ),
    element('p', {}, body),
    dismissal('Dismiss', () => act('close')),
  )
}

const outcomeWords = {
  'waiting for a person': 'The app asks your browser to open a page',
  'under way': 'The simulated browser is opening a page',
  done: 'The simulated browser is done',
  failed: 'The simulated browser gave up',
}

function visitCard({ url, link, outcome, detail }) {
  const { host } = new URL(url)
  const waiting = outcome === 'waiting for a person'
  return element(
    'article',
    { class: 'toast', 'data-visit': outcome },
    element('strong', {}, outcomeWords[outcome]),
    waiting
      ? element(
          'p',
          {},
          element('a', { href: link, target: '_blank', rel: 'noreferrer' }, `Open ${host || url}`),
        )
      : element('p', {}, detail || host),
  )
}

function drawVisits(visits) {
  const now = Date.now()
  const current = visits.at(-1)
  if (current && current.outcome === 'done' && !endedAt.has(visits.length)) {
    endedAt.set(visits.length, now)
    setTimeout(() => drawVisits(visits), VISIT_SHOWN_MS)
  }
  const over = now - (endedAt.get(visits.length) ?? now) >= VISIT_SHOWN_MS
  find('visits').replaceChildren(...(current && !over ? [visitCard(current)] : []))
}

function drawClock() {
  const now = new Date()
  find('clock').dateTime = now.toISOString()
  find('time').textContent = now.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })
  find('date').textContent = now.toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
  })
}
drawClock()
setInterval(drawClock, SECOND)

listen({
  onPage: (name) => {
    // The stream reconnected: the server sees a new page, so this page and its windows reload.
    if (page !== '') location.reload()
    page = name
  },
  onDesktop: (drawn) => {
    tray.draw(drawn)
    menuButton.hidden = drawn.tray === null
    menu.draw(drawn.menu)
    drawWindows(drawn)
    find('toasts').replaceChildren(...drawn.toasts.map(toast))
    drawVisits(drawn.visits)
    find('offline').hidden = drawn.online
    if (openMenuAtStart && drawn.tray) {
      openMenuAtStart = false
      menu.show(menuButton)
      // Opened by `?menu=open`, for a picture that shows both the window and the menu.
      for (const shown of windows.values()) shown.moveAsideOf(menu.bounds())
    }
  },
  onToWindow: (id, message) => windows.get(id)?.post(message),
  onGone: () => {
    find('about').textContent = 'The app has quit'
    tray.draw({ tray: null, trayImages: [] })
    menuButton.hidden = true
    menu.hide()
    drawWindows({ windows: [] })
  },
})
