// Home Assistant's schema of a device discovery, as documented: "MQTT" (home-assistant.io/integrations/mqtt), chapters
// "Device discovery payload" and "Supported abbreviations in MQTT discovery messages"; "MQTT sensor" (sensor.mqtt), "MQTT
// binary sensor" (binary_sensor.mqtt) and "MQTT select" (select.mqtt), chapter "Configuration Variables".
import { z } from 'zod'

/** "The ID of the device must only consist of characters from the character class [a-zA-Z0-9_-]". */
export const discoveryTopic = /^homeassistant\/device\/[a-zA-Z0-9_-]+\/config$/

/** A topic without wildcards. */
const topic = z.string().regex(/^[^#+\0]+$/)
const template = z.string().regex(/^\{\{ .+ \}\}$/s)

const entity = {
  /** "Also required is a unique_id for entity-based components." */
  uniq_id: z.string().min(1),
  name: z.string().min(1),
  /** "Use default_entity_id instead of name for automatic generation of the entity ID. For example sensor.foobar." */
  def_ent_id: z.string(),
  avty_t: topic.optional(),
  ent_cat: z.enum(['config', 'diagnostic']).optional(),
  json_attr_t: topic.optional(),
  json_attr_tpl: template.optional(),
  qos: z.union([z.literal(0), z.literal(1), z.literal(2)]).optional(),
  val_tpl: template.optional(),
}

const sensor = z
  .strictObject({
    p: z.literal('sensor'),
    ...entity,
    def_ent_id: z.string().regex(/^sensor\.[a-z0-9_]+$/),
    stat_t: topic,
    dev_cla: z.enum(['enum', 'timestamp']).optional(),
    ops: z.array(z.string()).min(1).optional(),
  })
  // "List of allowed sensor state value. An empty list is not allowed. The sensor's device_class must be set to enum."
  .refine(({ dev_cla, ops }) => (dev_cla === 'enum') === (ops !== undefined))

const binarySensor = z.strictObject({
  p: z.literal('binary_sensor'),
  ...entity,
  def_ent_id: z.string().regex(/^binary_sensor\.[a-z0-9_]+$/),
  stat_t: topic,
  dev_cla: z.enum(['connectivity']).optional(),
  pl_on: z.string().optional(),
  pl_off: z.string().optional(),
})

const select = z.strictObject({
  p: z.literal('select'),
  ...entity,
  def_ent_id: z.string().regex(/^select\.[a-z0-9_]+$/),
  cmd_t: topic,
  stat_t: topic.optional(),
  ops: z.array(z.string()).min(1),
})

/** "An empty config can be published as an update to remove a single component": only the platform is left. */
const removal = z.strictObject({ p: z.enum(['sensor', 'binary_sensor', 'select']) })

export const deviceDiscovery = z.strictObject({
  dev: z.strictObject({ ids: z.array(z.string()).min(1), name: z.string(), mf: z.string().optional() }),
  o: z.strictObject({ name: z.string(), sw: z.string().optional(), url: z.url().optional() }),
  cmps: z.record(z.string().regex(/^[a-zA-Z0-9_-]+$/), z.union([sensor, binarySensor, select, removal])),
})
