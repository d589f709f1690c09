import { EventEmitter } from 'node:events'
import { readdir } from 'node:fs/promises'
import type { App } from 'electron'
import { expect, test } from 'vitest'
import { keepRecords } from '../../app/desktop/records.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

async function begin() {
  const folder = await temporaryFolder()
  const did: string[] = []
  let whileOpen = () => {}
  const app = {
    on: () => {},
    getPath: () => folder,
    getVersion: () => '0.1.0',
    getLocale: () => 'en',
    isPackaged: true,
    exit: (code?: number) => void did.push(`exit ${code}`),
  }
  const showErrorBox = () => {
    did.push('box')
    whileOpen()
  }
  const runs = Object.assign(new EventEmitter(), {
    argv: [],
    versions: process.versions,
    platform: process.platform,
    stdout: new EventEmitter(),
    stderr: new EventEmitter(),
  })
  const records = keepRecords(app as unknown as App, { showErrorBox }, runs as unknown as NodeJS.Process)
  return {
    ...{ records, did, runs },
    traces: async () => (await readdir(folder)).filter((name) => name.startsWith('crash-')),
    whileOpen: (run: () => void) => {
      whileOpen = run
    },
  }
}

test('the light is gone before anybody has to read why', async () => {
  const { records, did, runs, traces } = await begin()
  records.onGivingUp(() => did.push('light out'))
  runs.emit('uncaughtException', new Error('a fault'))
  expect(did).toEqual(['light out', 'box', 'exit 1'])
  expect(await traces()).toHaveLength(1)
})

test('a light that cannot be put out, and a second error while the box is open, keep nothing from ending', async () => {
  const { records, did, runs, whileOpen } = await begin()
  records.onGivingUp(() => {
    throw new Error('no tray')
  })
  whileOpen(() => runs.emit('uncaughtException', new Error('another fault')))
  runs.emit('uncaughtException', new Error('a fault'))
  expect(did).toEqual(['box', 'exit 1'])
})

test('a box that cannot be shown does not keep the program from ending', async () => {
  const { did, runs, whileOpen } = await begin()
  whileOpen(() => {
    throw new Error('no display')
  })
  expect(() => runs.emit('uncaughtException', new Error('a fault'))).toThrow('no display')
  expect(did).toEqual(['box', 'exit 1'])
})

test('nobody reads what is written on standard output: the program goes on', async () => {
  const { did, runs } = await begin()
  runs.stdout.emit('error', new Error('write EPIPE'))
  runs.stderr.emit('error', new Error('write EPIPE'))
  expect(did).toEqual([])
})
