// The current time for views that show how long ago something was. It ticks only while the window is visible.
import { useEffect, useState } from 'react'

/** A time in ms, in steps of five seconds up to a minute, so that its text does not change every second. */
export const steadyAgo = (ms: number): number => (ms < 60_000 ? Math.floor(ms / 5000) * 5000 : ms)

/** Epoch ms, updated every `stepMs`. */
export function useNow(stepMs: number): number {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    let timer: ReturnType<typeof setInterval> | undefined
    const tick = () => setNow(Date.now())
    const follow = () => {
      clearInterval(timer)
      if (document.visibilityState === 'hidden') return
      tick()
      timer = setInterval(tick, stepMs)
    }
    follow()
    document.addEventListener('visibilitychange', follow)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', follow)
    }
  }, [stepMs])
  // A state that arrived after the last tick must not lie in the future.
  return Math.max(now, Date.now())
}
