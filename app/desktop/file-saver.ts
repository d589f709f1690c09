// Saves a text as a file that the user chooses, completely or not at all. One dialog at a time.

import { join } from 'node:path'
import { app, BrowserWindow, dialog } from 'electron'
import { notSavedWords } from '../../words/disk-words.ts'
import type { Words } from '../../words/words.ts'
import type { Clock } from '../model/timing/clock.ts'
import { createRateLimiter, OPEN_RATE } from '../model/timing/rate-limiter.ts'
import type { SaveFile } from '../services/history/history.ts'
import { writeWholeNow } from '../storage/whole-file.ts'

/** `whileOpen` keeps the window open during the dialog. */
export function createFileSaver(
  clock: Pick<Clock, 'monotonicMs'>,
  wordsNow: () => Words,
  whileOpen: <Answer>(dialog: Promise<Answer>) => Promise<Answer>,
): SaveFile {
  const mayAskMore = createRateLimiter(OPEN_RATE, clock.monotonicMs)
  let saving: ReturnType<SaveFile> | null = null

  function ask(suggestedName: string) {
    const options: Electron.SaveDialogOptions = {
      defaultPath: join(app.getPath('downloads'), suggestedName),
      // macOS and Windows always ask before replacing a file; GTK only with this property.
      properties: ['createDirectory', 'showOverwriteConfirmation'],
    }
    const [parent] = BrowserWindow.getAllWindows().filter((window) => window.isVisible())
    return parent ? dialog.showSaveDialog(parent, options) : dialog.showSaveDialog(options)
  }

  const save: SaveFile = async (suggestedName, text) => {
    if (!mayAskMore()) throw new Error(wordsNow().t('window.tooOften'))
    // The dialog opens after whileOpen has been called, as the window may lose the focus at once.
    const dialogOpen = Promise.resolve().then(() => ask(suggestedName))
    const { canceled, filePath: path } = await whileOpen(dialogOpen)
    if (canceled) return null
    try {
      writeWholeNow(path, text)
    } catch (error) {
      throw new Error(notSavedWords(error, path, wordsNow()))
    }
    return { path }
  }

  return (suggestedName, text) => {
    saving ??= save(suggestedName, text).finally(() => {
      saving = null
    })
    return saving
  }
}
