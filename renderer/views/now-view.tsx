// Now: what others see of me, since when, out of office, and what is wrong if something is.
import { Button } from '@fluentui/react-components'
import { PlayRegular } from '@fluentui/react-icons'
import type { JSX } from 'react'
import { type Light, lightOf, wordKey } from '../../app/presence/light.ts'
import type { Presence } from '../../app/presence/presence.ts'
import type { AppState } from '../../app/state.ts'
import { lengthOfTime, timeAgo, timeOfDay } from '../../words/moments.ts'
import { activityWords, lightTitle } from '../../words/status.ts'
import type { Words } from '../../words/words.ts'
import { Hero } from '../parts/hero.tsx'
import { OutOfOfficeCard } from '../parts/out-of-office-card.tsx'
import { StatusMessage, WorkPlace } from '../parts/presence-details.tsx'
import { ProblemCard } from '../parts/problem-card.tsx'
import { useShown } from '../shown.ts'
import { useNow } from '../use-now.ts'

const MINUTE_MS = 60_000

export function NowView(): JSX.Element {
  const { state, words, ask } = useShown()
  const { following, session, pausedUntil } = state
  const { t } = words
  const light = lightOf(state)
  const presence = showsPresence(light) ? following.last?.presence : undefined
  return (
    <>
      <Hero>
        <HeroLines light={light} />
      </Hero>
      {pausedUntil !== null && (
        <Button appearance="primary" icon={<PlayRegular />} onClick={() => ask((tally) => tally.resume())}>
          {t('tray.menu.resume')}
        </Button>
      )}
      {following.problem && light.shape !== 'paused' && <ProblemCard problem={following.problem} />}
      {presence?.outOfOffice.isOutOfOffice && <OutOfOfficeCard message={presence.outOfOffice.message} />}
      {presence?.statusMessage && <StatusMessage {...presence.statusMessage} />}
      {presence?.workLocation && <WorkPlace place={presence.workLocation} />}
      {session.kind === 'signed-in' && state.tokensKeptIn === 'memory' && (
        <p className="small">{t('window.keptInMemory')}</p>
      )}
    </>
  )
}

const showsPresence = ({ shape }: Light): boolean =>
  shape !== 'attention' && shape !== 'paused' && shape !== 'signed-out'

function HeroLines({ light }: { light: Light }): JSX.Element {
  const { state, words } = useShown()
  const { t, language } = words
  const { last } = state.following
  const now = useNow(10_000)
  const time = (atMs: number) => timeOfDay(atMs, now, language)
  if (!showsPresence(light)) {
    return (
      <>
        {state.pausedUntil !== null && (
          <p className="quiet">{t('window.now.pausedUntil', { time: time(state.pausedUntil) })}</p>
        )}
        {last && light.shape !== 'signed-out' && (
          <p className="quiet">{lastKnown(state, words, time(last.at))}</p>
        )}
      </>
    )
  }
  if (!last) {
    return (
      <p className="quiet">
        {t(state.following.checking ? 'presence.status.starting' : 'presence.status.notKnownYet')}
      </p>
    )
  }
  const activity = saysMore(last.presence, light, words)
  return (
    <>
      {activity && <p className="strong">{activity}</p>}
      {light.stale ? (
        <p className="marked">
          {t('window.now.stale', { time: time(last.at), ago: timeAgo(now - last.at, language) })}
        </p>
      ) : (
        <p className="quiet">{sinceWords(last, now, words)}</p>
      )}
    </>
  )
}

function sinceWords(
  last: { since: number; witnessed: boolean },
  now: number,
  { t, language }: Words,
): string {
  const time = timeOfDay(last.since, now, language)
  if (!last.witnessed) return t('window.now.sinceOrEarlier', { time })
  const length = now - last.since
  if (length < MINUTE_MS) return t('window.now.since', { time })
  const whole = Math.floor(length / MINUTE_MS) * MINUTE_MS
  return t('window.now.sinceFor', { time, length: lengthOfTime(whole, language) })
}

/** What the light was when it was last known, for the lights that hide it: "Last known: Available at 10:42". */
function lastKnown({ following }: AppState, words: Words, time: string): string {
  const title = lightTitle(
    {
      session: { kind: 'demo', pretending: null },
      following: { ...following, problem: null },
      pausedUntil: null,
    },
    words,
  )
  return words.t('window.now.lastKnown', { title, time })
}

/** Words that say nothing in themselves: the flag tells out of office, and the light that nothing is known. */
const SAY_NOTHING: readonly string[] = ['', 'outofoffice', 'presenceunknown']

/** The activity in words, or null when the light has said it already. */
function saysMore({ activity, availability }: Presence, light: Light, words: Words): string | null {
  const word = [activity, light.shape === 'unknown' ? availability : ''].find(
    (candidate) => !SAY_NOTHING.includes(wordKey(candidate)),
  )
  if (!word) return null
  const said = activityWords(word, words)
  return said === words.t(`presence.light.${light.shape}`) ? null : said
}
