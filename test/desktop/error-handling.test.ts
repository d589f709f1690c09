// What the program does after an uncaught exception, and after an error of its standard streams.
import { EventEmitter } from 'node:events'
import { readdir } from 'node:fs/promises'
import type { App } from 'electron'
import { expect, onTestFinished, test, vi } from 'vitest'
import { handleErrors } from '../../app/desktop/error-handling.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

async function begin() {
  const folder = await temporaryFolder()
  const calls: string[] = []
  let whileOpen = () => {}
  const app = {
    on: () => {},
    getPath: () => folder,
    getVersion: () => '0.1.0',
    getLocale: () => 'en',
    isPackaged: true,
    exit: (code?: number) => void calls.push(`exit ${code}`),
  }
  const showErrorBox = () => {
    calls.push('message box')
    whileOpen()
  }
  const mainProcess = Object.assign(new EventEmitter(), {
    argv: [],
    versions: process.versions,
    platform: process.platform,
    stdout: new EventEmitter(),
    stderr: new EventEmitter(),
  })
  const { onCrash } = handleErrors(
    app as unknown as App,
    { showErrorBox },
    mainProcess as unknown as NodeJS.Process,
  )
  return {
    onCrash,
    calls,
    mainProcess,
    traces: async () => (await readdir(folder)).filter((name) => name.startsWith('crash-')),
    whileOpen: (run: () => void) => {
      whileOpen = run
    },
  }
}

test('the light is removed before the message is shown', async () => {
  const { onCrash, calls, mainProcess, traces } = await begin()
  onCrash(() => calls.push('light removed'))
  mainProcess.emit('uncaughtException', new Error('a fault'))
  expect(calls).toEqual(['light removed', 'message box', 'exit 1'])
  expect(await traces()).toHaveLength(1)
})

test.each<[string, (calls: string[]) => Promise<void>, string[]]>([
  [
    'switched off',
    (calls) =>
      new Promise((resolve) => {
        setTimeout(() => {
          calls.push('lamp off')
          resolve()
        }, 1000)
      }),
    ['lamp off', 'message box', 'exit 1'],
  ],
  ['never switched off', () => new Promise(() => {}), ['message box', 'exit 1']],
  ['not switched off', () => Promise.reject(new Error('no device')), ['message box', 'exit 1']],
])('the message waits a limited time for lamps: %s', async (_what, stop, expected) => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const { onCrash, calls, mainProcess } = await begin()
  onCrash(() => stop(calls))
  mainProcess.emit('uncaughtException', new Error('a fault'))
  mainProcess.emit('uncaughtException', new Error('another fault'))
  expect(calls).toEqual([])
  await vi.advanceTimersByTimeAsync(2500)
  expect(calls).toEqual(expected)
  await vi.advanceTimersByTimeAsync(60_000)
  expect(calls).toEqual(expected)
})

test('the program exits once when the light cannot be removed and another error follows', async () => {
  const { onCrash, calls, mainProcess, whileOpen } = await begin()
  onCrash(() => {
    throw new Error('no tray')
  })
  whileOpen(() => mainProcess.emit('uncaughtException', new Error('another fault')))
  mainProcess.emit('uncaughtException', new Error('a fault'))
  expect(calls).toEqual(['message box', 'exit 1'])
})

test('the program exits when the message cannot be shown', async () => {
  const { calls, mainProcess, whileOpen } = await begin()
  whileOpen(() => {
    throw new Error('no display')
  })
  expect(() => mainProcess.emit('uncaughtException', new Error('a fault'))).toThrow('no display')
  expect(calls).toEqual(['message box', 'exit 1'])
})

test('the program keeps running when its standard output is closed', async () => {
  const { calls, mainProcess } = await begin()
  mainProcess.stdout.emit('error', new Error('write EPIPE'))
  mainProcess.stderr.emit('error', new Error('write EPIPE'))
  expect(calls).toEqual([])
})
