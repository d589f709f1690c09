// States to test with, each a change of an ordinary one.
import { nothingFollowed } from '../../app/presence/following.ts'
import { readPresence } from '../../app/presence/graph-presence.ts'
import type { Presence } from '../../app/presence/presence.ts'
import { defaultSettings } from '../../app/settings.ts'
import { type AppState, firstState } from '../../app/state.ts'

export const account = { name: 'Anna Ivanova', username: 'anna@contoso.com', tenantId: 'contoso' }

export const presence = (availability: string, activity = availability, isOutOfOffice = false): Presence =>
  readPresence({
    availability,
    activity,
    outOfOfficeSettings: { isOutOfOffice, message: isOutOfOffice ? 'Back soon' : null },
  })

/** Signed in, with nothing heard yet. */
export const signedIn: AppState = {
  ...firstState('0.0.0', defaultSettings, 'en'),
  session: { kind: 'signed-in', account },
}

/** Signed in and just told of `told`, which was seen to begin at `since` (epoch ms). */
export const following = (
  told: Presence,
  since = Date.parse('2026-11-23T10:42:00'),
  witnessed = true,
): AppState => ({
  ...signedIn,
  following: { ...nothingFollowed, last: { presence: told, at: since + 60_000, since, witnessed } },
})
