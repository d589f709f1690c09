// The version, updates, the hosts that the program talks to, and diagnostics.
import { Button } from '@fluentui/react-components'
import { LabelledCopyButton } from '../controls/copy-button.tsx'
import { useWindow } from '../frame/window-context.ts'
import { UpdateSettings } from './update-settings.tsx'

export function About() {
  const { state, t, ask } = useWindow()
  return (
    <>
      <p>{t('settings.version', { version: state.version })}</p>
      <UpdateSettings />
      <p>
        {t(
          state.settings.updates && state.update.kind !== 'not-ours'
            ? 'settings.privacyUpdates'
            : 'settings.privacy',
        )}
      </p>
      <p className="small">{t('settings.diagnosticsHint')}</p>
      <div className="buttons">
        <LabelledCopyButton command={(tally) => tally.copyDiagnostics()}>
          {t('settings.copyDiagnostics')}
        </LabelledCopyButton>
        <Button size="small" onClick={() => ask((tally) => tally.openLogs())}>
          {t('settings.openLogs')}
        </Button>
      </div>
    </>
  )
}
