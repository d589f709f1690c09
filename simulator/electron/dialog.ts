// dialog: error boxes go to standard error; the desktop's state answers save dialogs.
import type { BaseWindow, Dialog, SaveDialogOptions, SaveDialogReturnValue } from 'electron'
import type { Desktop } from '../desktop/desktop.ts'
import { strictMembers } from './strict-members.ts'

/** The text options of a dialog, with their names in error messages (lib/browser/api/dialog.ts). */
const words = [
  ['title', 'Title'],
  ['buttonLabel', 'Button label'],
  ['defaultPath', 'Default path'],
  ['message', 'Message'],
  ['nameFieldLabel', 'Name field label'],
] as const

export function createDialog(desktop: Desktop, isReady: () => boolean = () => true) {
  function showSaveDialog(window: BaseWindow, options: SaveDialogOptions): Promise<SaveDialogReturnValue>
  function showSaveDialog(options: SaveDialogOptions): Promise<SaveDialogReturnValue>
  function showSaveDialog(...given: [BaseWindow, SaveDialogOptions] | [SaveDialogOptions]) {
    const [window, options] = given.length === 2 ? given : [null, given[0]]
    if (!isReady()) throw new Error('dialog module can only be used after app is ready')
    for (const [name, called] of words) {
      if (typeof (options[name] ?? '') !== 'string') throw new TypeError(`${called} must be a string`)
    }
    return askWhere(window, options)
  }

  async function askWhere(window: BaseWindow | null, options: SaveDialogOptions) {
    // The dialog has the focus while it is open.
    window?.blur()
    const path = desktop.savePath === undefined ? options.defaultPath : desktop.savePath
    await new Promise(setImmediate)
    window?.focus()
    return path ? { canceled: false, filePath: path } : { canceled: true, filePath: '' }
  }

  return strictMembers('dialog', {
    showErrorBox(title, content) {
      const beside = desktop.tray ? 'beside the tray icon' : 'beside no tray icon'
      process.stderr.write(`${title}: ${content} (${beside})\n`)
    },
    showSaveDialog,
  } satisfies Pick<Dialog, 'showErrorBox' | 'showSaveDialog'>)
}
