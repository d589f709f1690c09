// The strip as lists: the total time of each light, and each piece of the day with its times, light and length.
import type { ReactNode } from 'react'
import { totalsOf } from '../../app/model/day.ts'
import type { LitName } from '../../app/model/light.ts'
import { briefLength, timeRange } from '../../words/days.ts'
import { litTitle } from '../../words/status.ts'
import { LightPicture } from '../controls/light-picture.tsx'
import { useWindow } from '../frame/window-context.ts'
import { isLit, type Piece } from './strip-layout.ts'

/** Longest first, and the gaps. */
export function DayTotals({ pieces }: { pieces: readonly Piece[] }) {
  const { t } = useWindow()
  const notKnown = pieces.filter(({ light }) => light === null)
  const notKnownMs = notKnown.reduce((sum, { from, until }) => sum + until - from, 0)
  const totals = totalsOf(pieces.filter(isLit))
  // The day's first light has just started.
  if (totals.length === 0 && notKnownMs === 0) return null
  return (
    <section className="totals">
      <h2>{t('today.totals')}</h2>
      <ul className="lines">
        {totals.map(({ light, ms }) => (
          <Line key={light} light={light} ms={ms} />
        ))}
        {notKnownMs > 0 && <Line light={null} ms={notKnownMs} />}
      </ul>
    </section>
  )
}

export function DayPieces({ pieces }: { pieces: readonly Piece[] }) {
  const { state, t, language } = useWindow()
  return (
    <details className="pieces">
      <summary>{t('today.pieces')}</summary>
      <ul className="lines">
        {pieces.map(({ light, from, until }) => (
          <Line key={from} light={light} ms={until - from}>
            <span className="hours">{timeRange(from, until, language, state)}</span>{' '}
          </Line>
        ))}
      </ul>
    </details>
  )
}

/** `children`: before the name of the light. */
function Line({ light, ms, children }: { light: LitName | null; ms: number; children?: ReactNode }) {
  const { words, language } = useWindow()
  return (
    <li className={light ? 'line-of' : 'line-of small'}>
      <span className="icon">{light && <LightPicture light={light} />}</span>
      <span>
        {children}
        {litTitle(light, words)}
      </span>
      <span className="length">{briefLength(ms, language)}</span>
    </li>
  )
}
