// Settings: each takes effect at once and says in plain words what it does.
import { Button } from '@fluentui/react-components'
import type { JSX } from 'react'
import { lengthOfTime } from '../../words/moments.ts'
import { RegistrationSettings } from '../parts/registration-settings.tsx'
import { ChoiceSetting, SwitchSetting } from '../parts/settings-fields.tsx'
import { useShown } from '../shown.ts'

/** Seconds; the contract allows 5 to 600. */
const intervals: readonly number[] = [5, 10, 15, 30, 60, 120, 300, 600]
const themes = ['system', 'light', 'dark', 'high-contrast'] as const
const languages = ['system', 'en', 'ru'] as const

export function SettingsView(): JSX.Element {
  const { state, words, ask } = useShown()
  const { t, language } = words
  const { settings, openAtLogin, session } = state
  const choices = [...new Set([...intervals, settings.intervalSeconds])].sort((one, other) => one - other)
  const mayTryDemo = session.kind === 'not-set-up' || session.kind === 'signed-out'
  return (
    <>
      <h1 className="title">{t('tray.menu.settings')}</h1>
      <section className="group">
        <h2>{t('settings.account')}</h2>
        <RegistrationSettings />
      </section>
      <section className="group">
        <h2>{t('settings.checking')}</h2>
        <ChoiceSetting
          label={t('settings.interval')}
          hint={t('settings.intervalHint')}
          value={settings.intervalSeconds}
          choices={choices}
          nameOf={(seconds) => lengthOfTime(seconds * 1000, language)}
          onChoose={(intervalSeconds) => ask((tally) => tally.changeSettings({ intervalSeconds }))}
        />
        <SwitchSetting
          label={t('settings.notifications')}
          hint={t('settings.notificationsHint')}
          on={settings.notifications.includes('sign-in-needed')}
          onTurn={(on) =>
            ask((tally) => tally.changeSettings({ notifications: on ? ['sign-in-needed'] : [] }))
          }
        />
        <SwitchSetting
          label={t('tray.menu.start-at-login')}
          hint={t('settings.startAtLoginHint')}
          on={openAtLogin}
          onTurn={(on) => ask((tally) => tally.setOpenAtLogin(on))}
        />
      </section>
      <section className="group">
        <h2>{t('settings.looks')}</h2>
        <ChoiceSetting
          label={t('settings.theme')}
          hint={t('settings.themeHint')}
          value={settings.theme}
          choices={themes}
          nameOf={(theme) => t(`settings.themeName.${theme}`)}
          onChoose={(theme) => ask((tally) => tally.changeSettings({ theme }))}
        />
        <ChoiceSetting
          label={t('settings.language')}
          hint={t('settings.languageHint')}
          value={settings.language}
          choices={languages}
          nameOf={(name) => t(`settings.languageName.${name}`)}
          onChoose={(chosen) => ask((tally) => tally.changeSettings({ language: chosen }))}
        />
      </section>
      {mayTryDemo && <Button onClick={() => ask((tally) => tally.tryDemo())}>{t('setup.tryDemo')}</Button>}
      <p className="small">{t('settings.version', { version: state.version })}</p>
    </>
  )
}
