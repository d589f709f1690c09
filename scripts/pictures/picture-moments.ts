// The contents of the pictures: presences with every light and kind of message, and Entra's sign-in errors.
import type { LightName } from '../../app/model/light.ts'
import type { ProblemKind } from '../../app/model/problems/problem-kinds.ts'

export interface PicturedPresence {
  availability: string
  activity: string
  /** The out-of-office message; undefined: not out of office. */
  away?: string
  status?: string
  /** When the status message ends, UTC. */
  until?: string
  place?: 'office' | 'remote' | 'timeOff' | null
}

export const leave = 'On leave from 27 November.\nUrgent? Please call the service desk.'
const longLeave = `Thank you for your message. I am on parental leave until 1 March and do not read my mail.

For contracts please write to contracts@contoso.example, for everything else to the team.
Our service desk: https://contoso.example/desk/open-a-ticket?from=out-of-office

Спасибо за письмо! Я вернусь первого марта.`

/** The last is a call. */
export const moments: readonly [name: string, light: LightName, PicturedPresence][] = [
  [
    'available',
    'available',
    {
      availability: 'Available',
      activity: 'Available',
      status: 'Heads down on the release',
      until: '2026-11-24T09:00:00',
    },
  ],
  ['available-office', 'available', { availability: 'Available', activity: 'Available', place: 'office' }],
  ['busy', 'busy', { availability: 'Busy', activity: 'InAMeeting' }],
  ['presenting', 'presenting', { availability: 'DoNotDisturb', activity: 'Presenting' }],
  ['do-not-disturb', 'do-not-disturb', { availability: 'DoNotDisturb', activity: 'Focusing' }],
  ['away', 'away', { availability: 'Away', activity: 'Away', place: 'timeOff' }],
  ['be-right-back', 'be-right-back', { availability: 'BeRightBack', activity: 'BeRightBack' }],
  ['offline', 'offline', { availability: 'Offline', activity: 'OffWork', place: null }],
  ['out-of-office', 'out-of-office', { availability: 'Away', activity: 'Away', away: leave }],
  [
    'out-of-office-long',
    'available-oof',
    { availability: 'Available', activity: 'Available', away: longLeave },
  ],
  [
    'out-of-office-all',
    'do-not-disturb-oof',
    {
      availability: 'DoNotDisturb',
      activity: 'UrgentInterruptionsOnly',
      away: longLeave,
      status: 'Notes of the meeting: https://contoso.example/notes and https://contoso.example/plan',
      until: '2026-12-01T18:00:00',
      place: 'office',
    },
  ],
  ['unknown', 'unknown', { availability: 'InTheClouds', activity: 'Teleporting' }],
  ['in-a-call', 'in-a-call', { availability: 'Busy', activity: 'InACall' }],
]

/** The errors of the authorize page. */
export const problems: readonly [kind: ProblemKind, error: string, description: string][] = [
  ['consent-refused', 'access_denied', 'AADSTS65004: User declined to consent to access the app.'],
  ['admin-consent-needed', 'access_denied', 'AADSTS90094: The grant requires admin permission.'],
  [
    'blocked-by-policy',
    'access_denied',
    'AADSTS53003: Access has been blocked by Conditional Access policies.',
  ],
  ['client-unknown', 'unauthorized_client', 'AADSTS700016: Application was not found in the directory.'],
  ['redirect-missing', 'invalid_request', 'AADSTS50011: The redirect URI does not match.'],
]
