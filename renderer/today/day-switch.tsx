// The title of the shown day, with buttons to the previous and the next one.
import { ChevronLeftRegular, ChevronRightRegular } from '@fluentui/react-icons'
import { dayDate, dayTitle } from '../../words/days.ts'
import { IconButton } from '../controls/icon-button.tsx'
import { PageTitle } from '../frame/page-title.tsx'
import { useWindow } from '../frame/window-context.ts'

interface DaySwitchProps {
  /** Epoch ms. */
  dayStart: number
  now: number
  /** Null if there is no further day. */
  toPrevious: (() => void) | null
  toNext: (() => void) | null
}

export function DaySwitch({ dayStart, now, toPrevious, toNext }: DaySwitchProps) {
  const { state, t, language } = useWindow()
  // A disabled button keeps the focus at the last day.
  return (
    <div className="day-switch">
      <IconButton
        name={t('today.previous')}
        icon={<ChevronLeftRegular className="directed" />}
        disabledFocusable={!toPrevious}
        onClick={() => toPrevious?.()}
      />
      <div aria-live="polite">
        <PageTitle>{dayTitle(dayStart, now, language, state)}</PageTitle>
        <p className="small">{dayDate(dayStart, now, language, state)}</p>
      </div>
      <IconButton
        name={t('today.next')}
        icon={<ChevronRightRegular className="directed" />}
        disabledFocusable={!toNext}
        onClick={() => toNext?.()}
      />
    </div>
  )
}
