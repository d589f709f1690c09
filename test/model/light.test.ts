// The light of each presence and of each state.
import { describe, expect, test } from 'vitest'
import { type LightName, lightNames, lightOf } from '../../app/model/light.ts'
import type { Problem } from '../../app/model/problems/problem.ts'
import type { AccountView } from '../../app/model/state.ts'
import { account, following, presence, signedIn } from './states.ts'

const timedOut: Problem = { kind: 'timed-out', next: 'retries', host: 'graph.microsoft.com', afterMs: 10_000 }
/** Graph's words in any letter case. */
const spellings = [
  (word: string) => word,
  (word: string) => word.toLowerCase(),
  (word: string) => word.toUpperCase(),
  (word: string) => word.charAt(0).toLowerCase() + word.slice(1),
]
const signInNeeded: Problem = { kind: 'sign-in-needed', next: 'person', code: null }

describe('the light of a presence', () => {
  test.each<[string, string, boolean, LightName]>([
    // the table of lights, in either field and any letter case
    ['Available', 'Available', false, 'available'],
    ['AvailableIdle', 'Available', false, 'available'],
    ['availableidle', '', false, 'available'],
    ['Busy', 'InACall', false, 'in-a-call'],
    ['inACall', 'busy', false, 'in-a-call'],
    ['Busy', 'InAConferenceCall', false, 'in-a-call'],
    ['Busy', 'Busy', false, 'busy'],
    ['BusyIdle', 'Busy', false, 'busy'],
    ['inAMeeting', 'busy', false, 'busy'],
    ['DoNotDisturb', 'Presenting', false, 'presenting'],
    ['presenting', 'doNotDisturb', false, 'presenting'],
    ['DoNotDisturb', 'DoNotDisturb', false, 'do-not-disturb'],
    ['DoNotDisturb', 'UrgentInterruptionsOnly', false, 'do-not-disturb'],
    ['focusing', '', false, 'do-not-disturb'],
    ['Away', 'Away', false, 'away'],
    ['Away', 'Inactive', false, 'away'],
    ['Available', 'AvailableInactive', false, 'away'],
    ['Away', 'BeRightBack', false, 'be-right-back'],
    ['beRightBack', 'away', false, 'be-right-back'],
    ['Offline', 'OffWork', false, 'offline'],
    ['PresenceUnknown', 'PresenceUnknown', false, 'unknown'],
    // the more specific field wins, and do not disturb is never softened
    ['DoNotDisturb', 'InACall', false, 'do-not-disturb'],
    ['DoNotDisturb', 'Available', false, 'do-not-disturb'],
    ['Available', 'DoNotDisturb', false, 'do-not-disturb'],
    ['Busy', 'InTheClouds', false, 'busy'],
    ['Busy', 'PresenceUnknown', false, 'busy'],
    // the flag decides out of office; the word is ignored beside a more specific one
    ['Available', 'OutOfOffice', false, 'available'],
    ['OutOfOffice', 'OutOfOffice', false, 'out-of-office'],
    ['Away', 'OutOfOffice', false, 'out-of-office'],
    ['Available', 'OutOfOffice', true, 'available-oof'],
    ['Busy', 'InACall + OOF', true, 'in-a-call-oof'],
    ['Busy', 'Busy', true, 'busy-oof'],
    ['DoNotDisturb', 'Presenting', true, 'presenting-oof'],
    ['DoNotDisturb', 'DoNotDisturb', true, 'do-not-disturb-oof'],
    ['Away', 'Away', true, 'out-of-office'],
    ['Away', 'BeRightBack', true, 'out-of-office'],
    ['Offline', 'OffWork', true, 'out-of-office'],
    ['Daydreaming', 'InTheClouds', true, 'out-of-office'],
  ])('%s / %s, out of office: %s → %s', (availability, activity, isOutOfOffice, light) => {
    expect(lightOf(following(presence(availability, activity, isOutOfOffice))).name).toBe(light)
  })
})

describe("Microsoft's table “Presence states permutations”", () => {
  // "Manage presence state using the Microsoft Graph API", 2025-09-15. At work the flag decides.
  test.each<[string, string, boolean, LightName]>([
    ['Available', 'Available', false, 'available'],
    ['Available', 'OutOfOffice', true, 'available-oof'],
    ['Busy', 'Busy', false, 'busy'],
    ['Busy', 'InACall', false, 'in-a-call'],
    ['Busy', 'InAMeeting', false, 'busy'],
    ['Busy', 'InACall + OOF', true, 'in-a-call-oof'],
    ['DoNotDisturb', 'DoNotDisturb', false, 'do-not-disturb'],
    ['DoNotDisturb', 'Presenting', false, 'presenting'],
    ['Away', 'Away', false, 'away'],
    ['BeRightBack', 'BeRightBack', false, 'be-right-back'],
    ['Offline', 'OffWork', false, 'offline'],
    ['OutOfOffice', '', false, 'out-of-office'],
    ['', 'OutOfOffice', false, 'out-of-office'],
    ['OutOfOffice', 'OutOfOffice', false, 'out-of-office'],
  ])('%s / %s, out of office: %s → %s', (availability, activity, isOutOfOffice, light) => {
    for (const write of spellings) {
      const answer = presence(write(availability), write(activity), isOutOfOffice)
      expect(lightOf(following(answer)).name).toBe(light)
    }
  })
})

