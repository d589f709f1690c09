// Commands at the command topic, which set the user's own status.
import { z } from 'zod'
import type { Log } from '../../../model/log.ts'
import { type StatusName, statusNames } from '../../../model/names.ts'
import { safeDetail } from '../../../model/problems/problem.ts'
import type { Clock } from '../../../model/timing/clock.ts'
import { createSpacedCalls } from './spaced-calls.ts'

/** `reset`: others see what Teams detects. */
export type StatusCommand = { kind: 'set'; status: StatusName } | { kind: 'reset' }

/** The option that resets the status. */
const AUTOMATIC = 'Automatic'
/** The payloads of the command topic, and the options of Home Assistant's select. */
export const statusOptions = [...statusNames, AUTOMATIC] as const

/** Each command is two requests to Graph. */
const INTERVAL_MS = 3000
/** Of an ignored payload, in the log. */
const LONGEST_LOGGED = 60

const commandSchema = z.enum(statusOptions)

/** The command in a payload; null if it is not one. */
export function commandIn(payload: Buffer): StatusCommand | null {
  const { success, data } = commandSchema.safeParse(payload.subarray(0, 100).toString('utf8'))
  if (!success) return null
  return data === AUTOMATIC ? { kind: 'reset' } : { kind: 'set', status: data }
}

export interface StatusCommandParts {
  clock: Clock
  log: Pick<Log, 'warn'>
  /** Whether the user allows it now. */
  isAllowed(): boolean
  setStatus(command: StatusCommand): void
}

export interface StatusCommands {
  /** Sets the status now, or a little later if it was set just before: then only the newest command counts. */
  receive(payload: Buffer): void
  stop(): void
}

export function createStatusCommands({
  clock,
  log,
  isAllowed,
  setStatus,
}: StatusCommandParts): StatusCommands {
  const logged = new Set<string>()
  const warnOnce = (kind: string, text: string) => {
    if (logged.has(kind)) return
    logged.add(kind)
    log.warn(text)
  }
  const calls = createSpacedCalls<StatusCommand>(clock, INTERVAL_MS, (command) => {
    if (isAllowed()) setStatus(command)
    else warnOnce('off', 'MQTT: a command was ignored, as setting the own status is switched off')
  })
  return {
    receive(payload) {
      const command = commandIn(payload)
      if (command) calls.call(command)
      else {
        const text = safeDetail(payload.subarray(0, LONGEST_LOGGED).toString('utf8'), LONGEST_LOGGED)
        warnOnce(
          'unknown',
          `MQTT: a command was ignored, as it is no status: "${text}". Others are not logged.`,
        )
      }
    },
    stop: calls.stop,
  }
}
