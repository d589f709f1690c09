// When an output shows the light: always, or within hours of each day of the week. Each change takes effect at once.
import { useState } from 'react'
import type { Schedule } from '../../app/model/external-outputs/external-output.ts'
import { daysFrom, type Week } from '../../app/model/timing/local-time.ts'
import { weekdayNames } from '../../words/days.ts'
import { useWindow } from '../frame/window-context.ts'
import type { OutputViewProps } from './elsewhere-view.ts'

type Hours = Extract<Schedule, { kind: 'hours' }>['days'][number]

const USUAL: Hours = { from: 9 * 60, until: 18 * 60 }
/** From Monday on, whatever day the week begins with. */
const usualHours = ({ daysOff }: Week): Schedule => ({
  kind: 'hours',
  days: Array.from({ length: 7 }, (_, day) => (daysOff.includes(day) ? null : USUAL)),
})
const kinds = ['always', 'hours'] as const
const MIDNIGHT = 1440

export function ScheduleSetting({ output }: Pick<OutputViewProps, 'output'>) {
  const { t, ask, language, state } = useWindow()
  const names = weekdayNames(language)
  const { id, schedule } = output
  const save = (next: Schedule) => void ask((tally) => tally.changeOutput({ id, schedule: next }))
  return (
    <>
      <fieldset className="group">
        <legend className="visually-hidden">{t('elsewhere.place.hours')}</legend>
        {kinds.map((kind) => (
          <label key={kind} className="radio">
            <input
              type="radio"
              name="schedule"
              checked={schedule.kind === kind}
              onChange={() => save(kind === 'always' ? { kind } : usualHours(state.week))}
            />
            <span>
              {t(`elsewhere.hours.${kind}`)}
              <span className="small line">{t(`elsewhere.hoursHint.${kind}`)}</span>
            </span>
          </label>
        ))}
      </fieldset>
      {schedule.kind === 'hours' &&
        daysFrom(state.week.firstDay).map((day) => (
          <DayHours
            key={day}
            name={names[day] ?? ''}
            hours={schedule.days[day] ?? null}
            onChange={(hours) =>
              save({ kind: 'hours', days: schedule.days.map((one, at) => (at === day ? hours : one)) })
            }
          />
        ))}
    </>
  )
}

interface DayHoursProps {
  name: string
  /** Null on a day off. */
  hours: Hours
  onChange: (hours: Hours) => void
}

function DayHours({ name, hours, onChange }: DayHoursProps) {
  const { t } = useWindow()
  /** What was typed and is not valid yet. */
  const [typed, setTyped] = useState<Hours>(null)
  const shown = typed ?? hours
  function change(next: { from: number; until: number }) {
    const isValid = next.from < next.until
    setTyped(isValid ? null : next)
    if (isValid) onChange(next)
  }
  return (
    <fieldset className="day-hours">
      <legend className="visually-hidden">{name}</legend>
      <label>
        <input type="checkbox" checked={hours !== null} onChange={() => onChange(hours ? null : USUAL)} />
        {name}
      </label>
      {hours && shown && (
        <span className="times">
          <input
            className="control"
            type="time"
            aria-label={t('elsewhere.hoursFrom')}
            value={timeText(shown.from)}
            onChange={({ target }) => change({ ...shown, from: minutesOf(target.value) ?? shown.from })}
          />
          –
          <input
            className="control"
            type="time"
            aria-label={t('elsewhere.hoursUntil')}
            value={timeText(shown.until)}
            onChange={({ target }) => change({ ...shown, until: minutesOf(target.value) || MIDNIGHT })}
          />
        </span>
      )}
      {typed && (
        <p role="alert" className="field-note error">
          {t('elsewhere.hoursOrder')}
        </p>
      )}
    </fieldset>
  )
}

/** "09:00"; midnight at the end of the day is "00:00" too. */
const timeText = (minutes: number) =>
  [Math.floor(minutes / 60) % 24, minutes % 60].map((part) => String(part).padStart(2, '0')).join(':')

/** Null for an empty field. */
function minutesOf(time: string): number | null {
  const [hours = '', minutes = ''] = time.split(':')
  return minutes === '' ? null : Number(hours) * 60 + Number(minutes)
}
