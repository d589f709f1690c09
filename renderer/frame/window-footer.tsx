// The footer of the Now page: the last check, and the account.
import type { Following } from '../../app/model/following.ts'
import type { AccountView } from '../../app/model/state.ts'
import { addressOf } from '../../words/account-names.ts'
import { clockTime, timeAgo } from '../../words/moments.ts'
import type { Words } from '../../words/words.ts'
import { CommandButton } from '../controls/command-button.tsx'
import { offersStep } from '../controls/problem-card.tsx'
import { TruncatedText } from '../controls/truncated-text.tsx'
import { steadyAgo, useNow } from '../controls/use-now.ts'
import { useWindow } from './window-context.ts'

export function WindowFooter() {
  const { state, t } = useWindow()
  const { session, following, pausedUntil, update } = state
  const canCheck = pausedUntil === null && !offersStep(following.problem, 'check-now')
  // Nothing is checked on this computer.
  if (session.kind === 'this-computer' && update.kind !== 'ready') return null
  return (
    <footer className="window-footer">
      {session.kind !== 'this-computer' && <LastCheck canCheck={canCheck} />}
      {update.kind === 'ready' && (
        <p className="small">{t('settings.update.ready', { version: update.version })}</p>
      )}
      {session.kind === 'signed-in' && (
        <div className="row">
          <TruncatedText
            text={addressOf(session.account)}
            title={`${session.account.name}\n${session.account.username}`.trim()}
            small
          />
          <CommandButton appearance="subtle" command={(tally) => tally.signOut()}>
            {t('window.signOut')}
          </CommandButton>
        </div>
      )}
    </footer>
  )
}

/** When the presence was last checked, and when the next check is due. `canCheck`: whether to show "Check now". */
function LastCheck({ canCheck }: { canCheck: boolean }) {
  const { state, words, t } = useWindow()
  const now = useNow(1000)
  return (
    <div className="row">
      <p className="small">
        <span className="line">{checked(state.following, words, now)}</span>
        <span className="line">{next(state, words)}</span>
      </p>
      {canCheck && (
        <CommandButton command={(tally) => tally.checkNow()}>{t('tray.menu.check-now')}</CommandButton>
      )}
    </div>
  )
}

function checked({ last, problem }: Following, { t, language }: Words, now: number): string {
  if (!last) return t('window.freshness.never')
  const ago = now - last.at
  if (ago < 5000 && !problem) return t('window.freshness.justNow')
  // After a failed check this is the time of the last answer.
  return t(problem ? 'window.freshness.lastAnswer' : 'window.freshness.ago', {
    ago: timeAgo(steadyAgo(ago), language),
  })
}

function next(state: AccountView, { t, language }: Words): string {
  const { checking, nextCheckAt } = state.following
  if (checking) return t('window.freshness.checking')
  return nextCheckAt === null
    ? ''
    : t('window.freshness.next', { time: clockTime(nextCheckAt, language, state) })
}
