// What the computer knows, as signals for the follower: sleep and wake, lock and unlock, network lost and back, input.
import type { Net, PowerMonitor } from 'electron'
import type { Clock } from '../presence/clock.ts'
import type { Computer, Signal } from '../presence/computer.ts'

/** The main process is not told of the network; asking costs nothing ("net.isOnline"). */
const NETWORK_LOOK_MS = 2000

export interface PowerParts {
  powerMonitor: Pick<PowerMonitor, 'on' | 'off'>
  net: Pick<Net, 'isOnline'>
  clock: Clock
  onSignal: (signal: Signal) => void
}

/** How long nobody has touched keyboard or mouse; the system says it in whole seconds (getSystemIdleTime). */
export const computerOf = (powerMonitor: Pick<PowerMonitor, 'getSystemIdleTime'>): Computer => ({
  idleMs: () => powerMonitor.getSystemIdleTime() * 1000,
})

/** Watches until the returned function is called. */
export function watchPower({ powerMonitor, net, clock, onSignal }: PowerParts): () => void {
  let online = net.isOnline()
  // Linux has no lock-screen and unlock-screen (powerMonitor): there the idle time alone tells that nobody is there.
  const tell = {
    suspend: () => onSignal('suspend'),
    resume: () => onSignal('resume'),
    'lock-screen': () => onSignal('lock-screen'),
    'unlock-screen': () => onSignal('unlock-screen'),
  }
  powerMonitor.on('suspend', tell.suspend)
  powerMonitor.on('resume', tell.resume)
  powerMonitor.on('lock-screen', tell['lock-screen'])
  powerMonitor.on('unlock-screen', tell['unlock-screen'])

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
    powerMonitor.off('suspend', tell.suspend)
    powerMonitor.off('resume', tell.resume)
    powerMonitor.off('lock-screen', tell['lock-screen'])
    powerMonitor.off('unlock-screen', tell['unlock-screen'])
  }
}
