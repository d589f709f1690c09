// The reports of the USB lights, byte by byte, and what holds for every colour.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { defaultTable, type Lamp, tableLights } from '../../../../app/model/external-outputs/shown-light.ts'
import { paletteNames, usbLightModels } from '../../../../app/model/names.ts'
import {
  commandsFor,
  commandsOf,
  rgbOf,
  usbModelOf,
} from '../../../../app/outputs/external/usb/usb-commands.ts'
import { usbLights } from '../../../../app/outputs/external/usb/usb-light-models.ts'
import { showRequestSchema } from '../../../../app/outputs/external/usb/usb-page-messages.ts'

const on = (colour: string, brightness = 100, blink = false): Lamp => ({
  kind: 'on',
  colour,
  brightness,
  blink,
})
const off: Lamp = { kind: 'off' }

type Model = (typeof usbLightModels)[number]

/** The reports of the first frame as "kind id: bytes in hexadecimal digits". */
const textOf = (model: Model, lamp: Lamp) =>
  commandsOf(model, lamp)[0]?.frames[0]?.reports.map(
    ({ kind, id, bytes }) =>
      `${kind} ${id}: ${bytes.map((byte) => byte.toString(16).padStart(2, '0')).join(' ')}`,
  )

const busylight = (step: string, sum: string) =>
  `output 0: ${step} ${'00 '.repeat(48)}00 00 00 ff ff ff ${sum}`
const eight = (leds: string) => Array.from({ length: 8 }, () => leds).join(' ')

test.each<[Model, Lamp, string[]]>([
  ['luxafor', on('#ff0000'), ['output 0: 01 ff ff 00 00 00 00 00']],
  ['luxafor', on('#ffaa00', 50), ['output 0: 01 ff 80 55 00 00 00 00']],
  ['luxafor', off, ['output 0: 01 ff 00 00 00 00 00 00']],
  ['blynclight', on('#112233'), ['output 0: 11 33 22 00 00 00 ff 22']],
  ['blynclight', on('#ff0000', 100, true), ['output 0: ff 00 00 0c 00 00 ff 22']],
  ['blynclight', off, ['output 0: 00 00 00 01 00 00 ff 22']],
  ['busylight', on('#ff0000'), [busylight('10 00 64 00 00 ff 00 80', '04 f0')]],
  ['busylight', on('#00ff00', 50, true), [busylight('10 00 00 32 00 05 05 80', '03 c9')]],
  ['busylight', off, [busylight('10 00 00 00 00 ff 00 80', '04 8c')]],
  ['blink1', on('#b000ff'), ['feature 1: 63 b0 00 ff 00 00 00 00']],
  ['blink1', off, ['feature 1: 63 00 00 00 00 00 00 00']],
  ['muteme', on('#ff0000'), ['output 0: 01']],
  ['muteme', on('#00ff00'), ['output 0: 02']],
  ['muteme', on('#0000ff'), ['output 0: 04']],
  ['muteme', on('#ffaa00', 40), ['output 0: 13']],
  ['muteme', on('#ffffff', 100, true), ['output 0: 27']],
  ['muteme', off, ['output 0: 00']],
  ['blinkstick', on('#112233'), ['feature 1: 11 22 33', `feature 6: 00 ${eight('22 11 33')}`]],
  ['blinkstick', off, ['feature 1: 00 00 00', `feature 6: 00 ${eight('00 00 00')}`]],
])('%s shows %o', (model, lamp, reports) => {
  expect(textOf(model, lamp)).toEqual(reports)
})

test('a Busylight is kept alive while it is on: 15 s, sent every 7', () => {
  const [command] = commandsOf('busylight', on('#ff0000'))
  expect(command?.keepAlive?.everyMs).toBe(7000)
  const bytes = command?.keepAlive?.report.bytes ?? []
  expect([bytes.length, bytes[0], bytes.slice(1, 56).every((byte) => byte === 0)]).toEqual([64, 0x8f, true])
  expect(bytes.slice(56)).toEqual([0, 0, 0, 0xff, 0xff, 0xff, 0x03, 0x8c])
  expect(commandsOf('busylight', off)[0]?.keepAlive).toBeNull()
})

test.each(['luxafor', 'blink1', 'blinkstick'] as const)('%s is switched on and off to blink', (model) => {
  const [command] = commandsOf(model, on('#ff0000', 100, true))
  expect(command?.frames.map(({ forMs }) => forMs)).toEqual([500, 500])
  expect(command?.frames[1]?.reports).toEqual(commandsOf(model, off)[0]?.frames[0]?.reports)
})

test.each(['blynclight', 'busylight', 'muteme'] as const)('%s blinks by itself', (model) => {
  expect(commandsOf(model, on('#ff0000', 100, true))[0]?.frames).toHaveLength(1)
})

