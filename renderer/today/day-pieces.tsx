// The strip as a list: each piece of the day with its times, light and length.
import { briefLength, timeRange } from '../../words/days.ts'
import { litTitle } from '../../words/status.ts'
import { LightPicture } from '../controls/light-picture.tsx'
import { useWindow } from '../frame/window-context.ts'
import type { Piece } from './strip-layout.ts'

export function DayPieces({ pieces }: { pieces: readonly Piece[] }) {
  const { state, words, t, language } = useWindow()
  return (
    <details className="pieces">
      <summary>{t('today.pieces')}</summary>
      <ul className="lines">
        {pieces.map(({ light, from, until }) => (
          <li key={from} className={light ? 'line-of' : 'line-of small'}>
            <span className="icon">{light && <LightPicture light={light} />}</span>
            <span>
              <span className="hours">{timeRange(from, until, language, state)}</span>{' '}
              {litTitle(light, words)}
            </span>
            <span className="length">{briefLength(until - from, language)}</span>
          </li>
        ))}
      </ul>
    </details>
  )
}
