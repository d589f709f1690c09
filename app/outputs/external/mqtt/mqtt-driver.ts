// The driver of an MQTT output: publishes the light, retained, and announces it to Home Assistant.
import type { Words } from '../../../../words/words.ts'
import { unexpected } from '../../../model/problems/problem.ts'
import { type CreateDriver, type OutputDriver, OutputError } from '../output-driver.ts'
import { createAnnouncement } from './announcement.ts'
import type { BrokerConnection, ProtocolVersion } from './broker-connection.ts'
import { statePayload } from './mqtt-state.ts'
import { clientIdOf, HOME_ASSISTANT_STATUS, OFFLINE, ONLINE, topicsOf } from './mqtt-topics.ts'
import { createReconnection } from './reconnection.ts'
import { createSpacedCalls } from './spaced-calls.ts'
import { createStatusCommands, type StatusCommand } from './status-command.ts'

/** Home Assistant may start several times, but not more often than this counts. */
const ANNOUNCE_INTERVAL_MS = 5000
/** The last messages and the DISCONNECT together, when the program ends and when the output is removed. */
const STOP_MS = 1500
const REMOVE_MS = 5000

export interface MqttParts {
  /** Any text that no other computer or user has. It is not sent as it is. */
  computer: string
  /** Whether setting the own status is switched on. */
  ownStatus: () => boolean
  /** Calls back when that may have changed. Returns a function that ends this. */
  subscribe: (listener: () => void) => () => void
  setStatus: (command: StatusCommand) => void
  /** The texts of the user's language, for the names of Home Assistant's entities. */
  wordsNow: () => Words
}

