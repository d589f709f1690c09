// The tray: draws a TrayView. On Linux everything works through the context menu alone.
import { Menu, type MenuItemConstructorOptions, nativeImage, nativeTheme, Tray } from 'electron'
import type { Guard } from '../../model/guard.ts'
import type { MenuChoice } from '../../services/commands.ts'
import type { MenuEntry } from './menu-entry.ts'
import { panelOf, trayIconPath } from './tray-icon.ts'
import type { TrayView } from './tray-view.ts'

export interface TrayParts {
  iconFolder: string
  platform: NodeJS.Platform
  onChoose: (choice: MenuChoice) => void | Promise<void>
  /** The icon itself was clicked, where that does not open the menu. */
  onClick: () => void | Promise<void>
  guard: Guard
}

export interface LightTray {
  show(view: TrayView): void
  /** Makes the icon anew, as Linux asks for whoever draws it only then (tray_icon_linux.cc). */
  renew(): void
  /** Where the icon is on the screen, in device-independent pixels; null where the system does not say. */
  bounds(): Electron.Rectangle | null
  destroy(): void
}

export function createLightTray({ iconFolder, platform, onClick, guard, ...parts }: TrayParts): LightTray {
  const onChoose = guard('What was chosen in the menu', parts.onChoose)
  let wanted: TrayView | null = null
  let shownPath = ''
  /** As they were last given to the system; null: not yet. */
  let shownTooltip: string | null = null
  let shownMenu: string | null = null
  let isMenuOpen = false
  let tray: Tray | null = null

  function begin(path: string): Tray {
    const made = new Tray(nativeImage.createFromPath(path))
    // On Linux a click depends on the panel, where Open stands in the menu too (Tray, "click"). On macOS it opens the
    // menu, and a window that came with it would close that again.
    if (platform === 'darwin') return made
    made.on(
      'click',
      guard('A click on the icon', () => onClick()),
    )
    // Windows tells the second press of two as this alone (notify_icon_host.cc), after it has taken the window's focus.
    made.on('double-click', () => onChoose('open'))
    return made
  }

  function draw({ icon: light, palette }: TrayView): Tray {
    const path = trayIconPath(iconFolder, { light, palette, panel: panelOf(platform, nativeTheme) }, platform)
    if (tray && path !== shownPath) tray.setImage(nativeImage.createFromPath(path))
    shownPath = path
    tray ??= begin(path)
    return tray
  }
  const redraw = guard('Drawing the icon anew', () => wanted && draw(wanted))
  nativeTheme.on('updated', redraw)

  /** Tooltip and menu in one step: on Linux either rebuilds the menu, which takes an open one from under the pointer. */
  function write(tray: Tray, { tooltip, menu }: TrayView) {
    // When Explorer starts anew, Windows has the icon back, but without its tooltip (notify_icon.cc, ResetIcon).
    if (platform === 'win32' || tooltip !== shownTooltip) tray.setToolTip(tooltip)
    shownTooltip = tooltip
    // A menu item cannot be changed in place on Linux: the whole menu is set again, and only when it says other things.
    const menuNow = JSON.stringify(menu)
    if (menuNow !== shownMenu) tray.setContextMenu(build(menu))
    shownMenu = menuNow
  }

  const writeLater = guard('The menu after it was open', () => {
    if (tray && wanted && !isMenuOpen) write(tray, wanted)
  })

  function build(entries: MenuEntry[]): Menu {
    const menu = Menu.buildFromTemplate(entries.map((entry) => itemOf(entry, onChoose)))
    // macOS closes an open menu that is replaced. The event comes before the click that closed it is told, by the old menu
    // (electron_menu_controller.mm, menuDidClose); it comes with a closed submenu too, and then the menu may still close.
    if (platform === 'darwin') {
      menu.on('menu-will-show', () => {
        isMenuOpen = true
      })
      menu.on('menu-will-close', () => {
        isMenuOpen = false
        setImmediate(writeLater)
      })
    }
    return menu
  }

  function show(view: TrayView) {
    const tray = draw(view)
    wanted = view
    if (!isMenuOpen) write(tray, view)
  }

  return {
    show,
    renew() {
      if (!wanted) return
      // First the old one: nobody draws it, and for a moment there would be two if somebody did.
      tray?.destroy()
      tray = null
      shownTooltip = null
      shownMenu = null
      show(wanted)
    },
    bounds() {
      // Linux has no getBounds: StatusNotifierItem does not tell (Tray, "getBounds"). Zeros elsewhere mean a hidden icon.
      const bounds = platform === 'linux' ? null : tray?.getBounds()
      return bounds && bounds.width > 0 ? bounds : null
    },
    destroy() {
      nativeTheme.off('updated', redraw)
      tray?.destroy()
      tray = null
    },
  }
}

function itemOf(entry: MenuEntry, onChoose: (choice: MenuChoice) => void): MenuItemConstructorOptions {
  switch (entry.kind) {
    case 'separator':
      return { type: 'separator' }
    case 'line':
      return { id: entry.id, label: literal(entry.label), enabled: false }
    case 'submenu':
      return {
        id: entry.id,
        label: literal(entry.label),
        submenu: entry.entries.map((inner) => itemOf(inner, onChoose)),
      }
    case 'choice':
      return {
        id: entry.id,
        label: literal(entry.label),
        enabled: entry.enabled,
        click: () => onChoose(entry.choice),
      }
    case 'switch':
      return {
        id: entry.id,
        label: literal(entry.label),
        type: 'checkbox',
        checked: entry.on,
        click: () => onChoose(entry.choice),
      }
    default:
      return entry satisfies never
  }
}

/** A single "&" would mark the next letter as a keyboard shortcut; Graph's words may hold one. */
const literal = (label: string): string => label.replaceAll('&', '&&')
