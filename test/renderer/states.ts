// States to draw the window for. The time of day is always NOW, in UTC.
import { readPresence } from '../../app/presence/graph-presence.ts'
import { defaultSettings } from '../../app/settings.ts'
import { type AppState, firstState } from '../../app/state.ts'

export const NOW = Date.parse('2026-11-23T10:45:00Z')
export const minutesAgo = (minutes: number): number => NOW - minutes * 60_000

export const CLIENT_ID = '8a7e1c52-90ab-4c3e-9a51-0d2f6f0b7c11'

type Part = Partial<Omit<AppState, 'following' | 'settings'>> & {
  following?: Partial<AppState['following']>
  settings?: Partial<AppState['settings']>
}

export function stateWith(part: Part): AppState {
  const first = firstState('0.1.0', defaultSettings, 'en')
  return {
    ...first,
    ...part,
    following: { ...first.following, ...part.following },
    settings: { ...first.settings, ...part.settings },
  }
}

/** Signed in, and Graph answered with this twelve seconds ago; it has been so for eighteen minutes. */
export function following(graphJson: unknown, part: Part = {}): AppState {
  return stateWith({
    session: {
      kind: 'signed-in',
      account: { name: 'Adele Vance', username: 'adele.vance@contoso.com', tenantId: CLIENT_ID },
    },
    ...part,
    settings: { clientId: CLIENT_ID, ...part.settings },
    following: {
      last: {
        presence: readPresence(graphJson),
        at: NOW - 12_000,
        since: minutesAgo(18),
        witnessed: true,
      },
      nextCheckAt: NOW + 18_000,
      ...part.following,
    },
  })
}

export const presence = (availability: string, activity: string, more: object = {}): object => ({
  availability,
  activity,
  ...more,
})

export const outOfOffice = (message: string | null): object => ({
  outOfOfficeSettings: { isOutOfOffice: true, message },
})
