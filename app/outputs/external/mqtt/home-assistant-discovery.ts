// The payload of Home Assistant's device discovery, for 2024.11 and later. Pure. The documentation: "MQTT", "Device discovery
// payload", and the pages "MQTT sensor", "MQTT binary sensor" and "MQTT select".
import type { Words } from '../../../../words/words.ts'
import { tableLights } from '../../../model/external-outputs/shown-light.ts'
import { baseLightOfStatus } from '../../../model/lights/presence-words.ts'
import { statusNames } from '../../../model/names.ts'
import { type MqttTopics, OFFLINE, ONLINE } from './mqtt-topics.ts'
import { statusOptions } from './status-command.ts'

export interface DiscoveryParts {
  id: string
  /** The output's name. */
  name: string
  topics: MqttTopics
  words: Words
  /** Whether the select that sets the user's own status is a part of the device. */
  hasSelect: boolean
}

/** The payload, retained at `topics.discovery`. An empty payload removes the device. */
export const discoveryPayload = (parts: DiscoveryParts): string =>
  JSON.stringify(device(parts, parts.hasSelect ? { status: select(parts) } : {}))

/**
 * The payload that removes the select if an earlier one had it: "An empty config can be published as an update to remove a
 * single component". It is followed by one without the component.
 */
export const selectRemovalPayload = (parts: DiscoveryParts): string =>
  JSON.stringify(device(parts, { status: { p: 'select' } }))

function device(parts: DiscoveryParts, more: object): object {
  const { id, name, topics, words } = parts
  const { t } = words
  const identifier = identifierOf(id)
  return {
    dev: { ids: [identifier], name: `Tally Light (${name})`, mf: 'Tally Light' },
    o: { name: 'Tally Light' },
    cmps: {
      light: {
        ...sensor(parts, 'light', t('mqtt.light')),
        dev_cla: 'enum',
        ops: tableLights,
        val_tpl: '{{ value_json.light }}',
        json_attr_t: topics.state,
        json_attr_tpl: '{{ value_json.lamp | tojson }}',
      },
      activity: { ...sensor(parts, 'activity', t('mqtt.activity')), val_tpl: '{{ value_json.activity }}' },
      since: {
        ...sensor(parts, 'since', t('mqtt.since')),
        dev_cla: 'timestamp',
        // None, from null, is the state "unknown".
        val_tpl: '{{ value_json.since }}',
      },
      out_of_office: {
        ...sensor(parts, 'out_of_office', t('presence.light.out-of-office'), 'binary_sensor'),
        val_tpl: "{{ 'ON' if value_json.outOfOffice else 'OFF' }}",
      },
      // Without availability: it is off, not unavailable, while the program does not run.
      connectivity: {
        p: 'binary_sensor',
        uniq_id: `${identifier}_connectivity`,
        def_ent_id: 'binary_sensor.tally_light_connectivity',
        name: t('mqtt.connectivity'),
        dev_cla: 'connectivity',
        ent_cat: 'diagnostic',
        stat_t: topics.availability,
        pl_on: ONLINE,
        pl_off: OFFLINE,
      },
      ...more,
    },
  }
}

const identifierOf = (id: string) => `tally-light-${id}`

/**
 * What the components that read the state have in common. From Home Assistant 2025.10 on, `def_ent_id` makes the entity ids the
 * same in every language (home-assistant/core#151775); an older one ignores it and builds them from the names.
 */
const sensor = (
  { id, topics }: DiscoveryParts,
  component: string,
  name: string,
  platform: 'sensor' | 'binary_sensor' | 'select' = 'sensor',
) => ({
  p: platform,
  uniq_id: `${identifierOf(id)}_${component}`,
  def_ent_id: `${platform}.tally_light_${component}`,
  name,
  avty_t: topics.availability,
  stat_t: topics.state,
})

/** It shows the status whose light is shown, or nothing: the user's real presence, not the last choice. */
const select = (parts: DiscoveryParts) => ({
  ...sensor(parts, 'status', parts.words.t('status.mine'), 'select'),
  cmd_t: parts.topics.command,
  ops: statusOptions,
  qos: 1,
  val_tpl: `{{ ${JSON.stringify(statusOfLight)}.get(value_json.light) }}`,
})

const statusOfLight = Object.fromEntries(statusNames.map((status) => [baseLightOfStatus(status), status]))
