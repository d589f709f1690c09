// Starts the page that drives the USB lights, asks it to show them, and starts it again with backoff when it fails.

import type { Guard } from '../../../model/guard.ts'
import type { Log } from '../../../model/log.ts'
import { type Problem, safeDetail } from '../../../model/problems/problem.ts'
import type { Clock } from '../../../model/timing/clock.ts'
import { OutputError } from '../output-driver.ts'
import type { UsbId } from './usb-light-models.ts'
import type { ShowRequest, UsbCommand, UsbPageMessage, UsbResult } from './usb-page-messages.ts'

/** The page in its window. */
export interface UsbPage {
  send(request: ShowRequest): void
  close(): void
}

export interface UsbPageEvents {
  onMessage(message: UsbPageMessage): void
  /** The page has ended; `reason` says why, for the log. Not called after `close`. CLOSED: something closed its window. */
  onGone(reason: string): void
}

/** Rejects if the page cannot be opened. */
type OpenUsbPage = (events: UsbPageEvents) => Promise<UsbPage>

export interface UsbPageHostParts {
  openPage: OpenUsbPage
  platform: NodeJS.Platform
  clock: Clock
  guard: Guard
  log: Pick<Log, 'info' | 'warn'>
  /** The page is ready again after it has ended. */
  onBack(): void
  onDevices(devices: readonly UsbId[]): void
  onFailed(device: UsbId, detail: string): void
  /** The page failed. Not called if its window was closed: then it starts with the next message, or a second later. */
  onGone(problem: Problem): void
}

export const CLOSED = 'closed'

/** Opening a device and sending a report take some ms; the first start of a page takes seconds on a slow computer. */
const LONGEST_CALL_MS = 15_000
/** The waits before the starts after a failure; the last one is repeated. */
const RESTART_WAITS_MS = [1000, 5000, 30_000, 5 * 60_000]
/** After this time without a failure the waits begin anew. */
const STEADY_MS = 10 * 60_000

interface Call {
  request: ShowRequest
  resolve(results: readonly UsbResult[]): void
  reject(error: OutputError): void
  cancelTimeout(): void
}

export function createUsbPageHost({ openPage, platform, clock, guard, log, ...on }: UsbPageHostParts) {
  const calls = new Map<number, Call>()
  let page: UsbPage | null = null
  let phase: 'stopped' | 'starting' | 'ready' | 'waiting' = 'stopped'
  /** Counts the starts: what an earlier page still reports is ignored. */
  let start = 0
  let lastCall = 0
  let failures = 0
  let readyAtMs = 0
  let lastReason = ''
  let cancelRestart = () => {}

  function begin() {
    cancelRestart()
    const isRestart = phase === 'waiting'
    phase = 'starting'
    const mine = ++start
    const events: UsbPageEvents = {
      onMessage: (message) => mine === start && onMessage(message, isRestart),
      onGone: (reason) => mine === start && fail(reason),
    }
    guard('Opening the page of the USB lights', async () => {
      try {
        const opened = await openPage(events)
        if (mine === start) page = opened
        else opened.close()
      } catch (error) {
        if (mine === start) fail(String(error))
      }
      if (mine === start && phase === 'ready') sendAll()
    })()
  }

  function sendAll() {
    for (const { request } of calls.values()) page?.send(request)
  }

  function onMessage(message: UsbPageMessage, isRestart: boolean) {
    switch (message.kind) {
      case 'ready': {
        phase = 'ready'
        readyAtMs = clock.monotonicMs()
        sendAll()
        if (isRestart) on.onBack()
        return
      }
      case 'devices':
        return on.onDevices(message.devices)
      case 'shown':
        return end(message.call)?.resolve(message.results)
      case 'failed':
        return on.onFailed(message, message.detail)
      default:
        return message satisfies never
    }
  }

  function end(call: number): Call | undefined {
    const found = calls.get(call)
    calls.delete(call)
    found?.cancelTimeout()
    return found
  }

  const unavailable = (): Problem => ({
    kind: 'output-usb-unavailable',
    next: 'retries',
    detail: safeDetail(lastReason),
  })

  function close() {
    start += 1
    page?.close()
    page = null
    for (const call of [...calls.keys()]) end(call)?.reject(new OutputError(unavailable()))
  }

  function fail(reason: string) {
    if (phase === 'ready' && clock.monotonicMs() - readyAtMs >= STEADY_MS) [failures, lastReason] = [0, '']
    // All windows are closed when the program quits, before the lights are switched off. One that is closed again fails.
    const isClosed = reason === CLOSED && lastReason !== CLOSED
    const waitMs = RESTART_WAITS_MS[isClosed ? 0 : Math.min(failures, RESTART_WAITS_MS.length - 1)] ?? 0
    if (!isClosed) failures += 1
    lastReason = reason
    phase = 'waiting'
    const line = ['The page of the USB lights has ended', { reason, restartMs: waitMs }] as const
    if (isClosed) log.info(...line)
    else log.warn(...line)
    close()
    cancelRestart = clock.after(waitMs, begin)
    if (!isClosed) on.onGone(unavailable())
  }

  return {
    /** Does nothing if it has started. */
    start() {
      if (phase === 'stopped') begin()
    },
    /**
     * Resolves with a result for each device. Rejects with an OutputError if the page fails, and at once while it waits
     * for its next start, unless it failed only once or its window was closed: then it starts now.
     */
    show(commands: UsbCommand[], signal: AbortSignal): Promise<readonly UsbResult[]> {
      if (phase === 'waiting' && failures > 1 && lastReason !== CLOSED)
        return Promise.reject(new OutputError(unavailable()))
      if (phase === 'waiting' || phase === 'stopped') begin()
      return new Promise((resolve, reject) => {
        const call = ++lastCall
        const request = { call, padsFeatureReports: platform === 'win32', commands }
        const beginMs = clock.monotonicMs()
        const cancelTimeout = clock.after(LONGEST_CALL_MS, () => fail('it did not answer'))
        calls.set(call, { request, resolve, reject, cancelTimeout })
        // The call stays: a page that never answers is replaced.
        const abort = guard('An aborted call to the USB lights', () => {
          const afterMs = clock.monotonicMs() - beginMs
          reject(new OutputError({ kind: 'output-timed-out', next: 'retries', host: 'USB', afterMs }))
        })
        signal.addEventListener('abort', abort, { once: true })
        if (signal.aborted) abort()
        if (phase === 'ready') page?.send(request)
      })
    },
    /** The page is closed; the devices keep what they show, and those that need a keep-alive turn off. */
    stop() {
      cancelRestart()
      phase = 'stopped'
      failures = 0
      lastReason = 'it was stopped'
      close()
    },
  }
}
