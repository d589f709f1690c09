// The kept days: asked for when somebody looks at them, then kept up to date by what the app tells.
import { useEffect, useState } from 'react'
import type { Timeline } from '../../app/model/timeline.ts'
import { useShown } from '../frame/shown.ts'

/** Null until the app has answered. */
export function useHistory(): Timeline | null {
  const { ask } = useShown()
  const [timeline, setTimeline] = useState<Timeline | null>(null)
  useEffect(() => {
    let stop = () => {}
    void ask(async (tally) => {
      stop = tally.on('history', setTimeline)
      const kept = await tally.readHistory()
      // What was told in the meantime is newer than the answer.
      setTimeline((told) => told ?? kept)
    })
    return () => stop()
  }, [ask])
  return timeline
}
