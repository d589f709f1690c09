// Clocks that are set back or ahead, by seconds or years: nothing lasts for ever, and no duration is negative.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { presenceSince } from '../../app/model/following.ts'
import { lightOf } from '../../app/model/light.ts'
import { firstBackoff } from '../../app/model/settings.ts'
import { nothingRecorded, timelineOf, withRecord } from '../../app/model/timeline.ts'
import { lengthEnd } from '../../app/model/timing/length-end.ts'
import { chooseNotification, initialMemory } from '../../app/outputs/notifications/choose-notification.ts'
import { createPace } from '../../app/polling/pace.ts'
import { createPauseTimer } from '../../app/services/session/pause.ts'
import { timeAgo } from '../../words/moments.ts'
import { following, NOW, outOfOffice, presence } from '../renderer/scenes/window-states.ts'
import { createVirtualClock } from '../support/virtual-clock.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const RUNS = 300

/** By how much a clock is set, ms. */
const jump = fc.oneof(
  fc.integer({ min: -10, max: 10 }).map((years) => years * 365 * DAY),
  fc.integer({ min: -48, max: 48 }).map((hours) => hours * HOUR),
  fc.integer({ min: -3000, max: 3000 }).map((seconds) => seconds * 1000),
)
const runs = { numRuns: RUNS }

test(`a pause ends no later than after its length, however the clock is set (${RUNS} tried)`, async () => {
  const lengths = fc.constantFrom('30-min' as const, '1-h' as const, 'until-tomorrow' as const)
  await fc.assert(
    fc.asyncProperty(
      lengths,
      fc.array(fc.tuple(jump, fc.integer({ min: 1, max: 300 })), { maxLength: 3 }),
      async (length, jumps) => {
        const clock = createVirtualClock()
        let ended = 0
        const timer = createPauseTimer(clock, () => {
          ended += 1
        })
        const begun = clock.monotonicMs()
        const lengthMs = lengthEnd(length, clock.nowMs(), 'UTC') - clock.nowMs()
        timer.set(clock.nowMs() + lengthMs)
        for (const [byMs, minutes] of jumps) {
          clock.setWall(clock.nowMs() + byMs)
          await clock.pass(minutes * MINUTE)
        }
        await clock.pass(Math.max(0, begun + lengthMs - clock.monotonicMs()))
        expect([ended, clock.waiting()]).toEqual([1, 0])
      },
    ),
    runs,
  )
})

test('a pause that began with a clock far ahead is over at the next start', async () => {
  const clock = createVirtualClock()
  let ended = 0
  createPauseTimer(clock, () => {
    ended += 1
  }).set(lengthEnd('1-h', clock.nowMs() + 365 * DAY, 'UTC'))
  expect([ended, clock.waiting()]).toEqual([1, 0])
})

test(`the tenant backoff ends after as many answers, however the clock is set (${RUNS} tried)`, () => {
  fc.assert(
    fc.property(jump, (byMs) => {
      const clock = createVirtualClock()
      let backoff = firstBackoff
      const pace = createPace({
        clock: { ...clock, nowMs: () => NOW + byMs },
        intervalMs: () => 15_000,
        backoff,
        onBackoff: (next) => {
          backoff = next
        },
      })
      const busy = following(presence('Busy', 'InACall')).following.last?.presence
      if (!busy) throw new Error('no presence')
      pace.limitReached()
      expect(backoff.factor).toBeGreaterThan(1)
      for (let answer = 0; answer < 20; answer++) pace.answered(busy)
      expect(backoff.factor).toBe(1)
    }),
    runs,
  )
})

test(`no presence begins in the future, and no age is negative (${RUNS} tried)`, () => {
  fc.assert(
    fc.property(jump, fc.boolean(), (byMs, unbroken) => {
      const busy = following(presence('Busy', 'InACall')).following.last?.presence
      if (!busy) throw new Error('no presence')
      const began = presenceSince({ presence: busy, since: NOW, witnessed: true }, busy, NOW + byMs, unbroken)
      expect(began.since).toBeLessThanOrEqual(NOW + byMs)
      expect(timeAgo(byMs, 'en')).toMatch(/ ago$/)
    }),
    runs,
  )
})

test(`the history has no span that ends before it begins, and no overlapping spans (${RUNS} tried)`, () => {
  const record = fc.record({
    at: jump.map((byMs) => NOW + byMs),
    light: fc.constantFrom('busy' as const, 'away' as const, null),
  })
  fc.assert(
    fc.property(fc.array(record, { maxLength: 30 }), (records) => {
      const timeline = timelineOf(records.reduce(withRecord, nothingRecorded))
      for (const [place, { from, until }] of timeline.entries()) {
        expect(until).toBeGreaterThanOrEqual(from)
        expect(from).toBeGreaterThanOrEqual(timeline[place - 1]?.until ?? from)
      }
    }),
    runs,
  )
})

test(`the notification of out of office comes on a later morning, whatever day the last one came (${RUNS} tried)`, () => {
  fc.assert(
    fc.property(jump, (byMs) => {
      const toldOutOfOfficeOn = new Date(NOW + byMs).toISOString().slice(0, 10)
      const state = following(presence('Available', 'Available', outOfOffice('away')), {
        settings: { toldOutOfOfficeOn, notifications: ['still-out-of-office'] },
      })
      const notices = [0, 1, 2].map((days) => {
        const nowMs = new Date(NOW).setUTCHours(9, 0, 0, 0) + days * DAY
        const answered = {
          ...state,
          following: {
            ...state.following,
            last: state.following.last && { ...state.following.last, at: nowMs },
          },
        }
        const time = { nowMs, monotonicMs: nowMs }
        return chooseNotification(initialMemory(0), answered, lightOf(answered), time).announced?.name
      })
      expect(notices.filter((kind) => kind === 'still-out-of-office').length).toBeGreaterThan(1)
    }),
    runs,
  )
})
