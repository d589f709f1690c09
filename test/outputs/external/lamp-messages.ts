// Lamps, and a clock for devices that keep limits of commands, for the tests of the lamps' drivers.
import type { Lamp } from '../../../app/model/external-outputs/shown-light.ts'
import type { Guard } from '../../../app/model/guard.ts'
import type { Problem } from '../../../app/model/problems/problem.ts'
import type { Clock } from '../../../app/model/timing/clock.ts'
import { DEVICE_TIMEOUT_MS } from '../../../app/outputs/external/json-request.ts'
import { type OutputDriver, OutputError } from '../../../app/outputs/external/output-driver.ts'
import { inACall } from './driver-parts.ts'

/** A failed listener fails the test. */
export const bareGuard: Guard = (_, listener) => listener

let passedMs = 0
/** Devices keep limits of commands: a wait for the next one ends at once, and its time has passed. No request takes too long. */
export const fastClock: Clock = {
  nowMs: () => Date.now(),
  monotonicMs: () => passedMs,
  after(delayMs, act) {
    if (delayMs >= DEVICE_TIMEOUT_MS) return () => {}
    const waited = setImmediate(() => {
      passedMs += delayMs
      act()
    })
    return () => clearImmediate(waited)
  },
}

export const red: Lamp = { kind: 'on', colour: '#ff0000', brightness: 80, blink: false }
export const off: Lamp = { kind: 'off' }

export const send = (driver: OutputDriver, lamp: Lamp, signal = new AbortController().signal) =>
  driver.send({ ...inACall, lamp }, signal)

/** The problem with which a promise rejects; null if it does not. */
export async function problemFrom(promise: Promise<unknown>): Promise<Problem | null> {
  try {
    await promise
    return null
  } catch (error) {
    if (error instanceof OutputError) return error.problem
    throw error
  }
}
