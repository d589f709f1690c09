// The application's menu: none, so that no hidden one answers to Ctrl+R. macOS has one always, and needs it to paste.
import { Menu } from 'electron'

export function setAppMenu(platform: NodeJS.Platform): void {
  const menu =
    platform === 'darwin' ? Menu.buildFromTemplate([{ role: 'appMenu' }, { role: 'editMenu' }]) : null
  Menu.setApplicationMenu(menu)
}
