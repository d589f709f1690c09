// A download on macOS is ready when the native updater has accepted it.
import { EventEmitter } from 'node:events'
import { expect, test } from 'vitest'
import { downloadAndStage } from '../../../app/desktop/updates/staged-update.ts'

function begin() {
  const native = new EventEmitter()
  const events: string[] = []
  let handOver = () => {}
  let failDownload = (_error: Error) => {}
  const download = new Promise<void>((resolve, reject) => {
    handOver = resolve
    failDownload = reject
  })
  const outcome = downloadAndStage(
    native,
    () => download,
    () => events.push('handed over'),
  ).then(
    () => events.push('ready'),
    (error: unknown) => events.push(String(error)),
  )
  const listenerCount = () => native.eventNames().length
  const settle = () => new Promise(setImmediate)
  return { native, events, handOver, failDownload, outcome, listenerCount, settle }
}

test('a handed over download is ready after the event of the native updater', async () => {
  const { native, events, handOver, outcome, listenerCount, settle } = begin()
  handOver()
  await settle()
  expect(events).toEqual(['handed over'])
  native.emit('update-downloaded')
  await outcome
  expect([events, listenerCount()]).toEqual([['handed over', 'ready'], 0])
})

test('fails when the native updater refuses the download, and when the download fails', async () => {
  const refused = begin()
  refused.handOver()
  await refused.settle()
  refused.native.emit('error', new Error('Code signature did not pass'))
  await refused.outcome
  expect([refused.events.at(-1), refused.listenerCount()]).toEqual(['Error: Code signature did not pass', 0])

  const broken = begin()
  broken.failDownload(new Error('net::ERR_CONNECTION_RESET'))
  await broken.outcome
  expect([broken.events, broken.listenerCount()]).toEqual([['Error: net::ERR_CONNECTION_RESET'], 0])
})
