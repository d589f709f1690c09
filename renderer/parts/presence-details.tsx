// What a presence says besides its light: the status message with its expiry, and where the person works.
import { BeachRegular, BuildingRegular, ChatRegular, HomeRegular } from '@fluentui/react-icons'
import type { JSX } from 'react'
import type { Presence, ZonedMoment } from '../../app/presence/presence.ts'
import { timeOfDay } from '../../words/moments.ts'
import { useShown } from '../shown.ts'
import { useNow } from '../use-now.ts'
import { Card } from './card.tsx'
import { MessageText } from './message-text.tsx'

const placeIcons = { office: BuildingRegular, remote: HomeRegular, timeOff: BeachRegular } as const

export function StatusMessageCard({ text, expiry }: NonNullable<Presence['statusMessage']>): JSX.Element {
  const { t } = useShown().words
  return (
    <Card tone="plain" icon={<ChatRegular />} title={t('window.statusMessage.title')}>
      <MessageText label={t('window.statusMessage.title')} text={text} />
      {expiry && <Expiry {...expiry} />}
    </Card>
  )
}

export function WorkPlace({ place }: { place: NonNullable<Presence['workLocation']> }): JSX.Element {
  const { t } = useShown().words
  const Icon = placeIcons[place]
  return (
    <p className="place">
      <span className="icon">
        <Icon />
      </span>
      {t(`window.place.${place}`)}
    </p>
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
