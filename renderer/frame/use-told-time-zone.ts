// Tells the app the time zone of the page, which Chromium keeps as the system has it (blink, TimeZoneController).
import { useEffect, useRef } from 'react'
import type { Tally } from '../../app/contract/contract.ts'
import { useShown } from './shown.ts'

/** With each drawing, so that whoever uses it has to draw from time to time. */
export function useToldTimeZone(tally: Pick<Tally, 'tellTimeZone'>): void {
  const { state } = useShown()
  // Only what has changed is told: the app may know of a change before this page does.
  const known = useRef(state.timeZone)
  useEffect(() => {
    const { timeZone } = new Intl.DateTimeFormat().resolvedOptions()
    if (timeZone === known.current) return
    known.current = timeZone
    // The app keeps to the zone that it has.
    tally.tellTimeZone(timeZone).catch(() => {})
  })
}
