// What a presence says besides its light: the status message with its expiry, and where the person works.
import { BeachRegular, BuildingRegular, ChatRegular, HomeRegular } from '@fluentui/react-icons'
import type { JSX, ReactNode } from 'react'
import type { Expiry, Presence } from '../../app/model/presence.ts'
import type { LocalTime } from '../../app/model/timing/local-time.ts'
import { timeAhead } from '../../words/days.ts'
import type { Words } from '../../words/words.ts'
import { useNow } from '../controls/use-now.ts'
import { useShown } from '../frame/shown.ts'
import { MessageText } from './message-text.tsx'

const placeIcons = { office: BuildingRegular, remote: HomeRegular, timeOff: BeachRegular } as const

/** Nothing once it has expired since Graph last said it; what Graph still says after that moment counts. */
export function StatusMessage({ text, expiry }: NonNullable<Presence['statusMessage']>): JSX.Element | null {
  const { state, words } = useShown()
  const { t } = words
  const now = useNow(10_000)
  const saidAt = state.following.last?.at ?? now
  if (expiry?.kind === 'moment' && saidAt < expiry.at && expiry.at <= now) return null
  return (
    <Detail icon={<ChatRegular />}>
      <MessageText key={text} label={t('window.statusMessage.title')} text={text} />
      {expiry && <p className="small">{expiryWords(expiry, now, words, state)}</p>}
    </Detail>
  )
}

export function WorkPlace({ place }: { place: NonNullable<Presence['workLocation']> }): JSX.Element {
  const { t } = useShown().words
  const Icon = placeIcons[place]
  return (
    <Detail icon={<Icon />}>
      <p>{t(`window.place.${place}`)}</p>
    </Detail>
  )
}

function Detail({ icon, children }: { icon: JSX.Element; children: ReactNode }): JSX.Element {
  return (
    <div className="detail">
      <span className="icon">{icon}</span>
      <div>{children}</div>
    </div>
  )
}

/** In local time; as it was written, with its zone, where nobody knows what moment that is. */
function expiryWords(expiry: Expiry, nowMs: number, { t, language }: Words, local: LocalTime): string {
  return expiry.kind === 'moment'
    ? t('window.statusMessage.until', { time: timeAhead(expiry.at, nowMs, language, local) })
    : t('window.statusMessage.untilThere', { time: expiry.dateTime, zone: expiry.timeZone })
}
