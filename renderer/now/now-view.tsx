// The Now page: the light and its time, a recording, out of office, the status message, and problems.
import { Button } from '@fluentui/react-components'
import { ChevronDownRegular, ChevronUpRegular, PlayRegular } from '@fluentui/react-icons'
import { useState } from 'react'
import type { Light } from '../../app/model/light.ts'
import { unreportedRecording } from '../../app/model/lights/unreported-recording.ts'
import type { LocalTime } from '../../app/model/timing/local-time.ts'
import { timeAhead } from '../../words/days.ts'
import { lengthOfTime, timeAgo, timeOfDay } from '../../words/moments.ts'
import { moreThanLight, presenceTitle, sinceWords } from '../../words/status.ts'
import type { Words } from '../../words/words.ts'
import { CommandButton } from '../controls/command-button.tsx'
import { ProblemCard } from '../controls/problem-card.tsx'
import { useUnsent } from '../controls/unsent-fields.ts'
import { useNow } from '../controls/use-now.ts'
import { lazyView } from '../frame/lazy-view.tsx'
import { useWindow } from '../frame/window-context.ts'
import { SignInProblem } from '../sign-in/number-field.tsx'
import { FollowingProblem } from './following-problem.tsx'
import { Hero } from './hero.tsx'
import { OutOfOfficeCard, StatusMessage, WorkPlace } from './presence-details.tsx'
import { RecordingNote } from './recording-note.tsx'
import { ThisComputerDetails } from './this-computer-details.tsx'

const StatusPanel = lazyView(() => import('./status-panel.tsx').then((module) => module.StatusPanel))

const MINUTE_MS = 60_000

export function NowView() {
  const { state, light, t } = useWindow()
  const { following, session, pausedUntil } = state
  const presence = showsPresence(light) ? following.last?.presence : undefined
  const recording = unreportedRecording(state)
  return (
    <>
      <Hero title={light.local ? t(`presence.light.${light.shape}`) : undefined}>
        <HeroLines />
      </Hero>
      {recording && <RecordingNote {...recording} />}
      {pausedUntil !== null && (
        <CommandButton
          size="medium"
          appearance="primary"
          icon={<PlayRegular />}
          command={(tally) => tally.resume()}
        >
          {t('tray.menu.resume')}
        </CommandButton>
      )}
      {state.signInProblem && <SignInProblem problem={state.signInProblem} />}
      {following.problem && light.shape !== 'paused' && <FollowingProblem problem={following.problem} />}
      {state.ownStatus.problem && <ProblemCard problem={state.ownStatus.problem} />}
      {presence?.outOfOffice.isOutOfOffice && !following.person && (
        <OutOfOfficeCard message={presence.outOfOffice.message} />
      )}
      {presence?.statusMessage && <StatusMessage {...presence.statusMessage} />}
      {presence?.workLocation && <WorkPlace place={presence.workLocation} />}
      {session.kind === 'this-computer' && <ThisComputerDetails />}
      {state.features['own-status'].kind === 'on' && <StatusOpener />}
      {session.kind === 'signed-in' && state.tokensKeptIn !== 'keyring' && (
        <p className="small">{t(`window.tokensKept.${state.tokensKeptIn}`)}</p>
      )}
    </>
  )
}

const showsPresence = ({ shape }: Light) =>
  shape !== 'attention' && shape !== 'paused' && shape !== 'signed-out'

function HeroLines() {
  const { state, light, words, t, language } = useWindow()
  const { last } = state.following
  const now = useNow(10_000)
  const time = (atMs: number) => timeOfDay(atMs, now, language, state)
  if (!showsPresence(light)) {
    return (
      <>
        {state.pausedUntil !== null && (
          <p className="quiet">
            {t('window.now.pausedUntil', { time: timeAhead(state.pausedUntil, now, language, state) })}
          </p>
        )}
        {last && light.shape !== 'signed-out' && (
          <p className="quiet">
            {t('window.now.lastKnown', { title: presenceTitle(last.presence, words), time: time(last.at) })}
          </p>
        )}
      </>
    )
  }
  if (light.askedAt !== null) {
    return <p className="marked">{t('status.asked', { time: time(light.askedAt) })}</p>
  }
  if (!last) {
    return (
      <p className="quiet">
        {t(state.following.checking ? 'presence.status.starting' : 'presence.status.notKnownYet')}
      </p>
    )
  }
  const activity = moreThanLight(last.presence, light, words)
  return (
    <>
      {light.local && <p className="strong">{t('window.thisComputer.line')}</p>}
      {activity && <p className="strong">{activity}</p>}
      {light.stale ? (
        <p className="marked">
          {t('window.now.stale', { time: time(last.at), ago: timeAgo(now - last.at, language) })}
        </p>
      ) : (
        <p className="quiet">{sinceAndLength(last, now, words, state)}</p>
      )}
    </>
  )
}

/** "since 10:27 · 18 minutes"; the length only if the start was observed. */
function sinceAndLength(
  last: { since: number; witnessed: boolean },
  now: number,
  words: Words,
  local: LocalTime,
): string {
  const since = sinceWords(last, now, words, local)
  const length = now - last.since
  if (!last.witnessed || length < MINUTE_MS) return since
  const whole = Math.floor(length / MINUTE_MS) * MINUTE_MS
  return words.t('window.now.sinceFor', { since, length: lengthOfTime(whole, words.language) })
}

/** Opens the status panel, which starts closed, so that Now stays short. */
function StatusOpener() {
  const { t } = useWindow()
  // An unsent message opens it.
  const [unsent] = useUnsent('status-message')
  const [open, setOpen] = useState(unsent !== null)
  return (
    <>
      <Button
        size="small"
        icon={open ? <ChevronUpRegular /> : <ChevronDownRegular />}
        iconPosition="after"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        {t('status.change')}
      </Button>
      {open && <StatusPanel />}
    </>
  )
}
