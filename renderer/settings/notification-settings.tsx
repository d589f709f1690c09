// What a notification may tell: one switch a kind.
import type { JSX } from 'react'
import type { NoticeKind } from '../../app/model/settings.ts'
import { useShown } from '../frame/shown.ts'
import { SwitchSetting } from './settings-fields.tsx'

/** As the contract has them; their words are settings.notice.* and settings.noticeHint.*. */
const kinds: readonly NoticeKind[] = ['sign-in-needed', 'light-changed', 'still-out-of-office', 'stale']

export function NotificationSettings(): JSX.Element {
  const { state, words, ask } = useShown()
  const { t } = words
  const { notifications } = state.settings
  return (
    <>
      {kinds.map((kind) => (
        <SwitchSetting
          key={kind}
          label={t(`settings.notice.${kind}`)}
          hint={t(`settings.noticeHint.${kind}`)}
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
