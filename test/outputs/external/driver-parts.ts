// The parts of a driver, and messages, for the tests of the drivers.
import type { TargetOf } from '../../../app/model/external-outputs/output-target.ts'
import { createGuard } from '../../../app/model/guard.ts'
import type { ExternalOutputKind } from '../../../app/model/names.ts'
import type { Problem } from '../../../app/model/problems/problem.ts'
import type { Clock } from '../../../app/model/timing/clock.ts'
import {
  type DriverParts,
  type OutputDriver,
  OutputError,
  type OutputMessage,
} from '../../../app/outputs/external/output-driver.ts'

/** A clock whose timers run at once or never do, beside real sockets: `hurry` runs those that wait. */
export function createHurriedClock(): Clock & { hurry(): void; waiting(): number } {
  const timers = new Set<() => void>()
  return {
    nowMs: () => Date.now(),
    monotonicMs: () => performance.now(),
    after(_delayMs, act) {
      const run = () => {
        timers.delete(run)
        act()
      }
      timers.add(run)
      return () => timers.delete(run)
    },
    hurry() {
      for (const run of [...timers]) run()
    },
    waiting: () => timers.size,
  }
}

/** A failed listener fails the test. */
const throwing = createGuard({
  error(...said) {
    throw new Error(String(said))
  },
})

export const driverParts = <Kind extends ExternalOutputKind>(
  target: TargetOf<Kind>,
  secrets: DriverParts<Kind>['secrets'],
  clock: Clock,
): DriverParts<Kind> => ({
  id: '00000000-0000-4000-8000-000000000000',
  name: 'Test',
  target,
  secrets,
  clock,
  guard: throwing,
  log: { info() {}, warn() {} },
  sendAgain() {},
  onLost() {},
})

export const inACall: OutputMessage = {
  light: 'in-a-call',
  lamp: { kind: 'on', colour: '#ff0000', brightness: 80, blink: false },
  activity: 'In a call',
  name: 'Ada Lovelace',
  since: Date.parse('2026-11-23T09:00:00Z'),
  outOfOffice: false,
}
export const quitting: OutputMessage = {
  ...inACall,
  light: 'quitting',
  lamp: { kind: 'off' },
  activity: '',
  since: null,
}

/** Null if the message was shown. */
export async function problemOfSending(
  driver: OutputDriver,
  message: OutputMessage = inACall,
  signal: AbortSignal = new AbortController().signal,
): Promise<Problem | null> {
  try {
    await driver.send(message, signal)
    return null
  } catch (error) {
    if (error instanceof OutputError) return error.problem
    throw error
  }
}
