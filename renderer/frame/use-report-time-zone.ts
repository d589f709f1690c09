// Sends the renderer's time zone to the main process. Chromium keeps it up to date (blink, TimeZoneController).
import { useEffect, useRef } from 'react'
import type { Tally } from '../../app/contract/contract.ts'
import { useWindow } from './window-context.ts'

/** Checks with each render, so the component that uses it has to render from time to time. */
export function useReportTimeZone(tally: Pick<Tally, 'reportTimeZone'>): void {
  const { state } = useWindow()
  // Sends changes only: the main process may know a change earlier than this page.
  const known = useRef(state.timeZone)
  useEffect(() => {
    const { timeZone } = new Intl.DateTimeFormat().resolvedOptions()
    if (timeZone === known.current) return
    known.current = timeZone
    // On failure the main process keeps its zone.
    tally.reportTimeZone(timeZone).catch(() => {})
  })
}
