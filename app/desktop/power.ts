// What the computer knows, as signals for the follower: sleep, wake, network lost and back.
import type { Net, PowerMonitor } from 'electron'
import type { Clock } from '../presence/clock.ts'
import type { Signal } from '../presence/follower.ts'

/** The main process is not told of the network; asking costs nothing ("net.isOnline"). */
const NETWORK_LOOK_MS = 2000

export interface PowerParts {
  powerMonitor: Pick<PowerMonitor, 'on' | 'off'>
  net: Pick<Net, 'isOnline'>
  clock: Clock
  onSignal: (signal: Signal) => void
}

/** Watches until the returned function is called. */
export function watchPower({ powerMonitor, net, clock, onSignal }: PowerParts): () => void {
  let online = net.isOnline()
  const asleep = () => onSignal('suspend')
  // An unlocked screen means somebody is back; Linux has no such event (powerMonitor, "unlock-screen").
  const awake = () => onSignal('resume')
  powerMonitor.on('suspend', asleep)
  powerMonitor.on('resume', awake)
  powerMonitor.on('unlock-screen', awake)

  function look() {
    const now = net.isOnline()
    if (now !== online) onSignal(now ? 'online' : 'offline')
    online = now
    stopLooking = clock.after(NETWORK_LOOK_MS, look)
  }
  let stopLooking = clock.after(NETWORK_LOOK_MS, look)
  if (!online) onSignal('offline')

  return () => {
    stopLooking()
    powerMonitor.off('suspend', asleep)
    powerMonitor.off('resume', awake)
    powerMonitor.off('unlock-screen', awake)
  }
}
