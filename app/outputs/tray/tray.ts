// Draws a TrayView as Electron's Tray. On Linux everything works through the context menu alone.
import { Menu, type MenuItemConstructorOptions, nativeImage, nativeTheme, Tray } from 'electron'
import type { Guard } from '../../model/guard.ts'
import type { Clock } from '../../model/timing/clock.ts'
import type { MenuChoice } from '../../services/menu-commands.ts'
import type { MenuEntry } from './menu-entry.ts'
import { createOpenMenu } from './open-menu.ts'
import { panelOf, trayIconPath } from './tray-icon.ts'
import type { TrayView } from './tray-view.ts'

export interface TrayParts {
  /** Where the built icons are. */
  iconFolder: string
  platform: NodeJS.Platform
  onChoose: (choice: MenuChoice) => void | Promise<void>
  /** A click on the icon, where that does not open the menu. */
  onClick: () => void | Promise<void>
  clock: Pick<Clock, 'after'>
  guard: Guard
}

export function createLightTray({ iconFolder, platform, onClick, clock, guard, ...parts }: TrayParts) {
  const onChoose = guard('A choice in the menu', parts.onChoose)
  // Written later: the close is emitted before the click that caused it, which needs the old menu.
  const openMenu = createOpenMenu({ clock, guard, onClosed: () => setImmediate(writeWanted) })
  const onEntry = guard('A choice in the menu', ({ kind, choice }: ClickableEntry) => {
    // Electron changes the check mark before `click` (lib/browser/api/menu-item.ts), whatever comes of the choice.
    if (kind === 'switch') shownMenu = null
    openMenu.close()
    return parts.onChoose(choice)
  })
  let wanted: TrayView | null = null
  let shownPath = ''
  /** As last passed to the system; null: not yet. */
  let shownTooltip: string | null = null
  let shownMenu: string | null = null
  let tray: Tray | null = null

  function create(path: string): Tray {
    const made = new Tray(nativeImage.createFromPath(path))
    // On Linux it depends on the panel whether a click is emitted; the menu has Open too (Tray, "click"). On macOS a click
    // opens the menu, and a window shown at the same time would close it again.
    if (platform === 'darwin') {
      // Emitted before the menu opens (tray_icon_cocoa.mm, mouseDown), so that it opens as it should be.
      const pressed = guard('A press of the icon', () => {
        openMenu.close()
        writeWanted()
      })
      made.on('mouse-down', pressed)
      return made
    }
    made.on(
      'click',
      guard('A click on the icon', () => onClick()),
    )
    // Windows emits only this for the second press (notify_icon_host.cc), after the window has lost the focus.
    made.on('double-click', () => onChoose('open'))
    return made
  }

  function draw({ icon: light, palette, taskbar }: TrayView): Tray {
    const panel = panelOf(platform, taskbar, nativeTheme)
    const path = trayIconPath(iconFolder, { light, palette, panel }, platform)
    if (tray && path !== shownPath) tray.setImage(nativeImage.createFromPath(path))
    shownPath = path
    tray ??= create(path)
    return tray
  }
  const redraw = guard('Redrawing the icon', () => wanted && draw(wanted))
  nativeTheme.on('updated', redraw)

  /**
   * Tooltip and menu in one step: on Linux each of them rebuilds the menu, which closes an open one. On macOS only another
   * menu closes it.
   */
  function write(tray: Tray, { tooltip, menu }: TrayView) {
    // After a restart of Explorer, Windows restores the icon without its tooltip (notify_icon.cc, ResetIcon).
    if (platform === 'win32') tray.setToolTip(withoutAccessKeys(tooltip))
    else if (tooltip !== shownTooltip) tray.setToolTip(tooltip)
    shownTooltip = tooltip
    if (openMenu.isOpen()) return
    // On Linux a menu item cannot be changed in place: the whole menu is set again, but only if it has changed.
    const menuNow = JSON.stringify(menu)
    if (menuNow !== shownMenu) tray.setContextMenu(build(menu))
    shownMenu = menuNow
  }

  const writeWanted = guard('The menu after it was closed', () => {
    if (tray && wanted) write(tray, wanted)
  })

  function build(entries: MenuEntry[]): Menu {
    const menu = Menu.buildFromTemplate(entries.map((entry) => itemOf(entry, onEntry)))
    if (platform === 'darwin') openMenu.watch(menu)
    return menu
  }

  function show(view: TrayView) {
    const tray = draw(view)
    wanted = view
    write(tray, view)
  }

  return {
    show,
    /** Creates the icon again: Linux looks for what draws it only then (tray_icon_linux.cc). */
    recreate() {
      if (!wanted) return
      // The old one first: otherwise there would be two icons for a moment.
      tray?.destroy()
      tray = null
      shownTooltip = null
      shownMenu = null
      show(wanted)
    },
    /** Where the icon is on the screen, in device-independent pixels; null if the system does not tell. */
    bounds() {
      // Not on Linux (Tray, "getBounds"). On the other systems zeros mean a hidden icon.
      const bounds = platform === 'linux' ? null : tray?.getBounds()
      return bounds && bounds.width > 0 ? bounds : null
    },
    destroy() {
      nativeTheme.off('updated', redraw)
      openMenu.stop()
      tray?.destroy()
      tray = null
    },
  }
}

type ClickableEntry = Extract<MenuEntry, { choice: MenuChoice }>

function itemOf(entry: MenuEntry, onEntry: (entry: ClickableEntry) => void): MenuItemConstructorOptions {
  if (entry.kind === 'separator') return { type: 'separator' }
  const item = { id: entry.id, label: literal(entry.label) }
  switch (entry.kind) {
    case 'line':
      return { ...item, enabled: false }
    case 'submenu':
      return { ...item, submenu: entry.entries.map((inner) => itemOf(inner, onEntry)) }
    case 'choice':
      return { ...item, enabled: entry.enabled, click: () => onEntry(entry) }
    case 'switch':
      return { ...item, type: 'checkbox', checked: entry.on, click: () => onEntry(entry) }
    default:
      return entry satisfies never
  }
}

/** Windows drops each "&" of a tooltip (electron#14373). "&&&" would show one, but three in its settings (electron#14894). */
const withoutAccessKeys = (tooltip: string): string => tooltip.replaceAll('&', '＆')

/** A single "&" would mark the next letter as an access key; text from Graph may contain one. */
const literal = (label: string) => label.replaceAll('&', '&&')
