// Which calls are under way, by the lines of Teams' log.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { noCalls, readTeamsLog, type TeamsCalls } from '../../../app/signals/microphone/teams-calls.ts'
import { recordedOutput } from './recorded-output.ts'

const log = recordedOutput('teams-call-with-declined-call')
const meeting = 'd84becb7-4285-4d44-9d4d-e61364d07d11'
const read = (pieces: readonly string[]): TeamsCalls => pieces.reduce(readTeamsLog, noCalls)
/** How many calls are under way after each line. */
const counts = (text: string) => {
  let known = noCalls
  return text.split(/(?<=\n)/).map((line) => {
    known = readTeamsLog(known, line)
    return known.calls.size
  })
}

test('a call has three lines, and a call that is declined meanwhile ends nothing', () => {
  expect(counts(log)).toEqual([0, 0, 0, 1, 1, 1, 1, 1, 1, 0, 0])
})

test('however the log is cut into pieces, the same calls are under way', () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat({ max: log.length }), { maxLength: 8 }),
      fc.nat({ max: log.length }),
      (cuts, end) => {
        const text = log.slice(0, end)
        const places = [0, ...cuts.filter((cut) => cut < end).sort((one, other) => one - other), end]
        const pieces = places.slice(1).map((to, index) => text.slice(places[index], to))
        expect(read(pieces).calls).toEqual(read([text]).calls)
      },
    ),
  )
})

describe('any order of lines', () => {
  const id = fc.constantFrom(meeting, 'c9158e4a-9792-4685-8671-30226038fa77')
  const line = fc.oneof(
    fc.record({ is: fc.constant('active'), id }),
    fc.record({ is: fc.constant('ended'), id }),
    fc.record({ is: fc.constant('fired'), id }),
    fc.record({ is: fc.constant('other'), id }),
  )
  const words: Record<string, string> = {
    active: 'HfpVoipCallCoordinatorImpl: NotifyCallActive callId: ',
    ended: 'HfpVoipCallCoordinatorImpl: NotifyCallEnded callId: ',
    fired: 'TeamsCallTracker: CallEnded fired: ',
    other: 'reportIncomingCall for callId: ',
  }

  test('a call is under way from its first line to its first end', () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 30 }), (lines) => {
        const expected = new Set<string>()
        for (const { is, id: call } of lines) {
          if (is === 'active') expected.add(call)
          if (is === 'ended' || is === 'fired') expected.delete(call)
        }
        const text = lines.map(({ is, id: call }) => `${words[is]}${call}causeId: x\r\n`).join('')
        expect(readTeamsLog(noCalls, text).calls).toEqual(expected)
      }),
    )
  })
})

test('nothing of other lines is kept, and of an unfinished one only its beginning', () => {
  const { calls, unfinished } = readTeamsLog(noCalls, `a message\n${'x'.repeat(1_000_000)}`)
  expect(calls.size).toBe(0)
  expect(unfinished.length).toBeLessThanOrEqual(2000)
})

test('lines without an id are no call', () => {
  expect(read(['NotifyCallActive callId: \nNotifyCallActive causeId: 1\nCallEnded fired: \n'])).toEqual(
    noCalls,
  )
})
