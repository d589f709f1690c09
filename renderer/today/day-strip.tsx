// The day's lights as a strip with hours below it. It is one tab stop; arrow keys or the pointer select a piece, whose
// details are shown below.
import { type KeyboardEvent, useState } from 'react'
import { type PresenceLight, presenceLights } from '../../app/model/light.ts'
import { briefLength, fullHour, timeRange } from '../../words/days.ts'
import { directionOf } from '../../words/locale.ts'
import { litTitle } from '../../words/status.ts'
import { LightPicture } from '../controls/light-picture.tsx'
import { useWindow } from '../frame/window-context.ts'
import { type Piece, placeOf, stripHours } from './strip-layout.ts'

/** Two digits in either hour cycle. */
const LONG_HOUR = 22

interface DayStripProps {
  /** Epoch ms. */
  dayStart: number
  /** At least one. */
  pieces: readonly Piece[]
  /** Epoch ms; null on another day than today. */
  now: number | null
}

export function DayStrip({ dayStart, pieces, now }: DayStripProps) {
  const { state, words, t, language } = useWindow()
  // A piece is identified by its start, as the end of the last one changes.
  const [chosen, setChosen] = useState<number | null>(null)
  const [pointedAt, setPointedAt] = useState<number | null>(null)
  const indexOf = (from: number | null) => pieces.findIndex((piece) => piece.from === from)
  const current = indexOf(chosen) < 0 ? pieces.length - 1 : indexOf(chosen)
  const selected = pieces[indexOf(pointedAt)] ?? pieces[current]
  const strip = stripHours(dayStart, pieces, state.timeZone, fullHour(LONG_HOUR, language, state))
  const place = (from: number, until = from) => ({
    insetInlineStart: `${placeOf(from, strip)}%`,
    width: `${placeOf(until, strip) - placeOf(from, strip)}%`,
  })

  function step(event: KeyboardEvent<HTMLDivElement>) {
    const to = keyTo(event.key, current, pieces.length, directionOf(language))
    const piece = to === null ? undefined : pieces[to]
    if (to === null || !piece) return
    event.preventDefault()
    setChosen(piece.from)
    const option = event.currentTarget.children[to]
    if (option instanceof HTMLElement) option.focus()
  }

  return (
    <div className="strip">
      <div
        role="listbox"
        tabIndex={-1}
        className="strip-pieces"
        aria-label={t('today.strip')}
        aria-orientation="horizontal"
        onKeyDown={step}
        onPointerLeave={() => setPointedAt(null)}
      >
        {pieces.map((piece, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the listbox handles the keys of its options
          <div
            key={piece.from}
            role="option"
            tabIndex={index === current ? 0 : -1}
            aria-selected={index === current}
            aria-label={t('today.reading', {
              time: timeRange(piece.from, piece.until, language, state),
              light: litTitle(piece.light, words),
            })}
            className="piece"
            style={place(piece.from, piece.until)}
            onClick={() => setChosen(piece.from)}
            onPointerEnter={() => setPointedAt(piece.from)}
          >
            {piece.light && <LightPicture light={piece.light} />}
            <span className={fillOf(piece)} style={colourOf(piece)} />
          </div>
        ))}
      </div>
      {now !== null && <span className="strip-now" style={place(now)} />}
      <div className="strip-hours" aria-hidden="true">
        {strip.hours.map(({ hour, at }) => (
          <span key={hour} style={place(at)}>
            <span>{fullHour(hour, language, state)}</span>
          </span>
        ))}
      </div>
      {selected && (
        <p className="reading">
          <span className="strong">{timeRange(selected.from, selected.until, language, state)}</span>{' '}
          {litTitle(selected.light, words)}
          <span className="small"> · {briefLength(selected.until - selected.from, language)}</span>
        </p>
      )}
    </div>
  )
}

/** The index of the piece that a key selects. */
function keyTo(
  key: string,
  current: number,
  count: number,
  direction: ReturnType<typeof directionOf>,
): number | null {
  switch (key) {
    case direction === 'ltr' ? 'ArrowLeft' : 'ArrowRight':
      return Math.max(0, current - 1)
    case direction === 'ltr' ? 'ArrowRight' : 'ArrowLeft':
      return Math.min(count - 1, current + 1)
    case 'Home':
      return 0
    case 'End':
      return count - 1
    default:
      return null
  }
}

/** The height class of a light; the others have the full height. */
const heights: Partial<Record<PresenceLight, string>> = {
  available: 'available',
  away: 'away',
  'be-right-back': 'away',
  'out-of-office': 'away',
  offline: 'offline',
  unknown: 'offline',
}

function fillOf({ light }: Piece): string {
  if (light === null) return 'fill not-known'
  const shape = presenceLights.find((name) => light.replace(/-(?:oof|local)$/, '') === name)
  const height = shape && heights[shape]
  return ['fill', height, light.endsWith('-oof') && 'striped'].filter(Boolean).join(' ')
}

const colourOf = ({ light }: Piece) => (light ? { backgroundColor: `var(--light-${light})` } : undefined)
