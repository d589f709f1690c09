// When the window names a program that records although Microsoft reports no call.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type LightName, lightNames, lightOf } from '../../../app/model/light.ts'
import { DIFFERS_AFTER_MS, unreportedRecording } from '../../../app/model/lights/unreported-recording.ts'
import type { AccountView, RecordingProgram } from '../../../app/model/state.ts'
import { following, presence, signedIn } from '../states.ts'

const SINCE = Date.parse('2026-11-23T10:42:00')

/** A state with this light. Its presence began at SINCE, and the last answer came `afterMs` later. */
function stateOf(light: LightName, afterMs: number, recording: RecordingProgram[]): AccountView {
  const stale = light.endsWith('-stale')
  const lit = light.replace(/-stale$|-local$/, '')
  const isOutOfOffice = lit.endsWith('-oof') || lit === 'out-of-office'
  const words: Record<string, [availability: string, activity?: string]> = {
    available: ['Available'],
    'in-a-call': ['Busy', 'InACall'],
    busy: ['Busy', 'InAMeeting'],
    presenting: ['DoNotDisturb', 'Presenting'],
    'do-not-disturb': ['DoNotDisturb'],
    away: ['Away'],
    'be-right-back': ['BeRightBack'],
    offline: ['Offline'],
    'out-of-office': ['Offline'],
  }
  const [availability, activity] = words[lit.replace('-oof', '')] ?? ['PresenceUnknown']
  const base = following(presence(availability, activity, isOutOfOffice), SINCE)
  const { last } = base.following
  const answered: AccountView = {
    ...base,
    recording,
    following: { ...base.following, stale, last: last && { ...last, at: SINCE + afterMs } },
  }
  if (light.endsWith('-local')) return { ...answered, session: { kind: 'this-computer' } }
  if (light === 'paused') return { ...answered, pausedUntil: SINCE + 3_600_000 }
  if (light === 'signed-out') return { ...answered, session: { kind: 'signed-out', problem: null } }
  if (light === 'attention') {
    const problem = { kind: 'sign-in-needed', next: 'person', code: null } as const
    return { ...answered, following: { ...answered.following, problem } }
  }
  return answered
}

const differing: readonly LightName[] = [
  'available',
  'available-oof',
  'away',
  'be-right-back',
  'offline',
  'out-of-office',
]

describe('of a program that records', () => {
  const names = ['Microsoft Teams', null] as const
  const ages = [-60_000, 0, 1, DIFFERS_AFTER_MS - 1, DIFFERS_AFTER_MS, DIFFERS_AFTER_MS + 1, 3_600_000]
  test.each(lightNames)('with the light %s', (light) => {
    for (const program of names) {
      for (const age of ages) {
        const one = { program, since: SINCE }
        const state = stateOf(light, age, [one])
        expect(lightOf(state).name).toBe(light)
        expect(unreportedRecording(state), `${age} ms`).toEqual(
          differing.includes(light) && age >= DIFFERS_AFTER_MS ? one : null,
        )
      }
      expect(unreportedRecording(stateOf(light, 3_600_000, []))).toBeNull()
    }
  })
})

const arbitraryTime = fc.integer({ min: SINCE - 100_000, max: SINCE + 100_000 })
const arbitraryRecording = fc.array(
  fc.record({ program: fc.constantFrom('Krisp', 'Audacity', null), since: arbitraryTime }),
  { maxLength: 5 },
)

test('of programs that are no call programs it is the first one that began long enough before the last answer, whatever records', () => {
  fc.assert(
    fc.property(arbitraryRecording, fc.integer({ min: -50_000, max: 50_000 }), (recording, afterMs) => {
      const named = unreportedRecording(stateOf('available', afterMs, recording))
      const old = recording.filter(({ since }) => SINCE + afterMs - since >= DIFFERS_AFTER_MS)
      expect(named).toEqual(afterMs >= DIFFERS_AFTER_MS ? (old[0] ?? null) : null)
    }),
  )
})

test('a program that records only in calls comes before one that records all day', () => {
  const krisp = { program: 'Krisp', since: SINCE - 3_600_000 }
  const zoom = { program: 'ZOOM VoiceEngine', since: SINCE }
  const teams = { program: 'Microsoft Teams', since: SINCE + 1000 }
  expect(unreportedRecording(stateOf('available', 60_000, [krisp, zoom, teams]))).toBe(zoom)
  expect(unreportedRecording(stateOf('available', DIFFERS_AFTER_MS, [krisp, teams]))).toBe(krisp)
})

test('a call that has just ended is not taken for a difference, though the program still records', () => {
  const recording = [{ program: 'Microsoft Teams', since: SINCE - 3_600_000 }]
  expect(unreportedRecording(stateOf('available', 3000, recording))).toBeNull()
})

describe('nothing is named', () => {
  const recording = [{ program: 'Microsoft Teams', since: SINCE - 60_000 }]

  test('before the first answer', () => {
    expect(unreportedRecording({ ...signedIn, recording })).toBeNull()
  })

  test('while a status that the user has set is not confirmed', () => {
    const state = stateOf('available', 60_000, recording)
    const askedFor = { status: 'Away', at: SINCE, until: null } as const
    expect(unreportedRecording({ ...state, ownStatus: { ...state.ownStatus, askedFor } })).toBeNull()
  })

  test('on the demo day', () => {
    const state = stateOf('available', 60_000, recording)
    expect(unreportedRecording({ ...state, session: { kind: 'demo', pretending: null } })).toBeNull()
  })
})
