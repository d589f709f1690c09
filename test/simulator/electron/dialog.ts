// dialog: an error box is said where whoever started the simulator reads; where to save is answered by the desktop.
import type { BaseWindow, Dialog, SaveDialogOptions, SaveDialogReturnValue } from 'electron'
import type { Desktop } from '../desktop.ts'
import { loud } from './loud.ts'

export function createDialog(desktop: Desktop) {
  function showSaveDialog(window: BaseWindow, options: SaveDialogOptions): Promise<SaveDialogReturnValue>
  function showSaveDialog(options: SaveDialogOptions): Promise<SaveDialogReturnValue>
  async function showSaveDialog(...given: [BaseWindow, SaveDialogOptions] | [SaveDialogOptions]) {
    const [window, options] = given.length === 2 ? given : [null, given[0]]
    // The dialog has the focus while it is open.
    window?.blur()
    const path = desktop.savePath === undefined ? options.defaultPath : desktop.savePath
    await new Promise(setImmediate)
    window?.focus()
    return path ? { canceled: false, filePath: path } : { canceled: true, filePath: '' }
  }

  return loud('dialog', {
    showErrorBox(title, content) {
      const beside = desktop.tray ? 'beside the tray icon' : 'beside no tray icon'
      process.stderr.write(`${title}: ${content} (${beside})\n`)
    },
    showSaveDialog,
  } satisfies Pick<Dialog, 'showErrorBox' | 'showSaveDialog'>)
}
