// One external output while it is configured: starts its driver, and again after a change of its target or its secrets.

import { basename } from 'node:path'
import type { ExternalOutput, OutputSecrets } from '../../model/external-outputs/external-output.ts'
import type { OutputStatus } from '../../model/external-outputs/output-state.ts'
import type { OutputTarget } from '../../model/external-outputs/output-target.ts'
import type { Guard } from '../../model/guard.ts'
import type { Log } from '../../model/log.ts'
import { type Answer, failed, type Problem } from '../../model/problems/problem.ts'
import type { Clock } from '../../model/timing/clock.ts'
import type { SecretsOfOutput } from '../../services/known-secrets.ts'
import { createDriverCalls, SEND_LIMIT_MS } from './driver-calls.ts'
import { createDriverFor, type SomeDrivers } from './drivers.ts'
import type { OutputMessage } from './output-driver.ts'
import { createSender, type Sender } from './sender.ts'

export interface RunningOutputParts {
  clock: Clock
  random: () => number
  drivers: SomeDrivers
  guard: Guard
  log: Pick<Log, 'info' | 'warn'>
  /** The status has changed. */
  onStatus: () => void
}

/** What an output shows now. */
interface Shown {
  output: ExternalOutput
  /** Null: the output is off. */
  secrets: SecretsOfOutput | null
  /** Null: the output stays as it is. */
  message: OutputMessage | null
  /** Sent before the driver stops. */
  last: OutputMessage | null
}

export interface RunningOutput {
  status(): OutputStatus
  show(shown: Shown): void
  /** As that of the sender. */
  tryNow(message: OutputMessage, otherwise: OutputMessage): Promise<Answer<{ sent: boolean }>>
  /** Resolves when the last message is sent, or after STOP_LIMIT_MS. */
  stop(): Promise<void>
  /** The same after the user has removed the output: what it has left at the target is removed too. */
  remove(): Promise<void>
}

export function createRunningOutput(parts: RunningOutputParts): RunningOutput {
  const { clock, guard, log } = parts
  let status: OutputStatus = { kind: 'off' }
  let running: { sender: Sender; identity: Identity } | null = null
  let last: OutputMessage | null = null
  /** What is shown after the driver has stopped: two drivers of one target would be in each other's way. */
  let waiting: Shown | null = null
  let stopping: Promise<void> | null = null

  function put(kind: OutputTarget['kind'], next: OutputStatus) {
    const before = status
    status = next
    if (JSON.stringify(next) === JSON.stringify(before)) return
    if (next.kind === 'failing' && before.kind !== 'failing')
      log.warn(`Output ${kind} fails: ${inShort(next.problem)}`)
    if (next.kind === 'working' && before.kind === 'failing') log.info(`Output ${kind} works again`)
    parts.onStatus()
  }

  function show(shown: Shown) {
    const { output, secrets, message } = shown
    const { kind } = output.target
    if (!secrets) put(kind, { kind: 'off' })
    const identity = secrets?.kind === 'known' ? identityOf(output, secrets.secrets) : null
    if (running && running.identity.whole !== identity?.whole)
      stopSender(
        running.identity.target === identity?.target ? null : last,
        identity !== null && running.identity.place !== identity.place,
      )
    if (stopping) {
      waiting = shown
      return
    }
    last = shown.last
    if (secrets?.kind === 'known' && identity) {
      running ??= { identity, sender: start(output, secrets.secrets) }
      running.sender.show(message)
    } else if (secrets?.kind === 'missing') putMissing(kind, secrets.problem)
    else if (secrets) put(kind, { kind: 'starting' })
  }

  function putMissing(kind: OutputTarget['kind'], problem: Problem) {
    const isKnown = status.kind === 'failing' && status.problem.kind === problem.kind
    if (!isKnown) put(kind, { kind: 'failing', problem, since: clock.nowMs(), lastSentAt: null })
  }

  function start({ id, name, target }: ExternalOutput, secrets: OutputSecrets): Sender {
    const limitMs = limitOf(target)
    const calls = createDriverCalls({
      clock,
      limitMs,
      createDriver: () =>
        createDriverFor(parts.drivers, target, {
          id,
          name,
          secrets,
          clock,
          guard,
          log,
          sendAgain: sender.sendAgain,
          onLost: sender.lost,
        }),
      timedOut: { kind: 'output-timed-out', next: 'retries', host: placeOf(target), afterMs: limitMs },
      guard,
      onLateEnd: () => sender.callEnded(),
    })
    put(target.kind, { kind: 'starting' })
    const sender = createSender({ ...parts, calls, onStatus: (next) => put(target.kind, next) })
    return sender
  }

  function stopSender(message: OutputMessage | null, isRemoved: boolean) {
    const stopped = running?.sender.stop(message, isRemoved)
    running = null
    stopping = (stopping ?? Promise.resolve()).then(() => stopped).then(continueWaiting)
  }

  function continueWaiting() {
    stopping = null
    const next = waiting
    waiting = null
    if (next) show(next)
  }

  async function end(isRemoved: boolean) {
    stopSender(last, isRemoved)
    waiting = null
    await stopping
  }

  return {
    status: () => status,
    show,
    async tryNow(message, otherwise) {
      await stopping
      if (running) return await running.sender.tryNow(message, otherwise)
      // The secrets are still being read.
      const silent: Problem = { kind: 'output-keyring-silent', next: 'retries' }
      return failed(status.kind === 'failing' ? status.problem : silent)
    },
    stop: () => end(false),
    remove: () => end(true),
  }
}

/** A driver is created anew if this changes; its lamp is switched off if the target does. */
interface Identity {
  target: string
  /** Where it is. What was left there is removed if this changes. */
  place: string
  whole: string
}

function identityOf({ name, target }: ExternalOutput, secrets: OutputSecrets): Identity {
  const place = 'port' in target ? `${target.host}:${target.port}` : placeOf(target)
  // Home Assistant shows the name; no other target gets it.
  const sentName = target.kind === 'mqtt' ? name : ''
  return { target: JSON.stringify(target), place, whole: JSON.stringify([sentName, target, secrets]) }
}

/** For messages: the host, or what else the target is. */
function placeOf(target: OutputTarget): string {
  switch (target.kind) {
    case 'mqtt':
    case 'web-request':
    case 'hue':
    case 'wled':
      return target.host
    case 'program':
      return basename(target.file)
    case 'usb':
      return 'USB'
    default:
      return target satisfies never
  }
}

/** Without the detail, which may contain an address. */
const inShort = (problem: Problem) => ('host' in problem ? `${problem.kind} (${problem.host})` : problem.kind)

/** How much later than the program's own limit the call ends, ms: the driver kills the program by itself. */
const AFTER_PROGRAM_MS = 5000

const limitOf = (target: OutputTarget) =>
  target.kind === 'program' ? target.longestSeconds * 1000 + AFTER_PROGRAM_MS : SEND_LIMIT_MS
