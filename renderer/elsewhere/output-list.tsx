// The outputs that the user has added, and the button that adds one.
import { Button } from '@fluentui/react-components'
import { LockClosed12Filled, Warning12Filled } from '@fluentui/react-icons'
import type { ExternalOutput } from '../../app/model/external-outputs/external-output.ts'
import { Entry, EntryList } from '../controls/entry-list.tsx'
import { SwitchSetting } from '../controls/settings-fields.tsx'
import { useLock } from '../controls/use-lock.ts'
import { useWindow } from '../frame/window-context.ts'
import { DemoNote } from './demo-note.tsx'
import type { ElsewhereView } from './elsewhere-view.ts'
import { SecretsKept } from './form/secrets-kept.tsx'
import { kindIcons } from './kind-icons.ts'
import { shortStatus, statusOf } from './output-status.tsx'

interface OutputListProps {
  open: (view: ElsewhereView) => void
  /** The view that was open before; its entry gets the focus. */
  lastView: ElsewhereView
}

export function OutputList({ open, lastView }: OutputListProps) {
  const { state, t, ask } = useWindow()
  const { externalOutputs: outputs, showElsewhere } = state.settings
  const lock = useLock('showElsewhere')
  const isForbidden = lock !== undefined && !showElsewhere
  return (
    <>
      {isForbidden ? (
        <p>
          {t('elsewhere.forbidden')}
          <span className="field-note line">
            <LockClosed12Filled />
            {lock}
          </span>
        </p>
      ) : (
        <p className="quiet">{t(outputs.length === 0 ? 'elsewhere.intro' : 'elsewhere.nothingElse')}</p>
      )}
      {outputs.length > 0 && !isForbidden && <DemoNote />}
      {(outputs.length > 0 || lock) && !isForbidden && (
        <SwitchSetting
          label={t('elsewhere.all')}
          hint={t('elsewhere.allHint')}
          managedAs="showElsewhere"
          on={showElsewhere}
          onTurn={(on) => ask((tally) => tally.changeSettings({ showElsewhere: on }))}
        />
      )}
      {outputs.length > 0 && (
        <EntryList>
          {outputs.map((output) => (
            <Entry
              key={output.id}
              icon={kindIcons[output.target.kind]}
              title={output.name}
              hint={<OutputHint output={output} />}
              wasOpen={lastView.kind === 'output' && lastView.id === output.id}
              onOpen={() => open({ kind: 'output', id: output.id })}
            />
          ))}
        </EntryList>
      )}
      {!isForbidden && (
        <div className="buttons">
          <Button
            appearance={outputs.length === 0 ? 'primary' : 'secondary'}
            autoFocus={lastView.kind === 'kinds'}
            onClick={() => open({ kind: 'kinds' })}
          >
            {t('elsewhere.addOne')}
          </Button>
        </div>
      )}
      <SecretsKept />
    </>
  )
}

function OutputHint({ output }: { output: ExternalOutput }) {
  const { state, words } = useWindow()
  const status = statusOf(state, output.id)
  return (
    <>
      {status.kind === 'failing' && <Warning12Filled className="failing" />}
      {shortStatus(status, words)}
    </>
  )
}
