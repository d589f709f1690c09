// The topics and the client id of an MQTT output.
import { createHash } from 'node:crypto'

/** Home Assistant's birth and last will ("MQTT", "Birth and last will messages"). */
export const HOME_ASSISTANT_STATUS = 'homeassistant/status'
export const ONLINE = 'online'
export const OFFLINE = 'offline'

export interface MqttTopics {
  /** The light as JSON, retained. */
  state: string
  /** `online` or `offline`, retained; the last will sets it to `offline`. */
  availability: string
  /** Where others set the user's own status. */
  command: string
  /** Home Assistant's discovery of the device, retained. */
  discovery: string
}

/** `id`: the GUID of the output. Home Assistant allows letters, digits, "_" and "-" in it ("MQTT", "Discovery topic"). */
export const topicsOf = (id: string): MqttTopics => ({
  state: `tally-light/${id}/state`,
  availability: `tally-light/${id}/availability`,
  command: `tally-light/${id}/status/set`,
  discovery: `homeassistant/device/${id}/config`,
})

/**
 * A broker closes the connection of a client when another one connects with the same id ("MQTT 5.0", 3.1.4), as a second
 * computer with copied settings would.
 */
export const clientIdOf = (id: string, computer: string): string =>
  `tally-light-${id}-${createHash('sha256').update(`${id} ${computer}`).digest('hex').slice(0, 8)}`
