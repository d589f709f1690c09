// The foot of the window while a presence is followed: how fresh it is, and whose it is.
import { Button } from '@fluentui/react-components'
import type { JSX } from 'react'
import { OneLine } from '../controls/one-line.tsx'
import { offers } from '../controls/problem-card.tsx'
import { Freshness } from './freshness.tsx'
import { useShown } from './shown.ts'

export function WindowFooter(): JSX.Element {
  const { state, words, ask } = useShown()
  const { session, following, pausedUntil, update } = state
  const canCheck = pausedUntil === null && !offers(following.problem, 'check-now')
  return (
    <footer className="window-footer">
      <Freshness canCheck={canCheck} />
      {update.kind === 'ready' && (
        <p className="small">{words.t('settings.update.ready', { version: update.version })}</p>
      )}
      {session.kind === 'signed-in' && (
        <div className="row">
          <OneLine
            text={session.account.username}
            title={`${session.account.name}\n${session.account.username}`}
            small
          />
          <Button appearance="subtle" size="small" onClick={() => ask((tally) => tally.signOut())}>
            {words.t('window.signOut')}
          </Button>
        </div>
      )}
    </footer>
  )
}
