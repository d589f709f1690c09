// The version, updates, the hosts that the program talks to, and diagnostics.
import type { AccountView } from '../../app/model/state.ts'
import { timeAgo } from '../../words/moments.ts'
import type { Words } from '../../words/words.ts'
import { CommandButton } from '../controls/command-button.tsx'
import { LabelledCopyButton } from '../controls/copy-button.tsx'
import { ProblemCard } from '../controls/problem-card.tsx'
import { SwitchSetting } from '../controls/settings-fields.tsx'
import { useNow } from '../controls/use-now.ts'
import { isShownElsewhere } from '../elsewhere/is-shown-elsewhere.ts'
import { useWindow } from '../frame/window-context.ts'

export function About() {
  const { state, t } = useWindow()
  const asksForUpdates = state.settings.updates && state.update.kind !== 'not-ours'
  const updates = asksForUpdates ? 'updates' : 'noUpdates'
  const places = isShownElsewhere(state) ? 'places' : 'alone'
  return (
    <>
      <p>{t('settings.version', { version: state.version })}</p>
      <UpdateSettings />
      <p>{t(`settings.privacy.${updates}.${places}`)}</p>
      <p className="small">{t('settings.diagnosticsHint')}</p>
      <div className="buttons">
        <LabelledCopyButton command={(tally) => tally.copyDiagnostics()}>
          {t('settings.copyDiagnostics')}
        </LabelledCopyButton>
        <CommandButton command={(tally) => tally.openLogs()}>{t('settings.openLogs')}</CommandButton>
      </div>
    </>
  )
}

/** The switch for updates, and the state of the next one. */
function UpdateSettings() {
  const { state, words, t, ask } = useWindow()
  const { update, settings } = state
  const now = useNow(60_000)
  if (update.kind === 'not-ours') return <p className="small">{t(`settings.update.notOurs.${update.by}`)}</p>
  return (
    <>
      <SwitchSetting
        label={t('settings.updates')}
        hint={t('settings.updatesHint')}
        managedAs="updates"
        on={settings.updates}
        onTurn={(updates) => ask((tally) => tally.changeSettings({ updates }))}
      />
      {settings.updates && (
        <>
          <p role="status" className="small">
            {statusText(state, words, now)}
          </p>
          {update.kind === 'downloading' && (
            <progress
              aria-label={t('settings.update.downloading', { version: update.version })}
              value={update.percent}
              max={100}
            />
          )}
          {update.kind === 'failed' && <ProblemCard problem={update.problem} />}
          <div className="buttons">
            {update.kind === 'ready' ? (
              <CommandButton command={(tally) => tally.installUpdate()}>
                {t('settings.update.restart')}
              </CommandButton>
            ) : (
              <CommandButton
                disabledFocusable={update.kind === 'checking' || update.kind === 'downloading'}
                command={(tally) => tally.checkForUpdate()}
              >
                {t('settings.update.check')}
              </CommandButton>
            )}
          </div>
        </>
      )}
    </>
  )
}

/** Without the percentage, which the progress bar shows: a screen reader would read each change. */
function statusText({ update, settings }: AccountView, { t, language }: Words, now: number): string {
  if (update.kind === 'checking') return t('settings.update.checking')
  if (update.kind === 'downloading' || update.kind === 'ready')
    return t(`settings.update.${update.kind}`, { version: update.version })
  const { updateCheckedAt } = settings
  return updateCheckedAt === null
    ? t('settings.update.never')
    : t('settings.update.asked', { ago: timeAgo(now - updateCheckedAt, language) })
}
