// The out of office message, as others get it.
import { PresenceOof20Regular } from '@fluentui/react-icons'
import { Card } from '../controls/card.tsx'
import { useWindow } from '../frame/window-context.ts'
import { MessageText } from './message-text.tsx'

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
