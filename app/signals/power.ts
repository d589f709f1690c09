// The signals of the computer: suspend and resume, lock and unlock, offline and online. Also its idle time.
import type { Net, PowerMonitor } from 'electron'
import type { Guard } from '../model/guard.ts'
import type { Log } from '../model/log.ts'
import type { Computer, ComputerSignal } from '../model/signal.ts'
import type { Clock } from '../model/timing/clock.ts'

/** The main process has no event for the network, and `net.isOnline` is cheap. */
const NETWORK_CHECK_MS = 2000

export interface PowerParts {
  powerMonitor: Pick<PowerMonitor, 'on' | 'off'>
  net: Pick<Net, 'isOnline'>
  clock: Clock
  onSignal: (signal: ComputerSignal) => void
  guard: Guard
}

/** The computer's idle time, in steps of a second (getSystemIdleTime); 0 if the system cannot report it, as if in use. */
export const computerOf = (
  powerMonitor: Pick<PowerMonitor, 'getSystemIdleTime'>,
  log: Pick<Log, 'warn'>,
): Computer => ({
  idleMs() {
    try {
      return powerMonitor.getSystemIdleTime() * 1000
    } catch (error) {
      log.warn('The system does not report the idle time', error)
      return 0
    }
  },
})

/** Reports signals until the returned function is called. */
export function watchPower({ powerMonitor, net, clock, onSignal, guard }: PowerParts): () => void {
  let online = net.isOnline()
  const listenerOf = (signal: ComputerSignal) => guard(`The listener of ${signal}`, () => onSignal(signal))
  const suspended = listenerOf('suspend')
  const resumed = listenerOf('resume')
  const locked = listenerOf('lock-screen')
  const unlocked = listenerOf('unlock-screen')
  powerMonitor.on('suspend', suspended)
  powerMonitor.on('resume', resumed)
  powerMonitor.on('lock-screen', locked)
  powerMonitor.on('unlock-screen', unlocked)

  function checkNetwork() {
    // First, so that an exception below does not end the checks.
    cancelCheck = clock.after(NETWORK_CHECK_MS, checkNetwork)
    const before = online
    online = net.isOnline()
    if (online !== before) onSignal(online ? 'online' : 'offline')
  }
  let cancelCheck = clock.after(NETWORK_CHECK_MS, checkNetwork)
  if (!online) onSignal('offline')

  return () => {
    cancelCheck()
    powerMonitor.off('suspend', suspended)
    powerMonitor.off('resume', resumed)
    powerMonitor.off('lock-screen', locked)
    powerMonitor.off('unlock-screen', unlocked)
  }
}
