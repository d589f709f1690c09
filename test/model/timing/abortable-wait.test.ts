// A wait that is aborted ends at once, and leaves no timer.
import { expect, test } from 'vitest'
import { waitOrAbort } from '../../../app/model/timing/abortable-wait.ts'
import { createVirtualClock } from '../../support/virtual-clock.ts'

function start(ms: number, controller = new AbortController()) {
  const clock = createVirtualClock()
  let ended = false
  const done = waitOrAbort(clock, ms, controller.signal).then(() => {
    ended = true
  })
  return { clock, controller, done, ended: () => ended }
}

test('ends after its time, and not before', async () => {
  const { clock, ended } = start(1000)
  await clock.pass(999)
  expect(ended()).toBe(false)
  await clock.pass(1)
  expect([ended(), clock.waiting()]).toEqual([true, 0])
})

test('ends when it is aborted, also later than its end', async () => {
  const { clock, controller, done } = start(1000)
  controller.abort()
  await done
  expect(clock.waiting()).toBe(0)
  controller.abort()
})

test('ends at once if it is aborted already', async () => {
  const controller = new AbortController()
  controller.abort()
  const { clock, done } = start(1000, controller)
  await done
  expect(clock.waiting()).toBe(0)
})
