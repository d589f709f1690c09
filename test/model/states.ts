// States to test with, each a change of an ordinary one.
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

/** Signed in, with nothing heard yet. */
export const signedIn: AccountView = {
  ...firstState('0.0.0', defaultSettings, 'en'),
  ...here,
  session: { kind: 'signed-in', account },
}

/** Signed in and just told of `told`, which was seen to begin at `since` (epoch ms). */
export const following = (
  told: Presence,
  since = Date.parse('2026-11-23T10:42:00'),
  witnessed = true,
): AccountView => ({
  ...signedIn,
  following: { ...nothingFollowed, last: { presence: told, at: since + 60_000, since, witnessed } },
})

export function colleague(number: number, given: Partial<Colleague> = {}): Colleague {
  const id = `c0ffee00-0000-4000-8000-${number.toString(16).padStart(12, '0')}`
  const address = `colleague${number}@contoso.example`
  return { id, name: `Colleague ${number}`, address, group: '', tell: 'never', ...given }
}

/** Seen just now at `at`, epoch ms; the change before it was seen too. */
export const seen = (told: Presence, at: number, more: object = {}): ColleagueSighting => ({
  kind: 'seen',
  presence: told,
  at,
  since: at,
  witnessed: true,
  stale: false,
  ...more,
})
