// The footer of the Now page: the last check, and the account.
import { Button } from '@fluentui/react-components'
import { offersStep } from '../controls/problem-card.tsx'
import { TruncatedText } from '../controls/truncated-text.tsx'
import { LastCheck } from './last-check.tsx'
import { useWindow } from './window-context.ts'

export function WindowFooter() {
  const { state, t, ask } = useWindow()
  const { session, following, pausedUntil, update } = state
  const canCheck = pausedUntil === null && !offersStep(following.problem, 'check-now')
  return (
    <footer className="window-footer">
      <LastCheck canCheck={canCheck} />
      {update.kind === 'ready' && (
        <p className="small">{t('settings.update.ready', { version: update.version })}</p>
      )}
      {session.kind === 'signed-in' && (
        <div className="row">
          <TruncatedText
            text={session.account.username}
            title={`${session.account.name}\n${session.account.username}`}
            small
          />
          <Button appearance="subtle" size="small" onClick={() => ask((tally) => tally.signOut())}>
            {t('window.signOut')}
          </Button>
        </div>
      )}
    </footer>
  )
}
