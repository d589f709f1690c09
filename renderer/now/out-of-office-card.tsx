// Out of office: the flag, and the whole message that others get.
import { PresenceOof20Regular } from '@fluentui/react-icons'
import type { JSX } from 'react'
import { Card } from '../controls/card.tsx'
import { useShown } from '../frame/shown.ts'
import { MessageText } from './message-text.tsx'

export function OutOfOfficeCard({ message }: { message: string | null }): JSX.Element {
  const { t } = useShown().words
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
