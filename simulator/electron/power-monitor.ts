// powerMonitor: sleep, lock and idleness, as the desktop is told to have them.
import { EventEmitter } from 'node:events'
import type { PowerMonitor } from 'electron'
import type { Desktop } from '../desktop/desktop.ts'
import { isLinux, type SystemName } from '../desktop/system.ts'
import { loud } from './loud.ts'

export const powerEvents = ['suspend', 'resume', 'lock-screen', 'unlock-screen'] as const
export type PowerEvent = (typeof powerEvents)[number]

/** Linux tells nobody that the screen is locked (docs: power-monitor, "lock-screen"). */
const isTold = (event: PowerEvent, system: SystemName) =>
  !isLinux(system) || event === 'suspend' || event === 'resume'

/** `system`: whose events are told; null: all of them. */
export function createPowerMonitor(desktop: Desktop, system: SystemName | null = null) {
  const members = {
    getSystemIdleTime: () => desktop.idleSeconds,
    getSystemIdleState(idleThreshold: number) {
      if (!Number.isInteger(idleThreshold)) {
        throw new TypeError('Error processing argument at index 0, conversion failure')
      }
      if (idleThreshold <= 0) throw new TypeError('Invalid idle threshold, must be greater than 0')
      if (desktop.locked) return 'locked'
      return desktop.idleSeconds >= idleThreshold ? 'idle' : 'active'
    },
  } satisfies Pick<PowerMonitor, 'getSystemIdleTime' | 'getSystemIdleState'>
  const powerMonitor = loud('powerMonitor', Object.assign(new EventEmitter(), members))
  return {
    powerMonitor,
    /** Something happens to the computer, whether or not the app is told. */
    happen(event: PowerEvent) {
      if (event === 'lock-screen') desktop.locked = true
      if (event === 'unlock-screen') desktop.locked = false
      desktop.changed()
      if (system === null || isTold(event, system)) powerMonitor.emit(event)
    },
  }
}
