// The application menu. None, so that a hidden menu does not handle Ctrl+R; on macOS one is required, and used to paste.
import { Menu } from 'electron'

export function setAppMenu(platform: NodeJS.Platform): void {
  const menu =
    platform === 'darwin' ? Menu.buildFromTemplate([{ role: 'appMenu' }, { role: 'editMenu' }]) : null
  Menu.setApplicationMenu(menu)
}
