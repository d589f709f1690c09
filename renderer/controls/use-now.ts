// The time for views that say how long ago something was: it ticks only while somebody can see it.
import { useEffect, useState } from 'react'

/** Epoch ms, renewed every `stepMs`. */
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
  // A state may come after the last tick, and must not lie in the future of the time it is told with.
  return Math.max(now, Date.now())
}
