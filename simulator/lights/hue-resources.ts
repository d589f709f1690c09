// The lamps and the room of the fake Hue bridge, and what a change of them may contain ("Hue API V2 reference").
import { z } from 'zod'

const xy = z.strictObject({ x: z.number().min(0).max(1), y: z.number().min(0).max(1) })

const onOff = z.strictObject({ on: z.boolean() })
const dimming = z.strictObject({ brightness: z.number().min(0).max(100) })
const signaling = z.discriminatedUnion('signal', [
  z.strictObject({ signal: z.literal('no_signal') }),
  z.strictObject({ signal: z.literal('on_off'), duration: z.number().int().min(0).max(65_534_000) }),
  z.strictObject({
    signal: z.literal('on_off_color'),
    duration: z.number().int().min(0).max(65_534_000),
    colors: z.array(z.strictObject({ xy })).length(1),
  }),
])

/** The bridge refuses unknown members and values out of range with 400. */
export const changeSchema = z
  .strictObject({
    on: onOff,
    dimming,
    color: z.strictObject({ xy }),
    color_temperature: z.strictObject({ mirek: z.number().int().min(153).max(500) }),
    signaling,
    alert: z.strictObject({ action: z.literal('breathe') }),
  })
  .partial()
export type HueChange = z.infer<typeof changeSchema>

interface FakeLamp {
  id: string
  device: string
  name: string
  /** As the resource light has it. What the lamp cannot do is missing. */
  on: { on: boolean }
  dimming?: { brightness: number }
  color?: { xy: { x: number; y: number }; gamut_type?: string; gamut?: object }
  color_temperature?: { mirek: number | null; mirek_valid: boolean }
  signaling?: { signal_values: string[]; status?: { signal: string } }
  alert?: { action_values: string[] }
  /** Without power, or too far away. */
  unreachable?: boolean
}

const ROOM = 'b1b1b1b1-0000-4000-8000-000000000001'
export const GROUP = 'b1b1b1b1-0000-4000-8000-000000000002'

const ids = (number: number) => ({
  id: `a0a0a0a0-0000-4000-8000-00000000000${number}`,
  device: `d0d0d0d0-0000-4000-8000-00000000000${number}`,
})

/** A colour lamp, a white lamp and a plug, all in one room. */
export const createLamps = (): FakeLamp[] => [
  {
    ...ids(1),
    name: 'Desk lamp',
    on: { on: true },
    dimming: { brightness: 40 },
    color: { xy: { x: 0.4573, y: 0.41 }, gamut_type: 'C' },
    color_temperature: { mirek: 366, mirek_valid: true },
    signaling: { signal_values: ['no_signal', 'on_off', 'on_off_color', 'alternating'] },
    alert: { action_values: ['breathe'] },
  },
  {
    ...ids(2),
    name: 'Shelf',
    on: { on: false },
    dimming: { brightness: 70 },
    alert: { action_values: ['breathe'] },
  },
  { ...ids(3), name: 'Plug', on: { on: true } },
]

/** All resources, as `GET /clip/v2/resource` lists them. */
export function resourcesOf(lamps: readonly FakeLamp[]) {
  const shining = lamps.filter(({ on, dimming }) => on.on && dimming)
  const total = shining.reduce((sum, lamp) => sum + (lamp.dimming?.brightness ?? 0), 0)
  const archetype = 'classic_bulb'
  return [
    ...lamps.flatMap(({ device, name, unreachable, ...light }) => [
      {
        type: 'device',
        id: device,
        metadata: { name, archetype },
        services: [{ rid: light.id, rtype: 'light' }],
      },
      {
        type: 'light',
        ...light,
        mode: 'normal',
        service_id: 0,
        identify: {},
        owner: { rid: device, rtype: 'device' },
        metadata: { name: 'Light 1', archetype },
      },
      {
        type: 'zigbee_connectivity',
        id: device.replace('d0d0', 'e0e0'),
        owner: { rid: device, rtype: 'device' },
        status: unreachable ? 'connectivity_issue' : 'connected',
        mac_address: '00:17:88:01:00:00:00:01',
      },
    ]),
    {
      type: 'room',
      id: ROOM,
      metadata: { name: 'Office', archetype: 'office' },
      children: lamps.map(({ device }) => ({ rid: device, rtype: 'device' })),
      services: [{ rid: GROUP, rtype: 'grouped_light' }],
    },
    {
      type: 'grouped_light',
      id: GROUP,
      owner: { rid: ROOM, rtype: 'room' },
      on: { on: lamps.some(({ on }) => on.on) },
      dimming: { brightness: shining.length === 0 ? 0 : total / shining.length },
      ...(lamps.some(({ color }) => color) && { color: {} }),
      alert: { action_values: ['breathe'] },
      signaling: { signal_values: ['no_signal', 'on_off'] },
    },
  ]
}

/** Changes a lamp. Returns the errors of the bridge; with `unsupported`, nothing was changed. */
export function changeLamp(
  lamp: FakeLamp,
  change: HueChange,
  type: string,
): { unsupported: boolean; errors: string[] } {
  const wanted = ['dimming', 'color', 'color_temperature', 'signaling', 'alert'] as const
  const missing = wanted.filter((name) => change[name] !== undefined && lamp[name] === undefined)
  const errors = missing.map((name) => `attribute (.${name}) is not supported by resource`)
  if (missing.length > 0 && type === 'light') return { unsupported: true, errors }
  if (lamp.unreachable)
    return {
      unsupported: false,
      errors: [`device (${type}) has communication issues, command (.on) may not have effect`],
    }
  const { on, dimming, color, color_temperature, signaling } = change
  if (on) lamp.on = on
  if (!lamp.on.on && !on && (dimming || color || color_temperature))
    return {
      unsupported: false,
      errors: [`device (${type}) is "soft off", command (.dimming) may not have effect`],
    }
  if (dimming && lamp.dimming) lamp.dimming = dimming
  if (color && lamp.color) {
    lamp.color = { ...lamp.color, ...color }
    if (lamp.color_temperature) lamp.color_temperature = { mirek: null, mirek_valid: false }
  }
  if (color_temperature && lamp.color_temperature)
    lamp.color_temperature = { ...color_temperature, mirek_valid: true }
  if (signaling && lamp.signaling) {
    const { signal_values } = lamp.signaling
    lamp.signaling = { signal_values, ...(signaling.signal !== 'no_signal' && { status: signaling }) }
  }
  return { unsupported: false, errors }
}
