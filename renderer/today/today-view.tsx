// The Today page: a day's lights as a strip, their totals, and buttons to the stored days before.
import './today.css'
import { useEffect, useState } from 'react'
import { confirmedIn, dayOf, extendedToConfirmed, keptDays } from '../../app/model/day.ts'
import type { Timeline } from '../../app/model/timeline.ts'
import { nameInLine } from '../../words/shown-name.ts'
import { ProblemCard } from '../controls/problem-card.tsx'
import { useNow } from '../controls/use-now.ts'
import { useWindow } from '../frame/window-context.ts'
import { DayPieces, DayTotals } from './day-lists.tsx'
import { DayStrip } from './day-strip.tsx'
import { DaySwitch } from './day-switch.tsx'
import { KeptDays } from './kept-days.tsx'
import { piecesOf } from './strip-layout.ts'

export function TodayView() {
  const { state, t } = useWindow()
  const now = useNow(30_000)
  const kept = useHistory()
  // Null is the current day, also after midnight.
  const [chosen, setChosen] = useState<number | null>(null)
  if (!kept) return null

  const { person } = state.following
  const confirmed = confirmedIn(state)
  const timeline = extendedToConfirmed(kept, confirmed)
  const first = timeline[0]?.from ?? now
  const days = keptDays(now, state.timeZone).filter(({ end }, ago) => ago === 0 || end > first)
  const ago = Math.max(
    0,
    days.findIndex(({ start }) => start === chosen),
  )
  const day = days[ago]
  if (!day) return null
  const isToday = ago === 0
  // While the last answer is confirmed there is no gap up to now.
  const pieces = piecesOf(dayOf(timeline, day), isToday && !confirmed ? now : null)
  const switchTo = (to: number) => {
    const other = days[to]
    return other ? () => setChosen(to === 0 ? null : other.start) : null
  }
  return (
    <>
      {state.historyProblem && <ProblemCard problem={state.historyProblem} />}
      {person && <p className="small">{t('whose.notRecorded', { name: nameInLine(person) })}</p>}
      <DaySwitch dayStart={day.start} now={now} toPrevious={switchTo(ago + 1)} toNext={switchTo(ago - 1)} />
      {pieces.length > 0 ? (
        <>
          <DayStrip key={day.start} dayStart={day.start} pieces={pieces} now={isToday ? now : null} />
          <DayTotals pieces={pieces} />
          <DayPieces pieces={pieces} />
        </>
      ) : (
        <p className="nothing quiet">{t(isToday ? 'today.nothingYet' : 'today.nothing')}</p>
      )}
      <KeptDays hasDays={timeline.length > 0} />
    </>
  )
}

/** The stored history: read when the view mounts, then updated by the `history` event. Null until the main process has answered. */
function useHistory(): Timeline | null {
  const { ask } = useWindow()
  const [timeline, setTimeline] = useState<Timeline | null>(null)
  useEffect(() => {
    let stop = () => {}
    void ask(async (tally) => {
      stop = tally.on('history', setTimeline)
      const kept = await tally.readHistory()
      // A timeline from an event is newer than the answer.
      setTimeline((newer) => newer ?? kept)
    })
    return () => stop()
  }, [ask])
  return timeline
}
