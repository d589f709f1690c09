// A switch for each kind of notification.
import { notificationKinds } from '../../app/model/names.ts'
import { SwitchSetting } from '../controls/settings-fields.tsx'
import { useWindow } from '../frame/window-context.ts'

export function NotificationSettings() {
  const { state, t, ask } = useWindow()
  const { notifications } = state.settings
  return (
    <>
      {notificationKinds.map((kind) => (
        <SwitchSetting
          key={kind}
          label={t(`settings.notification.${kind}`)}
          hint={t(`settings.notificationHint.${kind}`)}
          on={notifications.includes(kind)}
          onTurn={(on) => {
            const others = notifications.filter((one) => one !== kind)
            void ask((tally) => tally.changeSettings({ notifications: on ? [...others, kind] : others }))
          }}
        />
      ))}
      {state.notificationsRefused && (
        <p role="status" className="small">
          {t('settings.notificationsRefused')}
        </p>
      )}
    </>
  )
}
