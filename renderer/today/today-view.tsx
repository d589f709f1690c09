// Today: the day's lights as a strip, how long each was on, and the days before it as long as they are kept.
import './today.css'
import { type JSX, useState } from 'react'
import { confirmedIn, dayOf, drawnOut, keptDays } from '../../app/model/day.ts'
import { useNow } from '../controls/use-now.ts'
import { useShown } from '../frame/shown.ts'
import { DayPieces } from './day-pieces.tsx'
import { DayStrip } from './day-strip.tsx'
import { DaySwitch } from './day-switch.tsx'
import { DayTotals } from './day-totals.tsx'
import { KeptDays } from './kept-days.tsx'
import { piecesOf } from './strip.ts'
import { useHistory } from './use-history.ts'

export function TodayView(): JSX.Element | null {
  const { state, words } = useShown()
  const now = useNow(30_000)
  const kept = useHistory()
  // Null follows the present day over midnight.
  const [chosen, setChosen] = useState<number | null>(null)
  if (!kept) return null

  const confirmed = confirmedIn(state)
  const timeline = drawnOut(kept, confirmed)
  const first = timeline[0]?.from ?? now
  const days = keptDays(now, state.timeZone).filter(({ end }, ago) => ago === 0 || end > first)
  const ago = Math.max(
    0,
    days.findIndex(({ start }) => start === chosen),
  )
  const day = days[ago]
  if (!day) return null
  const isToday = ago === 0
  // What the last check said still stands, so there is no gap from then to now.
  const pieces = piecesOf(dayOf(timeline, day), isToday && !confirmed ? now : null)
  const turnTo = (to: number) => {
    const other = days[to]
    return other ? () => setChosen(to === 0 ? null : other.start) : null
  }
  return (
    <>
      <DaySwitch dayStart={day.start} now={now} toPrevious={turnTo(ago + 1)} toNext={turnTo(ago - 1)} />
      {pieces.length > 0 ? (
        <>
          <DayStrip key={day.start} dayStart={day.start} pieces={pieces} now={isToday ? now : null} />
          <DayTotals pieces={pieces} />
          <DayPieces pieces={pieces} />
        </>
      ) : (
        <p className="nothing quiet">{words.t(isToday ? 'today.nothingYet' : 'today.nothing')}</p>
      )}
      <KeptDays areThere={timeline.length > 0} />
    </>
  )
}
