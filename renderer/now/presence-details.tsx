// The rest of a presence: out of office, the status message with its expiry, and the work location.
import {
  BeachRegular,
  BuildingRegular,
  ChatRegular,
  HomeRegular,
  PresenceOof20Regular,
} from '@fluentui/react-icons'
import type { JSX, ReactNode } from 'react'
import type { Expiry, Presence } from '../../app/model/presence.ts'
import type { LocalTime } from '../../app/model/timing/local-time.ts'
import { timeAhead } from '../../words/days.ts'
import type { Words } from '../../words/words.ts'
import { Card } from '../controls/card.tsx'
import { useNow } from '../controls/use-now.ts'
import { useWindow } from '../frame/window-context.ts'
import { MessageText } from './message-text.tsx'

const placeIcons = { office: BuildingRegular, remote: HomeRegular, timeOff: BeachRegular } as const

/** With the message as others get it. */
export function OutOfOfficeCard({ message }: { message: string | null }) {
  const { t } = useWindow()
  return (
    <Card tone="out-of-office" icon={<PresenceOof20Regular />} title={t('presence.light.out-of-office')}>
      {message ? (
        <MessageText key={message} label={t('window.outOfOffice.message')} text={message} />
      ) : (
        <p className="quiet">{t('window.outOfOffice.noMessage')}</p>
      )}
    </Card>
  )
}

/** Hidden if it has expired since the last answer. A message that Graph sends after its expiry is shown. */
export function StatusMessage({ text, expiry }: NonNullable<Presence['statusMessage']>) {
  const { state, words, t } = useWindow()
  const now = useNow(10_000)
  const answeredAt = state.following.last?.at ?? now
  if (expiry?.kind === 'moment' && answeredAt < expiry.at && expiry.at <= now) return null
  return (
    <Detail icon={<ChatRegular />}>
      <MessageText key={text} label={t('window.statusMessage.title')} text={text} />
      {expiry && <p className="small">{expiryWords(expiry, now, words, state)}</p>}
    </Detail>
  )
}

export function WorkPlace({ place }: { place: NonNullable<Presence['workLocation']> }) {
  const { t } = useWindow()
  const Icon = placeIcons[place]
  return (
    <Detail icon={<Icon />}>
      <p>{t(`window.place.${place}`)}</p>
    </Detail>
  )
}

function Detail({ icon, children }: { icon: JSX.Element; children: ReactNode }) {
  return (
    <div className="detail">
      <span className="icon">{icon}</span>
      <div>{children}</div>
    </div>
  )
}

/** In local time; with its own time zone if that zone is unknown here. */
function expiryWords(expiry: Expiry, nowMs: number, { t, language }: Words, local: LocalTime): string {
  return expiry.kind === 'moment'
    ? t('window.statusMessage.until', { time: timeAhead(expiry.at, nowMs, language, local) })
    : t('window.statusMessage.untilThere', { time: expiry.dateTime, zone: expiry.timeZone })
}
