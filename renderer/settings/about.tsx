// What this is, whom it talks to, and what to send to somebody who helps.
import { Button } from '@fluentui/react-components'
import type { JSX } from 'react'
import { CopyInWords } from '../controls/copy-button.tsx'
import { useShown } from '../frame/shown.ts'
import { UpdateSettings } from './update-settings.tsx'

export function About(): JSX.Element {
  const { state, words, ask } = useShown()
  const { t } = words
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
        <CopyInWords what={(tally) => tally.copyDiagnostics()}>{t('settings.copyDiagnostics')}</CopyInWords>
        <Button size="small" onClick={() => ask((tally) => tally.openLogs())}>
          {t('settings.openLogs')}
        </Button>
      </div>
    </>
  )
}
