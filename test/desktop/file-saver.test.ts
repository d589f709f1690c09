// The save dialog: one at a time, and at a limited rate.
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { createFileSaver } from '../../app/desktop/file-saver.ts'
import type { SaveFile } from '../../app/services/history/history.ts'
import { wordsIn } from '../../words/words.ts'
import { setElectron } from '../support/electron-now.ts'
import { createVirtualClock, type VirtualClock } from '../support/virtual-clock.ts'

interface Chosen {
  canceled: boolean
  filePath: string
}
const electron = vi.hoisted(() => ({ answers: [] as ((chosen: Chosen) => void)[] }))
vi.mock('electron', async () => (await import('../support/electron-now.ts')).electronNow)
setElectron({
  app: { getPath: () => '/downloads' },
  BrowserWindow: { getAllWindows: () => [] },
  dialog: { showSaveDialog: () => new Promise<Chosen>((resolve) => electron.answers.push(resolve)) },
})

const words = wordsIn('en')
let clock: VirtualClock
let save: SaveFile

beforeEach(() => {
  electron.answers.length = 0
  clock = createVirtualClock()
  save = createFileSaver(
    clock,
    () => words,
    (dialog) => dialog,
  )
})

const opened = async () => {
  await clock.pass(0)
  return electron.answers.length
}

test('60 at once: one dialog, whose result all get', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tally-light-saver-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const path = join(folder, 'days.csv')
  const asked = Array.from({ length: 60 }, () => save('days.csv', 'a,b\n'))
  expect(await opened()).toBe(1)
  electron.answers[0]?.({ canceled: false, filePath: path })
  expect(await Promise.all(asked)).toEqual(Array(60).fill({ path }))
  expect(await readFile(path, 'utf8')).toBe('a,b\n')
})

test('after repeated cancelling the dialog is refused for a time', async () => {
  const cancelDialog = async () => {
    const asked = save('days.csv', '')
    asked.catch(() => {})
    await opened()
    electron.answers.at(-1)?.({ canceled: true, filePath: '' })
    return asked
  }
  for (let at = 0; at < 5; at++) expect(await cancelDialog()).toBe(null)
  await expect(cancelDialog()).rejects.toThrow(words.t('window.tooOften'))
  await clock.pass(1000)
  expect(await cancelDialog()).toBe(null)
  expect(await opened()).toBe(6)
})

test('the next dialog can open after one that failed', async () => {
  const failing = createFileSaver(
    clock,
    () => words,
    (dialog) => dialog.then(() => Promise.reject(new Error('no dialog'))),
  )
  const first = failing('days.csv', '')
  await opened()
  electron.answers[0]?.({ canceled: true, filePath: '' })
  await expect(first).rejects.toThrow('no dialog')
  void failing('days.csv', '').catch(() => {})
  expect(await opened()).toBe(2)
})
