// Announces the device to Home Assistant: once for each connection, and again after a change.
import type { Words } from '../../../../words/words.ts'
import type { BrokerConnection } from './broker-connection.ts'
import { discoveryPayload, selectRemovalPayload } from './home-assistant-discovery.ts'
import type { MqttTopics } from './mqtt-topics.ts'

export interface AnnouncementParts {
  id: string
  name: string
  topics: MqttTopics
  wordsNow: () => Words
  isSelectOn: () => boolean
}

export interface Announcement {
  /** Publishes the discovery if it is not what was last published. Rejects with an OutputError. */
  publish(connection: Pick<BrokerConnection, 'publish'>): Promise<void>
  /** The next `publish` announces again: for a new connection, or as Home Assistant has started. */
  repeat(): void
  /** Whether the select has been switched on or off since. */
  isOutdated(): boolean
}

export function createAnnouncement(parts: AnnouncementParts): Announcement {
  const { id, name, topics, wordsNow, isSelectOn } = parts
  let announced: { payload: string; hasSelect: boolean } | null = null

  return {
    async publish(connection) {
      const hasSelect = isSelectOn()
      const discovery = { id, name, topics, words: wordsNow(), hasSelect }
      const payload = discoveryPayload(discovery)
      if (announced?.payload === payload) return
      if (!hasSelect) await connection.publish(topics.discovery, selectRemovalPayload(discovery))
      await connection.publish(topics.discovery, payload)
      announced = { payload, hasSelect }
    },
    repeat() {
      announced = null
    },
    isOutdated: () => announced !== null && announced.hasSelect !== isSelectOn(),
  }
}
