// Settings that could not be read: where the file is now, and a button that shows it.
import { Button } from '@fluentui/react-components'
import { useWindow } from '../frame/window-context.ts'

export function UnreadSettingsNote() {
  const { state, t, ask } = useWindow()
  const unread = state.unreadSettings
  if (!unread) return null
  return (
    <div className="program-note">
      <p role="status">{t(`window.unreadSettings.${unread.kind}`, unread)}</p>
      <div className="buttons">
        <Button size="small" onClick={() => ask((tally) => tally.showUnreadSettings())}>
          {t(`window.unreadSettings.show.${unread.kind}`)}
        </Button>
        <Button size="small" onClick={() => ask((tally) => tally.dismissUnreadSettings())}>
          {t('window.unreadSettings.dismiss')}
        </Button>
      </div>
    </div>
  )
}
