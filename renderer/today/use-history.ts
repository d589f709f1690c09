// The stored history: read when a view mounts, then updated by the `history` event.
import { useEffect, useState } from 'react'
import type { Timeline } from '../../app/model/timeline.ts'
import { useWindow } from '../frame/window-context.ts'

/** Null until the main process has answered. */
export function useHistory(): Timeline | null {
  const { ask } = useWindow()
  const [timeline, setTimeline] = useState<Timeline | null>(null)
  useEffect(() => {
    let stop = () => {}
    void ask(async (tally) => {
      stop = tally.on('history', setTimeline)
      const kept = await tally.readHistory()
      // A timeline from an event is newer than the answer.
      setTimeline((newer) => newer ?? kept)
    })
    return () => stop()
  }, [ask])
  return timeline
}
