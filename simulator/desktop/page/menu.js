// The tray icon's menu, for mouse, touch and keyboard. Submenus open beside it, or over it if there is no space.
import { element, symbol } from './elements.js'

const GAP = 8
const ARROW = 'M6 3.5 10.5 8 6 12.5'
/** The entries that can be checked, with their marks. */
const kinds = {
  checkbox: { role: 'menuitemcheckbox', mark: 'M3.5 8.5l3 3 6-7' },
  radio: { role: 'menuitemradio', mark: 'M8 6.6a1.4 1.4 0 1 1 0 2.8 1.4 1.4 0 0 1 0-2.8z' },
}

/** `onChoose` gets the path of labels or ids. */
export function createMenu(layer, { onChoose, onToggle }) {
  let entries = []
  let shown = false
  let anchor = null
  let open = []

  function choose(path) {
    hide()
    onChoose(path)
  }

  function item(entry, path, depth) {
    if (entry.type === 'separator') return element('li', { role: 'separator' })
    const { role, mark = '' } = kinds[entry.type] ?? { role: 'menuitem' }
    const here = [...path, entry.id ?? entry.label]
    const expand = () => {
      closeBelow(depth)
      button.setAttribute('aria-expanded', 'true')
      openLevel(entry.submenu, here, depth + 1, button)
    }
    const button = element(
      'button',
      {
        type: 'button',
        tabindex: '-1',
        role,
        'aria-checked': mark ? String(entry.checked) : null,
        'aria-disabled': entry.enabled ? null : 'true',
        'aria-haspopup': entry.submenu ? 'menu' : null,
        'aria-expanded': entry.submenu ? 'false' : null,
        onclick: () => {
          if (!entry.enabled) return
          if (entry.submenu) expand()
          else choose(here)
        },
        onpointerenter: (event) => {
          if (event.pointerType === 'touch') return
          closeBelow(depth)
          button.focus({ preventScroll: true })
          if (entry.submenu && entry.enabled) expand()
        },
        onkeydown: (event) => {
          if (event.key !== 'ArrowRight' || !entry.submenu || !entry.enabled) return
          expand()
          focusFirst(open.at(-1))
        },
      },
      symbol(entry.checked ? mark : '', 'mark'),
      element('span', { class: 'label' }, entry.label),
      ...(entry.submenu ? [symbol(ARROW, 'mark')] : []),
    )
    return element('li', { role: 'none' }, button)
  }

  const buttonsOf = (list) => [...list.querySelectorAll('button')]
  const focusFirst = (list) => buttonsOf(list)[0]?.focus()

  function closeBelow(depth) {
    while (open.length > depth + 1) open.pop().remove()
    const list = open[depth]
    for (const button of list?.querySelectorAll('[aria-expanded="true"]') ?? []) {
      button.setAttribute('aria-expanded', 'false')
    }
  }

  function openLevel(items, path, depth, from) {
    const list = element(
      'ul',
      {
        class: 'menu',
        role: 'menu',
        onkeydown: (event) => move(event, list, depth, from),
      },
      ...items.map((entry) => item(entry, path, depth)),
    )
    layer.append(list)
    open.push(list)
    place(list, from, depth)
  }

  function place(list, from, depth) {
    const { width, height } = list.getBoundingClientRect()
    const around = from.getBoundingClientRect()
    const beside = around.right + width + GAP <= innerWidth ? around.right + 2 : around.left - width - 2
    const x = depth === 0 ? around.right - width : beside
    const y = depth === 0 ? around.top - height - GAP : around.bottom - height + 6
    list.style.left = `${Math.max(GAP, Math.min(x, innerWidth - width - GAP))}px`
    list.style.top = `${Math.max(GAP, Math.min(y, innerHeight - height - GAP))}px`
  }

  function move(event, list, depth, from) {
    const buttons = buttonsOf(list)
    const at = buttons.indexOf(document.activeElement)
    if (at === -1) return
    const targets = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }
    if (event.key in targets) buttons.at(targets[event.key] % buttons.length)?.focus()
    else if (event.key === 'Escape' && depth === 0) hide()
    else if ((event.key === 'ArrowLeft' || event.key === 'Escape') && depth > 0) {
      closeBelow(depth - 1)
      from.focus()
    } else if (event.key !== 'Tab') return
    event.preventDefault()
    event.stopPropagation()
  }

  /** Redraws the menu and restores the focus if its entry still exists. */
  function redraw() {
    const focused = document.activeElement?.closest('.menu') ? document.activeElement.textContent : null
    for (const list of open) list.remove()
    open = []
    openLevel(entries, [], 0, anchor)
    if (focused !== null)
      buttonsOf(open[0])
        .find((button) => button.textContent === focused)
        ?.focus()
  }

  function show(from) {
    anchor = from
    shown = true
    layer.hidden = false
    redraw()
    onToggle(true)
  }

  function hide() {
    if (!shown) return
    for (const list of open) list.remove()
    open = []
    shown = false
    layer.hidden = true
    onToggle(false)
  }

  return {
    show,
    hide,
    isShown: () => shown,
    /** Its rectangle in the viewport, without submenus. */
    bounds: () => open[0].getBoundingClientRect(),
    /** Moves the keyboard focus into the menu. */
    focus: () => focusFirst(open[0]),
    draw(next) {
      const changed = JSON.stringify(next) !== JSON.stringify(entries)
      entries = next
      if (changed && shown) redraw()
    },
  }
}
