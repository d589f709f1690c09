// powerMonitor: sleep, lock and idle time, as set on the desktop.
import { EventEmitter } from 'node:events'
import type { PowerMonitor } from 'electron'
import type { Desktop } from '../desktop/desktop.ts'
import { isLinux, type SystemName } from '../desktop/system.ts'
import { strictMembers } from './strict-members.ts'

export const powerEvents = ['suspend', 'resume', 'lock-screen', 'unlock-screen'] as const
type PowerEvent = (typeof powerEvents)[number]

/** Linux has no lock events (docs: power-monitor, "lock-screen"). */
const isEmittedOn = (system: SystemName, event: PowerEvent) =>
  !isLinux(system) || event === 'suspend' || event === 'resume'

/** `system`: the system whose events are emitted; null: all events. */
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
  const powerMonitor = strictMembers('powerMonitor', Object.assign(new EventEmitter(), members))
  return {
    powerMonitor,
    /** Changes the desktop's state, and emits the event if the system has it. */
    trigger(event: PowerEvent) {
      if (event === 'lock-screen') desktop.locked = true
      if (event === 'unlock-screen') desktop.locked = false
      desktop.changed()
      if (system === null || isEmittedOn(system, event)) powerMonitor.emit(event)
    },
  }
}
