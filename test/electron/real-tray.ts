// Records the real tray icon, which Electron draws, on the desktop.
import type { Menu, NativeImage, Tray } from 'electron'
import type { Desktop, TrayOnDesktop } from '../../simulator/desktop/desktop.ts'
import { iconName, readImageFile } from '../../simulator/electron/image-file.ts'
import { entriesOf } from '../../simulator/electron/menu/menu.ts'

/** `pathOf` returns the file of an image. */
export function watchTray(
  tray: Tray,
  first: NativeImage | string,
  desktop: Desktop,
  pathOf: (image: NativeImage) => string,
): void {
  const { setImage, setToolTip, setTitle, setContextMenu, destroy } = tray
  let menu: Menu | null = null

  function picture(image: NativeImage | string) {
    const path = typeof image === 'string' ? image : pathOf(image)
    return { icon: iconName(path), images: readImageFile(path) }
  }
  const onDesktop: TrayOnDesktop = {
    ...picture(first),
    tooltip: '',
    title: '',
    menu: () => (menu ? entriesOf(menu) : []),
    click: () => void tray.emit('click', {}, tray.getBounds(), { x: 0, y: 0 }),
    doubleClick: () => {
      onDesktop.click()
      tray.emit('double-click', {}, tray.getBounds())
    },
    openMenu: null,
    showMenu: () => tray.popUpContextMenu(),
    // Only a person can.
    crossSubmenu() {},
    closeMenu: () => tray.closeContextMenu(),
  }
  function write(change: Partial<TrayOnDesktop>) {
    Object.assign(onDesktop, change)
    desktop.changed()
  }

  tray.setImage = (image) => {
    Reflect.apply(setImage, tray, [image])
    write(picture(image))
  }
  tray.setToolTip = (tooltip) => {
    Reflect.apply(setToolTip, tray, [tooltip])
    write({ tooltip })
  }
  tray.setTitle = (title, options) => {
    Reflect.apply(setTitle, tray, [title, options])
    write({ title })
  }
  tray.setContextMenu = (given) => {
    Reflect.apply(setContextMenu, tray, [given])
    menu = given
    write({})
  }
  tray.destroy = () => {
    Reflect.apply(destroy, tray, [])
    if (desktop.tray === onDesktop) desktop.tray = null
    desktop.changed()
  }
  desktop.tray = onDesktop
  desktop.changed()
}
