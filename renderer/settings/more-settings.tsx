// Start at login, the history, keyboard shortcuts, the theme and the language.
import { themeNames } from '../../app/model/names.ts'
import { languagesByTitle, languageTitle } from '../../words/locale.ts'
import { ChoiceSetting, SwitchSetting } from '../controls/settings-fields.tsx'
import { useWindow } from '../frame/window-context.ts'
import { LoginSetting } from './login-setting.tsx'
import { ShortcutSetting } from './shortcut-setting.tsx'

export function MoreSettings() {
  const { state, t, ask } = useWindow()
  const { settings } = state
  return (
    <>
      <LoginSetting />
      <SwitchSetting
        label={t('settings.keepHistory')}
        hint={t('settings.keepHistoryHint')}
        on={settings.keepHistory}
        onTurn={(keepHistory) => ask((tally) => tally.changeSettings({ keepHistory }))}
      />
      <ShortcutSetting action="open" />
      <ShortcutSetting action="pause" />
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
        choices={['system', ...languagesByTitle()]}
        nameOf={(name) => (name === 'system' ? t('settings.languageName.system') : languageTitle(name))}
        onChoose={(chosen) => ask((tally) => tally.changeSettings({ language: chosen }))}
      />
    </>
  )
}
