// Which day is shown, and the way to the one before and the one after.
import { Button } from '@fluentui/react-components'
import { ChevronLeftRegular, ChevronRightRegular } from '@fluentui/react-icons'
import type { JSX } from 'react'
import { dayDate, dayTitle } from '../../words/days.ts'
import { useShown } from '../frame/shown.ts'

export interface DaySwitchProps {
  /** Epoch ms. */
  dayStart: number
  now: number
  /** Null where there is no further day. */
  toPrevious: (() => void) | null
  toNext: (() => void) | null
}

export function DaySwitch({ dayStart, now, toPrevious, toNext }: DaySwitchProps): JSX.Element {
  const { state, words } = useShown()
  const { t, language } = words
  return (
    <div className="day-switch">
      <Turn label={t('today.previous')} icon={<ChevronLeftRegular />} turn={toPrevious} />
      <div aria-live="polite">
        <h1 className="title" tabIndex={-1}>
          {dayTitle(dayStart, now, language, state)}
        </h1>
        <p className="small">{dayDate(dayStart, now, language, state)}</p>
      </div>
      <Turn label={t('today.next')} icon={<ChevronRightRegular />} turn={toNext} />
    </div>
  )
}

function Turn(props: { label: string; icon: JSX.Element; turn: (() => void) | null }): JSX.Element {
  const { label, icon, turn } = props
  return (
    // At the last day the focus stays on the button.
    <Button
      appearance="subtle"
      icon={icon}
      title={label}
      aria-label={label}
      disabledFocusable={turn === null}
      onClick={() => turn?.()}
    />
  )
}
