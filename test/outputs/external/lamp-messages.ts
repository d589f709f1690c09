// Lamps, and a clock for devices that keep limits of commands, for the tests of the lamps' drivers.
import type { Lamp } from '../../../app/model/external-outputs/shown-light.ts'
import type { Guard } from '../../../app/model/guard.ts'
import type { Problem } from '../../../app/model/problems/problem.ts'
import type { Clock } from '../../../app/model/timing/clock.ts'
import { type OutputDriver, OutputError } from '../../../app/outputs/external/output-driver.ts'
import { inACall } from './driver-parts.ts'

/** A failed listener fails the test. */
export const bareGuard: Guard = (_, listener) => listener

/** Devices keep limits of commands, so time passes five times as fast. */
export const fastClock: Clock = {
  nowMs: () => Date.now(),
  monotonicMs: () => performance.now() * 5,
  after(delayMs, act) {
    const timer = setTimeout(act, delayMs / 5)
    return () => clearTimeout(timer)
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
