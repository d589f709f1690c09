// powerMonitor: sleep, lock and idleness, as the desktop is told to have them.
import { EventEmitter } from 'node:events'
import type { PowerMonitor } from 'electron'
import type { Desktop } from '../desktop.ts'
import { loud } from './loud.ts'

export const powerEvents = ['suspend', 'resume', 'lock-screen', 'unlock-screen'] as const
export type PowerEvent = (typeof powerEvents)[number]

export function createPowerMonitor(desktop: Desktop) {
  const members = {
    getSystemIdleTime: () => desktop.idleSeconds,
    getSystemIdleState(idleThreshold: number) {
      if (desktop.locked) return 'locked'
      return desktop.idleSeconds >= idleThreshold ? 'idle' : 'active'
    },
  } satisfies Pick<PowerMonitor, 'getSystemIdleTime' | 'getSystemIdleState'>
  return loud('powerMonitor', Object.assign(new EventEmitter(), members))
}
