// The Settings page. Each setting takes effect at once.
import type { ReactNode } from 'react'
import { graphVersions, languageChoices, themeNames } from '../../app/model/names.ts'
import { languageTitle } from '../../words/locale.ts'
import { lengthOfTime } from '../../words/moments.ts'
import { ProblemCard } from '../controls/problem-card.tsx'
import { ChoiceSetting, SwitchSetting } from '../controls/settings-fields.tsx'
import { useWindow } from '../frame/window-context.ts'
import { About } from './about.tsx'
import { AccountSettings } from './account-settings.tsx'
import { FeatureSettings } from './feature-settings.tsx'
import { LoginSetting } from './login-setting.tsx'
import { MicrophoneSettings } from './microphone-settings.tsx'
import { NotificationSettings } from './notification-settings.tsx'
import { PaletteSetting } from './palette-setting.tsx'
import { RegistrationSettings } from './registration-settings.tsx'
import './settings.css'

/** Seconds; the contract allows 5 to 600. */
const intervals: readonly number[] = [5, 10, 15, 30, 60, 120, 300, 600]

export function SettingsView() {
  const { state, t, language, ask } = useWindow()
  const { settings } = state
  // Other clouds have no presence in beta. The choice appears there only to leave a beta from the settings file.
  const canChooseVersion = settings.cloud === 'global' || settings.graphVersion === 'beta'
  const choices = [...new Set([...intervals, settings.intervalSeconds])].sort((one, other) => one - other)
  return (
    <>
      <h1 className="title" tabIndex={-1}>
        {t('tray.menu.settings')}
      </h1>
      {state.managed.problem && <ProblemCard problem={state.managed.problem} />}
      <SettingsSection title={t('settings.account')}>
        <AccountSettings />
      </SettingsSection>
      <SettingsSection title={t('settings.features')}>
        <FeatureSettings />
      </SettingsSection>
      <SettingsSection title={t('settings.registration')}>
        <RegistrationSettings />
      </SettingsSection>
      <SettingsSection title={t('settings.checking')}>
        <ChoiceSetting
          label={t('settings.interval')}
          hint={t('settings.intervalHint')}
          managedAs="intervalSeconds"
          value={settings.intervalSeconds}
          choices={choices}
          nameOf={(seconds) => lengthOfTime(seconds * 1000, language)}
          onChoose={(intervalSeconds) => ask((tally) => tally.changeSettings({ intervalSeconds }))}
        />
        <MicrophoneSettings />
        {canChooseVersion && (
          <ChoiceSetting
            label={t('settings.graphVersion')}
            hint={t('settings.graphVersionHint')}
            value={settings.graphVersion}
            choices={graphVersions}
            nameOf={(version) => version}
            onChoose={(graphVersion) => ask((tally) => tally.changeSettings({ graphVersion }))}
          />
        )}
      </SettingsSection>
      <SettingsSection title={t('settings.lights')}>
        <PaletteSetting />
      </SettingsSection>
      <SettingsSection title={t('settings.notifications')}>
        <NotificationSettings />
      </SettingsSection>
      <SettingsSection title={t('settings.atLogin')}>
        <LoginSetting />
      </SettingsSection>
      <SettingsSection title={t('settings.looks')}>
        <ChoiceSetting
          label={t('settings.theme')}
          hint={t('settings.themeHint')}
          value={settings.theme}
          choices={themeNames}
          nameOf={(theme) => t(`settings.themeName.${theme}`)}
          onChoose={(theme) => ask((tally) => tally.changeSettings({ theme }))}
        />
        <ChoiceSetting
          label={t('settings.language')}
          hint={t('settings.languageHint')}
          value={settings.language}
          choices={languageChoices}
          nameOf={(name) => (name === 'system' ? t('settings.languageName.system') : languageTitle(name))}
          onChoose={(chosen) => ask((tally) => tally.changeSettings({ language: chosen }))}
        />
      </SettingsSection>
      <SettingsSection title={t('settings.history')}>
        <SwitchSetting
          label={t('settings.keepHistory')}
          hint={t('settings.keepHistoryHint')}
          on={settings.keepHistory}
          onTurn={(keepHistory) => ask((tally) => tally.changeSettings({ keepHistory }))}
        />
      </SettingsSection>
      <SettingsSection title={t('settings.about')}>
        <About />
      </SettingsSection>
    </>
  )
}

function SettingsSection({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="settings-section part">
      <h2>{title}</h2>
      {children}
    </section>
  )
}
