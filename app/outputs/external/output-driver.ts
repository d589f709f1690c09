// How an external output sends a light: one driver for each kind. external-output.ts decides what is sent and when.

import type { TargetOf } from '../../model/external-outputs/output-target.ts'
import type { Lamp, TableLight } from '../../model/external-outputs/shown-light.ts'
import type { Guard } from '../../model/guard.ts'
import type { Log } from '../../model/log.ts'
import type { ExternalOutputKind, outputSecrets } from '../../model/names.ts'
import type { Problem } from '../../model/problems/problem.ts'
import type { Clock } from '../../model/timing/clock.ts'

/** What is sent. */
export interface OutputMessage {
  light: TableLight
  lamp: Lamp
  /** The light in the user's language, as in the tooltip; such as "In a call". */
  activity: string
  /** The name of the account; '' without one. */
  name: string
  /** The start of the presence, epoch ms; null if there is none. */
  since: number | null
  outOfOffice: boolean
}

export interface OutputDriver {
  /**
   * Resolves when the target has confirmed the message. Rejects with an OutputError. Not called again before it ends. Must
   * end soon after `signal` is aborted.
   */
  send(message: OutputMessage, signal: AbortSignal): Promise<void>
  /** Closes connections. Called once, after the last message. */
  stop(): void | Promise<void>
  /** Called instead of `stop` when the user removes the output: also removes what it has left at the target. */
  remove?(): Promise<void>
}

export interface DriverParts<Kind extends ExternalOutputKind> {
  /** The id of the output: a GUID, always the same. */
  id: string
  /** As it was when the driver was created. Only an MQTT output is created anew when it changes. */
  name: string
  target: TargetOf<Kind>
  /** Those that are known: without a keyring they are lost when the program ends. */
  secrets: Readonly<Partial<Record<(typeof outputSecrets)[Kind][number], string>>>
  clock: Clock
  guard: Guard
  log: Pick<Log, 'info' | 'warn'>
  /** Sends the newest message again, for example after a reconnection. */
  sendAgain(): void
  /** The target was lost after a message was sent. The driver calls `sendAgain` when it is back. */
  onLost(problem: Problem): void
}

export type CreateDriver<Kind extends ExternalOutputKind> = (parts: DriverParts<Kind>) => OutputDriver
export type Drivers = { [Kind in ExternalOutputKind]: CreateDriver<Kind> }

/** A message that was not shown. Its problem's `next` says whether it is sent again by itself. */
export class OutputError extends Error {
  override name = 'OutputError'
  readonly problem: Problem
  constructor(problem: Problem) {
    super(problem.kind)
    this.problem = problem
  }
}