export const createMqttDriver =
  ({ computer, ownStatus, subscribe, setStatus, wordsNow }: MqttParts): CreateDriver<'mqtt'> =>
  ({ id, name, target, secrets, clock, guard, log, sendAgain, onLost }): OutputDriver => {
    const topics = topicsOf(id)
    const clientId = clientIdOf(id, computer)
    const stopping = new AbortController()
    const isSelectOn = () => target.setsStatus && ownStatus()
    const announcement = createAnnouncement({ id, name, topics, wordsNow, isSelectOn })
    const commands = createStatusCommands({ clock, log, isAllowed: isSelectOn, setStatus })
    const homeAssistantStarts = createSpacedCalls<null>(clock, ANNOUNCE_INTERVAL_MS, () => {
      announcement.repeat()
      sendAgain()
    })
    let connection: BrokerConnection | null = null
    let connecting: Promise<BrokerConnection> | null = null
    let version: ProtocolVersion = 5
    /** Whether `online` is published and the topics are subscribed to on this connection. */
    let isOnline = false
    /** The number of running calls of `send`. */
    let sending = 0

    const reconnection = createReconnection({ clock, connect, onLost, sendAgain, guard })
    const onStateChange = guard('Announcing the own status at an MQTT broker', () => {
      if (announcement.isOutdated()) sendAgain()
    })
    const unsubscribe = subscribe(onStateChange)

    function connect(): Promise<BrokerConnection> {
      if (connection) return Promise.resolve(connection)
      connecting ??= open().finally(() => {
        connecting = null
      })
      return connecting
    }

    async function open(): Promise<BrokerConnection> {
      // Loaded only when needed: the library is a tenth of the program.
      const { connectToBroker } = await import('./broker-connection.ts')
      const parts = { target, secrets, clock, guard, clientId, onMessage }
      const one = await connectToBroker(
        { ...parts, availabilityTopic: topics.availability },
        version,
        stopping.signal,
      ).catch((error) => {
        throw reconnection.softened(errorOf(error))
      })
      ;({ version } = one)
      isOnline = false
      announcement.repeat()
      const onEnded = guard('The end of a connection to an MQTT broker', (error: OutputError) => {
        if (connection !== one) return
        connection = null
        reconnection.lost()
        // A message that is being sent is rejected, and sent again by the sender.
        if (!stopping.signal.aborted && sending === 0) reconnection.begin(error.problem)
      })
      connection = one
      one.ended.then(onEnded)
      reconnection.connected()
      return one
    }

    function onMessage(topic: string, payload: Buffer, isRetained: boolean) {
      if (topic === topics.discovery) removeAnnouncement(payload, isRetained)
      // A retained command would set the status again at each start.
      else if (isRetained) return
      else if (topic === topics.command) commands.receive(payload)
      else if (topic === HOME_ASSISTANT_STATUS && payload.toString('utf8') === ONLINE)
        homeAssistantStarts.call(null)
    }

    /** Removes what was announced before the discovery was switched off. */
    function removeAnnouncement(payload: Buffer, isRetained: boolean) {
      if (!isRetained || payload.length === 0) return
      const failed = (error: unknown) => log.warn('MQTT: an earlier announcement was not removed', error)
      connection?.publish(topics.discovery, '').catch(failed)
    }

    async function publish(state: string, signal: AbortSignal) {
      const one = await connect()
      // An aborted message must not follow a newer one.
      if (signal.aborted) return
      await one.publish(topics.state, state)
      if (!isOnline) await goOnline(one)
      if (target.discovery) await announcement.publish(one)
    }

    async function goOnline(one: BrokerConnection) {
      await one.publish(topics.availability, ONLINE)
      if (target.discovery) await one.subscribe(HOME_ASSISTANT_STATUS)
      // To remove an earlier announcement. Home Assistant warns of an empty payload for a device that it does not know, so none
      // is published without one. A broker may refuse this topic to users without Home Assistant.
      else await one.subscribe(topics.discovery).catch(() => {})
      if (target.setsStatus) await one.subscribe(topics.command)
      isOnline = true
    }

    /** Ends the connection after the last messages, within the time limit. */
    async function finish(limitMs: number, last: (one: BrokerConnection) => Promise<void>) {
      unsubscribe()
      commands.stop()
      homeAssistantStarts.stop()
      reconnection.stop()
      const end = async () => {
        const one = connection
        if (!one) return
        await last(one).catch((error) => log.warn('MQTT: the last messages were not confirmed', error))
        await one.end()
      }
      await new Promise<void>((resolve) => {
        const cancel = clock.after(limitMs, resolve)
        end().finally(() => {
          cancel()
          resolve()
        })
      })
      stopping.abort()
      connection?.destroy()
    }

    return {
      async send(message, signal) {
        sending += 1
        try {
          await untilAborted(publish(statePayload(message), signal), signal)
          reconnection.confirmed()
        } finally {
          sending -= 1
        }
      },
      stop: () => finish(STOP_MS, (one) => one.publish(topics.availability, OFFLINE)),
      async remove() {
        const failed = (error: unknown) => log.warn('MQTT: a removed output is left at the broker', error)
        await connect().catch(failed)
        await finish(REMOVE_MS, async (one) => {
          const announcement = target.discovery ? [topics.discovery] : []
          for (const topic of [...announcement, topics.state, topics.availability])
            await one.publish(topic, '')
        })
      },
    }

    /** The result of `work`, or an OutputError as soon as `signal` is aborted. */
    async function untilAborted(work: Promise<void>, signal: AbortSignal): Promise<void> {
      const startMs = clock.monotonicMs()
      let stopListening = () => {}
      const aborted = new Promise<never>((_resolve, reject) => {
        const abort = () => {
          const afterMs = clock.monotonicMs() - startMs
          reject(new OutputError({ kind: 'output-timed-out', next: 'retries', host: target.host, afterMs }))
        }
        if (signal.aborted) abort()
        signal.addEventListener('abort', abort)
        stopListening = () => signal.removeEventListener('abort', abort)
      })
      try {
        await Promise.race([work, aborted])
      } catch (error) {
        throw errorOf(error)
      } finally {
        stopListening()
      }
    }
  }

const errorOf = (error: unknown): OutputError =>
  error instanceof OutputError ? error : new OutputError(unexpected(error))
