// The end of a pause, also after sleep and for the longest day.
import { expect, test } from 'vitest'
import { lengthEnd } from '../../../app/model/timing/length-end.ts'
import { createPauseTimer } from '../../../app/services/session/pause.ts'
import { here } from '../../support/local-time-here.ts'
import { createVirtualClock } from '../../support/virtual-clock.ts'

const { timeZone } = here
const at = (local: string) => Date.parse(local)

test('ends after its length, or at the next midnight of the local clock', () => {
  const now = at('2026-11-23T10:42:00')
  expect(lengthEnd('30-min', now, timeZone)).toBe(at('2026-11-23T11:12:00'))
  expect(lengthEnd('1-h', now, timeZone)).toBe(at('2026-11-23T11:42:00'))
  expect(lengthEnd('until-tomorrow', now, timeZone)).toBe(at('2026-11-24T00:00:00'))
  expect(lengthEnd('until-tomorrow', at('2026-12-31T23:59:59'), timeZone)).toBe(at('2027-01-01T00:00:00'))
})

test('ends once, on time, also after the computer slept', async () => {
  const clock = createVirtualClock()
  let ended = 0
  const timer = createPauseTimer(clock, () => {
    ended += 1
  })
  timer.set(clock.nowMs() + 90_000)
  await clock.pass(89_000)
  expect(ended).toBe(0)
  await clock.pass(2000)
  expect(ended).toBe(1)
  timer.set(clock.nowMs() + 8 * 3_600_000)
  clock.sleep(9 * 3_600_000)
  await clock.pass(60_000)
  expect(ended).toBe(2)
  expect(clock.waiting()).toBe(0)
})

test('until tomorrow may be 27 hours, the longest day since 2000', async () => {
  const clock = createVirtualClock(Date.parse('2010-03-05T00:00:00+11:00'))
  let ended = 0
  const timer = createPauseTimer(clock, () => {
    ended += 1
  })
  const until = lengthEnd('until-tomorrow', clock.nowMs(), 'Antarctica/Casey')
  expect(until - clock.nowMs()).toBe(27 * 3_600_000)
  timer.set(until)
  await clock.pass(27 * 3_600_000 - 1000)
  expect(ended).toBe(0)
  await clock.pass(1000)
  expect(ended).toBe(1)
})

test('can be cancelled', async () => {
  const clock = createVirtualClock()
  let ended = 0
  const timer = createPauseTimer(clock, () => {
    ended += 1
  })
  timer.set(clock.nowMs() + 90_000)
  timer.set(null)
  await clock.pass(100_000)
  expect(ended).toBe(0)
})
