// One connection to an MQTT broker, from CONNECT to its end. The driver opens the next one.
import { MqttClient, ReasonCodes } from 'mqtt'
import type { TargetOf } from '../../../model/external-outputs/output-target.ts'
import type { Guard } from '../../../model/guard.ts'
import type { Clock } from '../../../model/timing/clock.ts'
import { OutputError } from '../output-driver.ts'
import { readSecureContext } from './broker-certificates.ts'
import { brokerProblem, ConnectionClosed, mayBeOlderBroker, NoAnswer } from './broker-problems.ts'
import { openBrokerStream } from './broker-stream.ts'
import { OFFLINE } from './mqtt-topics.ts'

/** Seconds without a packet after which the client pings. A broker that is gone is noticed within one and a half times. */
const KEEPALIVE_S = 30
/** From opening the connection to the broker's CONNACK. Below the sender's own limit, which knows no reason. */
const CONNECT_MS = 8000
/** From a packet to its confirmation. */
const CONFIRM_MS = 5000
/** From DISCONNECT to the end of the connection. */
const END_MS = 1000

/** MQTT 5 has reasons for refused messages; some brokers know only 3.1.1. */
export type ProtocolVersion = 4 | 5

export interface ConnectionParts {
  target: TargetOf<'mqtt'>
  secrets: { password?: string; keyPassphrase?: string }
  clientId: string
  /** The topic that the broker sets to `offline` if the connection breaks. */
  availabilityTopic: string
  clock: Clock
  guard: Guard
  /** `isRetained`: the broker has kept the message since before the subscription. */
  onMessage(topic: string, payload: Buffer, isRetained: boolean): void
}

export interface BrokerConnection {
  /** Publishes a retained message. Resolves when the broker has confirmed it. Rejects with an OutputError. */
  publish(topic: string, payload: string): Promise<void>
  /** Resolves when the broker has accepted the subscription. Rejects with an OutputError. */
  subscribe(topic: string): Promise<void>
  /** Disconnects, so that the broker does not publish the last will. Resolves when the connection is closed. */
  end(): Promise<void>
  /** Breaks the connection, so that the broker publishes the last will. */
  destroy(): void
  /** Resolves with the error when the connection has ended. */
  ended: Promise<OutputError>
  version: ProtocolVersion
}

/** Connects, with MQTT 3.1.1 if the broker does not know MQTT 5. Rejects with an OutputError. */
export async function connectToBroker(
  parts: ConnectionParts,
  version: ProtocolVersion,
  signal: AbortSignal,
): Promise<BrokerConnection> {
  const { target } = parts
  const hasTls = target.transport === 'tls' || target.transport === 'websocket-tls'
  const secureContext = hasTls ? await readSecureContext(target, parts.secrets.keyPassphrase) : null
  const open = (one: ProtocolVersion) => connectOnce(parts, one, secureContext, signal)
  try {
    return await open(version).catch((error) => {
      if (version === 4 || signal.aborted || !mayBeOlderBroker(error)) throw error
      return open(4)
    })
  } catch (error) {
    const circumstances = { host: target.host, wasAccepted: false, afterMs: CONNECT_MS }
    throw new OutputError(brokerProblem(error, circumstances))
  }
}

type SecureContextOrNull = Parameters<typeof openBrokerStream>[0]['secureContext']

async function connectOnce(
  { target, secrets, clientId, availabilityTopic, clock, guard, onMessage }: ConnectionParts,
  version: ProtocolVersion,
  secureContext: SecureContextOrNull,
  signal: AbortSignal,
): Promise<BrokerConnection> {
  signal.throwIfAborted()
  const stream = openBrokerStream({ target, secureContext, clock, guard, handshakeMs: CONNECT_MS })
  let failure: unknown = null
  let wasAccepted = false
  const fail = guard('An error of an MQTT connection', (error: unknown) => {
    failure ??= error
    stream.destroy()
  })
  stream.on('error', fail)
  const client = new MqttClient(() => stream, {
    clientId,
    protocolVersion: version,
    clean: true,
    keepalive: KEEPALIVE_S,
    // Longer than this module's own limits.
    connectTimeout: 2 * CONNECT_MS,
    // The driver reconnects. Nothing is stored for a later connection.
    reconnectPeriod: 0,
    queueQoSZero: false,
    resubscribe: false,
    ...(target.username ? { username: target.username } : {}),
    ...(secrets.password ? { password: secrets.password } : {}),
    will: { topic: availabilityTopic, payload: Buffer.from(OFFLINE), qos: 1, retain: true },
  })
  client.on('error', fail)
  const onDisconnect = guard('A DISCONNECT of an MQTT broker', ({ reasonCode }: { reasonCode?: number }) =>
    fail(new Error(`disconnected by the broker: ${reasonOf(reasonCode)}`)),
  )
  client.on('disconnect', onDisconnect)
  const onMessageEvent = guard(
    'An MQTT message',
    (topic: string, payload: Buffer, { retain }: { retain: boolean }) => {
      onMessage(topic, payload, retain)
    },
  )
  client.on('message', onMessageEvent)

  const closed = new Promise<unknown>((resolve) => {
    const onClose = guard('The end of an MQTT connection', () => resolve(failure ?? new ConnectionClosed()))
    stream.on('close', onClose)
  })
  const rejectedWhenClosed = closed.then((error) => {
    throw error
  })
  rejectedWhenClosed.catch(() => {})

  /** The result of an exchange with the broker; ends the connection if there is none in time. */
  async function within<Value>(limitMs: number, exchange: Promise<Value>): Promise<Value> {
    const cancel = clock.after(limitMs, () => fail(new NoAnswer()))
    try {
      return await Promise.race([exchange, rejectedWhenClosed])
    } finally {
      cancel()
    }
  }

  const abort = () => fail(signal.reason)
  signal.addEventListener('abort', abort)
  try {
    const accepted = new Promise<void>((resolve) => {
      const onConnect = guard('A CONNACK of an MQTT broker', () => resolve())
      client.on('connect', onConnect)
    })
    await within(CONNECT_MS, accepted)
    wasAccepted = true
  } finally {
    signal.removeEventListener('abort', abort)
  }

  const asOutputError = (error: unknown) =>
    new OutputError(brokerProblem(error, { host: target.host, wasAccepted, afterMs: CONFIRM_MS }))
  const confirmed = async (exchange: Promise<unknown>) => {
    try {
      await within(CONFIRM_MS, exchange)
    } catch (error) {
      throw asOutputError(error)
    }
  }
  return {
    version,
    ended: closed.then(asOutputError),
    publish: (topic, payload) => confirmed(client.publishAsync(topic, payload, { qos: 1, retain: true })),
    subscribe: (topic) => confirmed(client.subscribeAsync(topic, { qos: 1 })),
    async end() {
      const cancel = clock.after(END_MS, () => stream.destroy())
      client.end()
      await closed
      cancel()
    },
    destroy: () => stream.destroy(),
  }
}

/** In words, such as "Server shutting down" ("MQTT 5.0", 3.14.2.1). */
const reasonOf = (code = 0) =>
  Object.entries(ReasonCodes).find(([known]) => known === String(code))?.[1] || `code ${code}`
