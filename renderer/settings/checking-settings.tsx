// How often the presence is checked, what triggers a check besides, and which version of Microsoft Graph answers.
import { graphVersions } from '../../app/model/names.ts'
import { lengthOfTime } from '../../words/moments.ts'
import { ChoiceSetting } from '../controls/settings-fields.tsx'
import { useWindow } from '../frame/window-context.ts'
import { MicrophoneSettings } from './microphone-settings.tsx'

/** Seconds; the contract allows 5 to 600. */
const intervals: readonly number[] = [5, 10, 15, 30, 60, 120, 300, 600]

export function CheckingSettings() {
  const { state, t, language, ask } = useWindow()
  const { settings } = state
  // Other clouds have no presence in beta. The choice appears there only to leave a beta from the settings file.
  const canChooseVersion = settings.cloud === 'global' || settings.graphVersion === 'beta'
  const choices = [...new Set([...intervals, settings.intervalSeconds])].sort((one, other) => one - other)
  return (
    <>
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
    </>
  )
}
