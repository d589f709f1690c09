// The title of the shown day, with buttons to the previous and the next one.
import { Button } from '@fluentui/react-components'
import { ChevronLeftRegular, ChevronRightRegular } from '@fluentui/react-icons'
import type { JSX } from 'react'
import { dayDate, dayTitle } from '../../words/days.ts'
import { useWindow } from '../frame/window-context.ts'

export interface DaySwitchProps {
  /** Epoch ms. */
  dayStart: number
  now: number
  /** Null if there is no further day. */
  toPrevious: (() => void) | null
  toNext: (() => void) | null
}

export function DaySwitch({ dayStart, now, toPrevious, toNext }: DaySwitchProps) {
  const { state, t, language } = useWindow()
  return (
    <div className="day-switch">
      <DayButton label={t('today.previous')} icon={<ChevronLeftRegular />} onSwitch={toPrevious} />
      <div aria-live="polite">
        <h1 className="title" tabIndex={-1}>
          {dayTitle(dayStart, now, language, state)}
        </h1>
        <p className="small">{dayDate(dayStart, now, language, state)}</p>
      </div>
      <DayButton label={t('today.next')} icon={<ChevronRightRegular />} onSwitch={toNext} />
    </div>
  )
}

function DayButton(props: { label: string; icon: JSX.Element; onSwitch: (() => void) | null }) {
  const { label, icon, onSwitch } = props
  return (
    // Keeps the focus at the last day.
    <Button
      appearance="subtle"
      icon={icon}
      title={label}
      aria-label={label}
      disabledFocusable={onSwitch === null}
      onClick={() => onSwitch?.()}
    />
  )
}
