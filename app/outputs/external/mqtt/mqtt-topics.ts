// The topics of an MQTT output.

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