const channel = fc.integer({ min: 0, max: 255 })
const lamps: fc.Arbitrary<Lamp> = fc.oneof(
  fc.constant(off),
  fc
    .record({
      channels: fc.tuple(channel, channel, channel),
      brightness: fc.integer({ min: 1, max: 100 }),
      blink: fc.boolean(),
    })
    .map(({ channels, ...lamp }) => ({
      kind: 'on' as const,
      colour: `#${channels.map((value) => value.toString(16).padStart(2, '0')).join('')}`,
      ...lamp,
    })),
)

/** Bytes of each report, without its id. */
const lengths: Record<Model, readonly number[]> = {
  luxafor: [8],
  blynclight: [8],
  busylight: [64],
  blink1: [8],
  muteme: [1],
  blinkstick: [3, 25],
}

describe.each(usbLightModels)('%s, for every lamp', (model) => {
  test('the reports have their lengths and bytes, and go through the messages to the page', () => {
    fc.assert(
      fc.property(lamps, (lamp) => {
        const commands = commandsOf(model, lamp)
        expect(showRequestSchema.parse({ call: 1, padsFeatureReports: false, commands }).commands).toEqual(
          commands,
        )
        expect(commands.map(({ vendorId, productId }) => ({ vendorId, productId }))).toEqual(
          usbLights[model].ids,
        )
        for (const { reports } of commands.flatMap(({ frames }) => frames)) {
          expect(reports.map(({ bytes }) => bytes.length)).toEqual(lengths[model])
          for (const { bytes } of reports)
            expect(bytes.every((byte) => Number.isInteger(byte) && byte >= 0 && byte <= 255)).toBe(true)
        }
      }),
    )
  })

  test('off differs from every lamp that is not black', () => {
    const dark = JSON.stringify(commandsOf(model, off)[0]?.frames)
    fc.assert(
      fc.property(lamps, (lamp) => {
        const isBlack = lamp.kind === 'off' || lamp.colour === '#000000'
        const first = JSON.stringify(commandsOf(model, lamp)[0]?.frames.slice(0, 1))
        if (!isBlack) expect(first).not.toBe(dark)
      }),
    )
  })
})

test('the checksum of a Busylight is the sum of its first 62 bytes, and no intensity is above 100', () => {
  fc.assert(
    fc.property(lamps, (lamp) => {
      const [command] = commandsOf('busylight', lamp)
      const reports = [command?.frames[0]?.reports[0], command?.keepAlive?.report]
      for (const report of reports) {
        if (!report) continue
        const { bytes } = report
        const sum = bytes.slice(0, 62).reduce((total, byte) => total + byte, 0)
        expect((bytes[62] ?? 0) * 256 + (bytes[63] ?? 0)).toBe(sum)
        expect(bytes.slice(2, 5).every((percent) => percent <= 100)).toBe(true)
      }
    }),
  )
})

test('brightness scales every channel, and none that is on goes off', () => {
  fc.assert(
    fc.property(channel, fc.integer({ min: 1, max: 100 }), (value, brightness) => {
      const [scaled] = rgbOf({ colour: `#${value.toString(16).padStart(2, '0')}0000`, brightness })
      expect(scaled).toBeLessThanOrEqual(value)
      expect(scaled > 0).toBe(value > 0)
    }),
  )
})

test('a MuteMe shows each colour of the palettes as one of its seven', () => {
  const shown = Object.fromEntries(
    paletteNames.map((palette) => [
      palette,
      Object.fromEntries(
        tableLights.map((light) => [light, textOf('muteme', defaultTable(palette)[light])?.[0]?.slice(-2)]),
      ),
    ]),
  )
  // Green 2, red 1, yellow 3, magenta 5; blue 4 and the same red, yellow and magenta.
  expect(shown.teams).toMatchObject({ available: '02', busy: '01', away: '03', 'out-of-office': '05' })
  expect(shown['colour-blind']).toMatchObject({
    available: '04',
    busy: '01',
    away: '03',
    'out-of-office': '05',
  })
})

test('each id belongs to one model, and to the names in the settings', () => {
  expect(Object.keys(usbLights)).toEqual([...usbLightModels])
  for (const model of usbLightModels)
    for (const id of usbLights[model].ids) expect(usbModelOf(id)).toBe(model)
  expect(usbModelOf({ vendorId: 0x046d, productId: 0xc31c })).toBeNull()
})

test('of several outputs with the same model the last one is shown', () => {
  const red = commandsFor([
    { models: [], lamp: on('#00ff00') },
    { models: ['luxafor'], lamp: on('#ff0000') },
  ])
  expect(red.filter(({ vendorId, productId }) => usbModelOf({ vendorId, productId }) === 'luxafor')).toEqual(
    commandsOf('luxafor', on('#ff0000')),
  )
  expect(red.filter(({ vendorId }) => vendorId === 0x27b8)).toEqual(commandsOf('blink1', on('#00ff00')))
})

test('a model that no output uses gets no command', () => {
  expect(commandsFor([{ models: ['muteme'], lamp: off }])).toEqual(commandsOf('muteme', off))
  expect(commandsFor([])).toEqual([])
})
