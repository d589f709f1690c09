import { EventEmitter } from 'node:events'
import { expect, test } from 'vitest'
import { onceStaged } from '../../../app/desktop/updates/staged-update.ts'

function begin() {
  const native = new EventEmitter()
  const said: string[] = []
  let handOver = () => {}
  let breakOff = (_error: Error) => {}
  const download = new Promise<void>((resolve, reject) => {
    handOver = resolve
    breakOff = reject
  })
  const outcome = onceStaged(
    native,
    () => download,
    () => said.push('handed over'),
  ).then(
    () => said.push('ready'),
    (error: unknown) => said.push(String(error)),
  )
  const left = () => native.eventNames().length
  const settle = () => new Promise(setImmediate)
  return { native, said, handOver, breakOff, outcome, left, settle }
}

test('what was handed over is ready only once the system says so', async () => {
  const { native, said, handOver, outcome, left, settle } = begin()
  handOver()
  await settle()
  expect(said).toEqual(['handed over'])
  native.emit('update-downloaded')
  await outcome
  expect([said, left()]).toEqual([['handed over', 'ready'], 0])
})

test('a system that refuses it, and a download that breaks off, are failures', async () => {
  const refused = begin()
  refused.handOver()
  await refused.settle()
  refused.native.emit('error', new Error('Code signature did not pass'))
  await refused.outcome
  expect([refused.said.at(-1), refused.left()]).toEqual(['Error: Code signature did not pass', 0])

  const broken = begin()
  broken.breakOff(new Error('net::ERR_CONNECTION_RESET'))
  await broken.outcome
  expect([broken.said, broken.left()]).toEqual([['Error: net::ERR_CONNECTION_RESET'], 0])
})
