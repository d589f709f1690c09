// What a presence says besides its light: the status message with its expiry, and where the person works.
import { BeachRegular, BuildingRegular, ChatRegular, HomeRegular } from '@fluentui/react-icons'
import type { JSX, ReactNode } from 'react'
import type { Presence, ZonedMoment } from '../../app/presence/presence.ts'
import { timeOfDay } from '../../words/moments.ts'
import { useShown } from '../shown.ts'
import { useNow } from '../use-now.ts'
import { MessageText } from './message-text.tsx'

const placeIcons = { office: BuildingRegular, remote: HomeRegular, timeOff: BeachRegular } as const

export function StatusMessage({ text, expiry }: NonNullable<Presence['statusMessage']>): JSX.Element {
  const { t } = useShown().words
  return (
    <Detail icon={<ChatRegular />}>
      <MessageText key={text} label={t('window.statusMessage.title')} text={text} />
      {expiry && <Expiry {...expiry} />}
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

/** The moment as the clock of its own time zone shows it; as it came when it is no date. */
function Expiry({ dateTime, timeZone }: ZonedMoment): JSX.Element {
  const { t, language } = useShown().words
  const now = useNow(60_000)
  // Without "Z" a date is read as local time, so that its hours stay the hours that were written.
  const at = Date.parse(dateTime.replace(/(\.\d+)?Z?$/, ''))
  const time = Number.isNaN(at) ? dateTime : timeOfDay(at, now, language)
  return <p className="small">{t('window.statusMessage.until', { time, zone: timeZone })}</p>
}
