// When the presence was checked and what comes next: calm words, not a counter.
import { Button } from '@fluentui/react-components'
import type { JSX } from 'react'
import type { Following } from '../../app/model/following.ts'
import type { AppState } from '../../app/model/state.ts'
import { clockTime, timeAgo } from '../../words/moments.ts'
import type { Words } from '../../words/words.ts'
import { useNow } from '../controls/use-now.ts'
import { useShown } from './shown.ts'

/** `canCheck`: whether "Check now" belongs here. */
export function Freshness({ canCheck }: { canCheck: boolean }): JSX.Element {
  const { state, words, ask } = useShown()
  const now = useNow(1000)
  return (
    <div className="row">
      <p className="small">
        <span className="line">{checked(state.following, words, now)}</span>
        <span className="line">{next(state, words)}</span>
      </p>
      {canCheck && (
        <Button size="small" onClick={() => ask((tally) => tally.checkNow())}>
          {words.t('tray.menu.check-now')}
        </Button>
      )}
    </div>
  )
}

function checked({ last, problem }: Following, { t, language }: Words, now: number): string {
  if (!last) return t('window.freshness.never')
  const ago = now - last.at
  if (ago < 5000 && !problem) return t('window.freshness.justNow')
  // Seconds move in steps of five, so that nothing flickers at the edge of the eye.
  const calm = ago < 60_000 ? Math.floor(ago / 5000) * 5000 : ago
  // After a failure it was checked just now, and answered long ago.
  return t(problem ? 'window.freshness.lastAnswer' : 'window.freshness.ago', { ago: timeAgo(calm, language) })
}

function next(state: AppState, { t, language }: Words): string {
  const { checking, nextCheckAt } = state.following
  if (checking) return t('window.freshness.checking')
  return nextCheckAt === null
    ? ''
    : t('window.freshness.next', { time: clockTime(nextCheckAt, language, state) })
}
