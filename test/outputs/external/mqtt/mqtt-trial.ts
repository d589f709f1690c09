// A driver under test with its real clock, and a second client that reads what the broker has.

import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { connectAsync, type IClientOptions, type MqttClient } from 'mqtt'
import { expect, onTestFinished } from 'vitest'
import { systemClock } from '../../../../app/desktop/system-clock.ts'
import type { TargetOf } from '../../../../app/model/external-outputs/output-target.ts'
import { createGuard } from '../../../../app/model/guard.ts'
import type { Problem } from '../../../../app/model/problems/problem.ts'
import type { Clock } from '../../../../app/model/timing/clock.ts'
import { createMqttDriver } from '../../../../app/outputs/external/mqtt/mqtt-driver.ts'
import type { StatusCommand } from '../../../../app/outputs/external/mqtt/status-command.ts'
import { OutputError, type OutputMessage } from '../../../../app/outputs/external/output-driver.ts'
import { wordsIn } from '../../../../words/words.ts'

export const ID = '6f1d7f2e-5a0a-4b57-9d53-0f4e8ad0c001'
export const STATE = `tally-light/${ID}/state`
export const AVAILABILITY = `tally-light/${ID}/availability`
export const COMMAND = `tally-light/${ID}/status/set`
export const DISCOVERY = `homeassistant/device/${ID}/config`

export const target = (port: number, more: Partial<TargetOf<'mqtt'>> = {}): TargetOf<'mqtt'> => ({
  kind: 'mqtt',
  host: '127.0.0.1',
  port,
  transport: 'tcp',
  path: '/mqtt',
  username: '',
  authorityFile: '',
  certificateFile: '',
  keyFile: '',
  discovery: false,
  setsStatus: false,
  ...more,
})

export const busy: OutputMessage = {
  light: 'busy',
  lamp: { kind: 'on', colour: '#ff0000', brightness: 100, blink: false },
  activity: 'In a meeting',
  name: 'Ada',
  since: Date.parse('2026-11-23T09:00:00Z'),
  outOfOffice: false,
}
export const free: OutputMessage = { ...busy, light: 'available', activity: 'Available' }

export interface TrialOptions {
  secrets?: { password?: string; keyPassphrase?: string }
  ownStatus?: () => boolean
  clock?: Clock
  computer?: string
  /** Another build of the driver. */
  build?: typeof createMqttDriver
}

/** Creates a driver. It is stopped at the end of the test. */
export function createTrial(to: TargetOf<'mqtt'>, options: TrialOptions = {}) {
  const { secrets = {}, ownStatus = () => true, clock = systemClock, build = createMqttDriver } = options
  const { computer = 'desk' } = options
  const faults: unknown[] = []
  const warnings: string[] = []
  const lost: Problem[] = []
  const commands: StatusCommand[] = []
  const listeners = new Set<() => void>()
  let sendAgains = 0
  let newest = free
  const create = build({
    computer,
    ownStatus,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    setStatus: (command) => commands.push(command),
    wordsNow: () => wordsIn('en'),
  })
  const driver = create({
    id: ID,
    name: 'Home',
    target: to,
    secrets,
    clock,
    guard: createGuard({ error: (...words) => faults.push(words) }),
    log: { info: () => {}, warn: (...words) => warnings.push(words.map(String).join(' ')) },
    sendAgain() {
      sendAgains += 1
      send(newest).catch(() => {})
    },
    onLost: (problem) => lost.push(problem),
  })
  /** Resolves when the broker has confirmed the message. */
  const send = (message: OutputMessage, signal = new AbortController().signal) => {
    newest = message
    return driver.send(message, signal)
  }
  /** The state of the program has changed. */
  const change = () => {
    for (const listener of listeners) listener()
  }
  onTestFinished(async () => {
    await driver.stop()
    expect(listeners.size).toBe(0)
  })
  return { driver, change, send, faults, warnings, lost, commands, sendAgains: () => sendAgains }
}

/** The problem with which the promise is rejected. */
export async function problemOf(sent: Promise<void>): Promise<Problem> {
  const error = await sent.then(
    () => null,
    (reason: unknown) => reason,
  )
  if (error instanceof OutputError) return error.problem
  throw new Error(`not an OutputError: ${String(error)}`)
}

export interface Reader {
  client: MqttClient
  /** The newest payload of a topic; undefined before one is read. */
  last(topic: string): string | undefined
  /** All payloads of a topic in order. */
  all(topic: string): string[]
}

/** A second client that subscribes to everything. */
export async function startReader(port: number, options: IClientOptions = {}): Promise<Reader> {
  const client = await connectAsync({ host: '127.0.0.1', port, ...options })
  onTestFinished(() => client.endAsync(true))
  const received: [topic: string, payload: string][] = []
  client.on('message', (topic, payload) => received.push([topic, payload.toString('utf8')]))
  // A killed broker.
  client.on('error', () => {})
  await client.subscribeAsync('#', { qos: 1 })
  const all = (topic: string) => received.filter(([one]) => one === topic).map(([, payload]) => payload)
  return { client, all, last: (topic) => all(topic).at(-1) }
}

export interface Wire {
  port: number
  /** Breaks all connections. New ones work. */
  cut(): void
  /** Forwards nothing any more, and keeps the connections. */
  hold(): void
}

/**
 * A connection to the port of a broker that can break.
 * @param refusalOf the last bytes that a client gets instead of a connection, by its first packet; null for none
 */
export async function startWire(
  port: number,
  refusalOf: (first: Buffer) => Buffer | null = () => null,
): Promise<Wire> {
  const sockets = new Set<Socket>()
  const keep = (socket: Socket, other: Socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => {
      sockets.delete(socket)
      other.destroy()
    })
  }
  const server = createServer((near) => {
    near.on('error', () => {})
    near.once('data', (first) => {
      const refusal = refusalOf(first)
      if (refusal) {
        near.end(refusal)
        return
      }
      const far = connect({ host: '127.0.0.1', port })
      keep(near, far)
      keep(far, near)
      far.write(first)
      near.pipe(far).pipe(near)
    })
  })
  const cut = () => {
    for (const socket of sockets) socket.destroy()
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    cut()
    server.close()
  })
  const { port: own } = server.address() as AddressInfo
  return {
    port: own,
    cut,
    hold() {
      for (const socket of sockets) {
        socket.unpipe()
        socket.pause()
      }
    },
  }
}
