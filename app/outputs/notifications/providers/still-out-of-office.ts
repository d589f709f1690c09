// Out of office is still on in the morning though the person is back at work.

import { isOwnAccountsLight } from '../../../model/lights/followed-sessions.ts'
import { wallTime } from '../../../model/timing/local-time.ts'
import { ownerOf } from '../../../services/account-owner.ts'
import { localDay, type NotificationContext, type NotificationProvider } from '../notification-provider.ts'

/** Local hours: out of office that is on at this time was forgotten. */
const MORNING = { from: 5, until: 12 } as const

interface OutOfOfficeMemory {
  /** Whose days these are: the account that was followed last (account-owner.ts). */
  owner: string | null
  /** The local day on which it was last seen switched off. */
  offOn: string | null
  /** The local day on which it was last announced. */
  announcedOn: string | null
}

export function stillOutOfOffice(
  memory: OutOfOfficeMemory = { owner: null, offOn: null, announcedOn: null },
): NotificationProvider {
  const { offOn, announcedOn } = memory
  return {
    name: 'still-out-of-office',
    update({ state: { session, following, settings, timeZone }, today }) {
      const owner = ownerOf(session) ?? memory.owner
      const announced = owner === memory.owner ? announcedOn : null
      // That of a colleague is theirs to switch off.
      if (!isOwnAccountsLight({ session, following }))
        return stillOutOfOffice({ owner, offOn: null, announcedOn: announced })
      const { last } = following
      const isOff = last !== null && !last.presence.outOfOffice.isOutOfOffice
      return stillOutOfOffice({
        owner,
        offOn: isOff ? localDay(last.at, timeZone) : offOn,
        announcedOn: settings.toldOutOfOfficeOn === today ? today : announced,
      })
    },
    isDue: (now) =>
      now.wants('still-out-of-office') &&
      now.state.following.person === null &&
      isAtWork(now) &&
      isMorning(now) &&
      announcedOn !== now.today &&
      // Who has set it today knows.
      offOn !== now.today,
    text: (_now, { t }) => ({
      title: t('notifications.stillOutOfOffice'),
      body: t('notifications.turnItOff'),
    }),
    afterLook: (announced, { today }) =>
      stillOutOfOffice(announced === 'still-out-of-office' ? { ...memory, announcedOn: today } : memory),
    holds: ({ state: { session, following } }) =>
      isOwnAccountsLight({ session, following }) &&
      following.last?.presence.outOfOffice.isOutOfOffice === true,
    outcome({ state, light, isConfirmed, today }) {
      // What is known of one account is not kept for the next one.
      if (!isOwnAccountsLight(state) || state.settings.toldOutOfOfficeOn === today) return null
      const wasSetToday = offOn === today && isConfirmed && light.outOfOffice
      return wasSetToday || announcedOn === today ? { kind: 'out-of-office-known', day: today } : null
    },
  }
}

const isAtWork = ({ isConfirmed, light }: NotificationContext) =>
  isConfirmed && light.outOfOffice && light.shape !== 'out-of-office'

function isMorning({ nowMs, state }: NotificationContext): boolean {
  const hour = new Date(wallTime(nowMs, state.timeZone)).getUTCHours()
  return hour >= MORNING.from && hour < MORNING.until
}
