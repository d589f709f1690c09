// Runs a write of the user's data; an error of the disk becomes a text for the user.

import { notKeptWords } from '../../words/disk-words.ts'
import type { Words } from '../../words/words.ts'
import type { Log } from '../model/log.ts'

/** Rejects with a text for the user if `write` throws or rejects. */
export type Save = (write: () => void | Promise<void>) => Promise<void>

export const createSave =
  (wordsNow: () => Words, log: Pick<Log, 'warn'>): Save =>
  async (write) => {
    try {
      await write()
    } catch (error) {
      log.warn('Not kept', error)
      throw new Error(notKeptWords(error, wordsNow()))
    }
  }
