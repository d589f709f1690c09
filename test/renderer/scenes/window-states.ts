// States of the window. The time is always NOW, in UTC.
import type { Session } from '../../../app/model/account-state.ts'
import type { LitName } from '../../../app/model/light.ts'
import type { SettingsPage } from '../../../app/model/names.ts'
import { defaultSettings } from '../../../app/model/settings.ts'
import { type AccountView, firstState } from '../../../app/model/state.ts'
import type { Span, Timeline } from '../../../app/model/timeline.ts'
import { presenceIn } from '../../model/presence-in.ts'

export const NOW = Date.parse('2026-11-23T10:45:00Z')
export const minutesAgo = (minutes: number): number => NOW - minutes * 60_000

export const CLIENT_ID = '8a7e1c52-90ab-4c3e-9a51-0d2f6f0b7c11'

type Part = Partial<Omit<AccountView, 'following' | 'settings'>> & {
  following?: Partial<AccountView['following']>
  settings?: Partial<AccountView['settings']>
}

export function stateWith(part: Part): AccountView {
  const first = firstState('0.1.0', defaultSettings, 'en')
  return {
    ...first,
    microphone: [{ name: 'pactl', failure: null }],
    ...part,
    following: { ...first.following, ...part.following },
    settings: { ...first.settings, ...part.settings },
  }
}

/** Signed in. Graph's last answer is twelve seconds old, the presence eighteen minutes. */
export function following(graphJson: unknown, part: Part = {}): AccountView {
  return stateWith({
    session: {
      kind: 'signed-in',
      account: { name: 'Adele Vance', username: 'adele.vance@contoso.com', tenantId: CLIENT_ID },
    },
    ...part,
    settings: { clientId: CLIENT_ID, ...part.settings },
    following: {
      last: {
        presence: presenceIn(graphJson),
        at: NOW - 12_000,
        since: minutesAgo(18),
        witnessed: true,
      },
      nextCheckAt: NOW + 18_000,
      ...part.following,
    },
  })
}

/** Signed in, where Entra sent no username. */
export const withoutUsername: Session = {
  kind: 'signed-in',
  account: { name: 'Adele Vance', username: '', tenantId: CLIENT_ID },
}

/** The same state with a page of the settings open. */
export const inSettings = (state: AccountView, settingsPage: SettingsPage): AccountView => ({
  ...state,
  page: 'settings',
  settingsPage,
})

export const presence = (availability: string, activity: string, more: object = {}): object => ({
  availability,
  activity,
  ...more,
})

export const presenceUnknown = presence('PresenceUnknown', 'PresenceUnknown')

export const outOfOffice = (message: string | null): object => ({
  outOfOfficeSettings: { isOutOfOffice: true, message },
})

/** "09:05–10:00" on the day of NOW, or `daysAgo` days before it. */
export function span(light: LitName, hours: string, daysAgo = 0): Span {
  const [from = 0, until = 0] = hours
    .split('–')
    .map((time) => Date.parse(`2026-11-23T${time}:00Z`) - daysAgo * 24 * 60 * 60_000)
  return { light, from, until }
}

/** Today up to now with a gap, nothing yesterday, and a Friday out of office. */
export const someDays: Timeline = [
  span('available-oof', '09:00–12:00', 3),
  span('in-a-call-oof', '12:00–12:30', 3),
  span('out-of-office', '12:30–16:00', 3),
  span('away', '07:50–08:05'),
  span('available', '08:05–08:40'),
  span('in-a-call', '08:40–09:10'),
  span('available', '09:10–09:11'),
  span('busy', '09:11–09:30'),
  span('presenting', '10:00–10:20'),
  span('do-not-disturb', '10:20–10:27'),
  span('available', '10:27–10:40'),
]
