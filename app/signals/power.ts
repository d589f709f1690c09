// What the computer knows, as signals for the follower: sleep and wake, lock and unlock, network lost and back, input.
import type { Net, PowerMonitor } from 'electron'
import type { Guard } from '../model/guard.ts'
import type { Log } from '../model/log.ts'
import type { Computer, Signal } from '../model/signal.ts'
import type { Clock } from '../model/timing/clock.ts'

/** The main process is not told of the network; asking costs nothing ("net.isOnline"). */
const NETWORK_LOOK_MS = 2000

export interface PowerParts {
  powerMonitor: Pick<PowerMonitor, 'on' | 'off'>
  net: Pick<Net, 'isOnline'>
  clock: Clock
  onSignal: (signal: Signal) => void
  guard: Guard
}

/**
 * How long nobody has touched keyboard or mouse; the system says it in whole seconds (getSystemIdleTime). Where it fails to,
 * somebody is there: whoever asks has to ask again.
 */
export const computerOf = (
  powerMonitor: Pick<PowerMonitor, 'getSystemIdleTime'>,
  log: Pick<Log, 'warn'>,
): Computer => ({
  idleMs() {
    try {
      return powerMonitor.getSystemIdleTime() * 1000
    } catch (error) {
      log.warn('The system does not say how long nobody has touched the computer', error)
      return 0
    }
  },
})

/** Watches until the returned function is called. */
export function watchPower({ powerMonitor, net, clock, onSignal, guard }: PowerParts): () => void {
  let online = net.isOnline()
  // Linux has no lock-screen and unlock-screen (powerMonitor): there only the idle time shows that the user is away.
  const telling = (signal: Signal) => guard(`Telling of ${signal}`, () => onSignal(signal))
  const suspended = telling('suspend')
  const resumed = telling('resume')
  const locked = telling('lock-screen')
  const unlocked = telling('unlock-screen')
  powerMonitor.on('suspend', suspended)
  powerMonitor.on('resume', resumed)
  powerMonitor.on('lock-screen', locked)
  powerMonitor.on('unlock-screen', unlocked)

  function look() {
    // First, so that whatever comes of this look there is a next one.
    stopLooking = clock.after(NETWORK_LOOK_MS, look)
    const before = online
    online = net.isOnline()
    if (online !== before) onSignal(online ? 'online' : 'offline')
  }
  let stopLooking = clock.after(NETWORK_LOOK_MS, look)
  if (!online) onSignal('offline')

  return () => {
    stopLooking()
    powerMonitor.off('suspend', suspended)
    powerMonitor.off('resume', resumed)
    powerMonitor.off('lock-screen', locked)
    powerMonitor.off('unlock-screen', unlocked)
  }
}