describe('the word OutOfOffice without the flag', () => {
  const counts = [
    '',
    'OutOfOffice',
    'PresenceUnknown',
    'InTheClouds',
    'Away',
    'Inactive',
    'AvailableInactive',
  ]
  const countsOffline = ['Offline', 'OffWork', 'Away + OOF', 'OutOfOffice + OOF']
  const ignored = ['Available', 'AvailableIdle', 'Busy', 'BusyIdle', 'InAMeeting', 'InACall', 'InACall + OOF']
  const ignoredToo = [
    'InAConferenceCall',
    'Presenting',
    'DoNotDisturb',
    'Focusing',
    'UrgentInterruptionsOnly',
  ]

  test.each([
    ...[...counts, ...countsOffline].map((other) => [other, true] as const),
    ...[...ignored, ...ignoredToo, 'BeRightBack'].map((other) => [other, false] as const),
  ])('beside “%s” counts: %s', (other, isOutOfOffice) => {
    for (const write of spellings) {
      for (const [availability, activity] of [
        [write('OutOfOffice'), write(other)],
        [write(other), write('OutOfOffice')],
      ] as const) {
        const answer = presence(availability, activity)
        expect(answer.outOfOffice.isOutOfOffice, `${availability} / ${activity}`).toBe(isOutOfOffice)
        const light = lightOf(following(answer))
        expect(light.outOfOffice).toBe(isOutOfOffice)
        if (isOutOfOffice) expect(light.name).toBe('out-of-office')
        else expect(light.name).toBe(lightOf(following(presence(other))).name)
      }
    }
  })
})

describe('the light of a state', () => {
  const available = following(presence('Available'))
  const stale = { ...available, following: { ...available.following, stale: true } }
  const withProblem = (state: AccountView, problem: Problem): AccountView => ({
    ...state,
    following: { ...state.following, problem },
  })

  test.each<[string, AccountView, LightName]>([
    ['nothing known yet', signedIn, 'unknown'],
    ['starting', { ...signedIn, session: { kind: 'starting' } }, 'unknown'],
    ['not set up', { ...signedIn, session: { kind: 'not-set-up' } }, 'signed-out'],
    ['signed out', { ...signedIn, session: { kind: 'signed-out', problem: null } }, 'signed-out'],
    [
      'signed out with a problem for the user to fix',
      { ...signedIn, session: { kind: 'signed-out', problem: signInNeeded } },
      'attention',
    ],
    [
      'a cancelled sign-in',
      { ...signedIn, session: { kind: 'signed-out', problem: timedOut } },
      'signed-out',
    ],
    [
      'a choice between two accounts, also while paused',
      { ...available, pausedUntil: 1, session: { kind: 'other-account', before: account, chosen: account } },
      'attention',
    ],
    ['signing in', { ...signedIn, session: { kind: 'signing-in' } }, 'signed-out'],
    ['a temporary failure keeps a light that is not stale', withProblem(available, timedOut), 'available'],
    ['stale', stale, 'available-stale'],
    ['stale, with a temporary failure', withProblem(stale, timedOut), 'available-stale'],
    ['a problem for the user to fix', withProblem(stale, signInNeeded), 'attention'],
    ['paused, whatever the problem', { ...withProblem(stale, signInNeeded), pausedUntil: 1 }, 'paused'],
    [
      'signed out while paused',
      { ...signedIn, pausedUntil: 1, session: { kind: 'signed-out', problem: null } },
      'signed-out',
    ],
    ['the demo shows a pause', { ...available, session: { kind: 'demo', pretending: 'paused' } }, 'paused'],
    ['the demo shows a presence', { ...available, session: { kind: 'demo', pretending: null } }, 'available'],
    ['signed in', { ...available, session: { kind: 'signed-in', account } }, 'available'],
    ['this computer, before the first look', { ...signedIn, session: { kind: 'this-computer' } }, 'unknown'],
    ['this computer', { ...available, session: { kind: 'this-computer' } }, 'available-local'],
    ['this computer, paused', { ...available, pausedUntil: 1, session: { kind: 'this-computer' } }, 'paused'],
  ])('%s', (_name, state, light) => {
    expect(lightOf(state).name).toBe(light)
  })

  test('a light can be out of office and stale', () => {
    const away = following(presence('Busy', 'InACall', true))
    expect(lightOf({ ...away, following: { ...away.following, stale: true } }).name).toBe(
      'in-a-call-oof-stale',
    )
  })

  test('there are 36 lights with different names', () => {
    expect(new Set(lightNames).size).toBe(36)
  })
})
