// States for tests, each a variation of an ordinary one.
import { firstAccountState } from '../../app/model/account-state.ts'
import type { Colleague, ColleagueSighting } from '../../app/model/colleague.ts'
import { nothingFollowed } from '../../app/model/following.ts'
import type { Presence } from '../../app/model/presence.ts'
import { defaultSettings } from '../../app/model/settings.ts'
import { type AccountView, firstState } from '../../app/model/state.ts'
import { here } from '../support/local-time-here.ts'
import { presenceIn } from './presence-in.ts'

export const account = { name: 'Anna Ivanova', username: 'anna@contoso.com', tenantId: 'contoso' }

export const presence = (availability: string, activity = availability, isOutOfOffice = false): Presence =>
  presenceIn({
    availability,
    activity,
    outOfOfficeSettings: { isOutOfOffice, message: isOutOfOffice ? 'Back soon' : null },
  })

/** Signed in, before the first answer. */
export const signedIn: AccountView = {
  ...firstState('0.0.0', defaultSettings, 'en'),
  ...here,
  session: { kind: 'signed-in', account },
}

/** The same account, and a further one that is followed. */
export const withFollowed = (state: AccountView): AccountView => {
  const { session, following } = state
  return {
    ...state,
    accounts: [
      { ...firstAccountState, session, following },
      { ...firstAccountState, accountId: 'a0000000-0000-4000-8000-000000000002', session: signedIn.session },
    ],
  }
}

/** Signed in, with a presence that was observed to begin at `since` (epoch ms). */
export const following = (
  answer: Presence,
  since = Date.parse('2026-11-23T10:42:00'),
  witnessed = true,
): AccountView => ({
  ...signedIn,
  following: { ...nothingFollowed, last: { presence: answer, at: since + 60_000, since, witnessed } },
})

export function colleague(number: number, given: Partial<Colleague> = {}): Colleague {
  const id = `c0ffee00-0000-4000-8000-${number.toString(16).padStart(12, '0')}`
  const address = `colleague${number}@contoso.example`
  return { id, name: `Colleague ${number}`, address, group: '', tell: 'never', ...given }
}

/** A presence that began at `at` (epoch ms), and was observed to. */
export const seen = (answer: Presence, at: number, more: object = {}): ColleagueSighting => ({
  kind: 'seen',
  presence: answer,
  at,
  since: at,
  witnessed: true,
  stale: false,
  ...more,
})
