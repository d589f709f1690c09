// powerMonitor: sleep, lock and idle time, as set on the desktop.
import { EventEmitter } from 'node:events'
import type { PowerMonitor } from 'electron'
import type { Desktop } from '../desktop/desktop.ts'
import { isLinux, type SystemName, systemOf } from '../desktop/system.ts'
import { strictMembers } from './strict-members.ts'

export const powerEvents = ['suspend', 'resume', 'lock-screen', 'unlock-screen'] as const
type PowerEvent = (typeof powerEvents)[number]

/** Linux has no lock events (docs: power-monitor, "lock-screen"). */
const isEmittedOn = (system: SystemName, event: PowerEvent) =>
  !isLinux(system) || event === 'suspend' || event === 'resume'

/** Wayland's desktops do not report a shorter idle time, in seconds. */
const WAYLAND_LEAST_IDLE = 5

/**
 * The idle time that Chromium learns. On Wayland it asks GNOME and Plasma at the first reading, which is 0 itself
 * (org_gnome_mutter_idle_monitor.cc, org_kde_kwin_idle.cc). Others have only ext-idle-notify-v1, which it does not use
 * (wayland_screen.cc, CalculateIdleTime).
 */
function createIdleTime(desktop: Desktop, system: SystemName | null): () => number {
  if (system === null || !systemOf(system).wayland) return () => desktop.idleSeconds
  if (system === 'sway') return () => 0
  let isAsked = false
  return () => {
    const seconds = isAsked && desktop.idleSeconds >= WAYLAND_LEAST_IDLE ? desktop.idleSeconds : 0
    isAsked = true
    return seconds
  }
}

/** `system`: the system whose events are emitted and idle time is reported; null: all events, and any idle time. */
export function createPowerMonitor(desktop: Desktop, system: SystemName | null = null) {
  const idleTime = createIdleTime(desktop, system)
  const members = {
    getSystemIdleTime: idleTime,
    getSystemIdleState(idleThreshold: number) {
      if (!Number.isInteger(idleThreshold)) {
        throw new TypeError('Error processing argument at index 0, conversion failure')
      }
      if (idleThreshold <= 0) throw new TypeError('Invalid idle threshold, must be greater than 0')
      if (desktop.locked) return 'locked'
      return idleTime() >= idleThreshold ? 'idle' : 'active'
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
