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
        <h2>{t('window.settings.account')}</h2>
        <RegistrationSettings />
      </section>
      <section className="group">
        <h2>{t('window.settings.checking')}</h2>
        <ChoiceSetting
          label={t('window.settings.interval')}
          hint={t('window.settings.intervalHint')}
          value={settings.intervalSeconds}
          choices={choices}
          nameOf={(seconds) => lengthOfTime(seconds * 1000, language)}
          onChoose={(intervalSeconds) => ask((tally) => tally.changeSettings({ intervalSeconds }))}
        />
        <SwitchSetting
          label={t('window.settings.notifications')}
          hint={t('window.settings.notificationsHint')}
          on={settings.notifications}
          onTurn={(notifications) => ask((tally) => tally.changeSettings({ notifications }))}
        />
        <SwitchSetting
          label={t('tray.menu.start-at-login')}
          hint={t('window.settings.startAtLoginHint')}
          on={openAtLogin}
          onTurn={(on) => ask((tally) => tally.setOpenAtLogin(on))}
        />
      </section>
      <section className="group">
        <h2>{t('window.settings.looks')}</h2>
        <ChoiceSetting
          label={t('window.settings.theme')}
          hint={t('window.settings.themeHint')}
          value={settings.theme}
          choices={themes}
          nameOf={(theme) => t(`window.theme.${theme}`)}
          onChoose={(theme) => ask((tally) => tally.changeSettings({ theme }))}
        />
        <ChoiceSetting
          label={t('window.settings.language')}
          hint={t('window.settings.languageHint')}
          value={settings.language}
          choices={languages}
          nameOf={(name) => t(`window.language.${name}`)}
          onChoose={(chosen) => ask((tally) => tally.changeSettings({ language: chosen }))}
        />
      </section>
      {mayTryDemo && (
        <Button onClick={() => ask((tally) => tally.tryDemo())}>{t('window.firstStart.tryDemo')}</Button>
      )}
      <p className="small">{t('window.settings.version', { version: state.version })}</p>
    </>
  )
}
