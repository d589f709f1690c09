// Whether calls are noticed by the microphone, and why not if that is not possible here.
import type { MicrophoneSourceState } from '../../app/model/state.ts'
import { SwitchSetting } from '../controls/settings-fields.tsx'
import { useWindow } from '../frame/window-context.ts'

export function MicrophoneSettings() {
  const { state, t, ask } = useWindow()
  const { microphone: sources, settings } = state
  const system = sources.find(({ name }) => name !== 'teams-log')
  const teamsLog = sources.find(({ name }) => name === 'teams-log')
  return (
    <>
      {system && (
        <div className="feature">
          <SwitchSetting
            label={t('settings.microphone')}
            hint={t('settings.microphoneHint')}
            managedAs="microphone"
            on={settings.microphone}
            onTurn={(microphone) => ask((tally) => tally.changeSettings({ microphone }))}
          />
          <Failure {...system} />
        </div>
      )}
      {teamsLog && (
        <div className="feature">
          <SwitchSetting
            label={t('settings.teamsLog')}
            hint={t('settings.teamsLogHint')}
            on={settings.teamsLog}
            disabled={!settings.microphone}
            onTurn={(on) => ask((tally) => tally.changeSettings({ teamsLog: on }))}
          />
          <Failure {...teamsLog} />
        </div>
      )}
    </>
  )
}

function Failure({ name, failure }: MicrophoneSourceState) {
  const { t } = useWindow()
  return (
    <div role="status">
      {failure !== null && <p className="small">{t(`settings.microphoneFailed.${name}`, { failure })}</p>}
    </div>
  )
}
