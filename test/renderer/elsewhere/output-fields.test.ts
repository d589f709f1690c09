// The fields of an output: what is shown and saved again is the same target, and what cannot be sent is named.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type OutputTarget, outputTargetSchema } from '../../../app/model/external-outputs/output-target.ts'
import { targetProblem } from '../../../app/model/external-outputs/target-problem.ts'
import { mqttTransports, requestMethods, usbLightModels } from '../../../app/model/names.ts'
import { faultOfField, hostOf } from '../../../renderer/elsewhere/form/field-faults.ts'
import {
  enteredKinds,
  type FieldValues,
  kindsOfFields,
  valuesOf,
  withValue,
} from '../../../renderer/elsewhere/form/output-fields.ts'
import { platformOf, problemOfValue } from '../../../renderer/elsewhere/form/value-problem.ts'

type EnteredTarget = Exclude<OutputTarget, { kind: 'hue' }>

const text = fc.string({ maxLength: 40 }).map((value) => value.replace(/\s+/g, ' ').trim())
const needed = text.filter((value) => value !== '')
const port = fc.integer({ min: 1, max: 65_535 })
const host = fc.constantFrom('homeassistant.local', '192.168.1.20', 'fe80::1', 'localhost')

const targets: fc.Arbitrary<EnteredTarget> = fc.oneof(
  fc.record({
    kind: fc.constant('mqtt' as const),
    host,
    port,
    transport: fc.constantFrom(...mqttTransports),
    path: text,
    username: text,
    authorityFile: text,
    certificateFile: text,
    keyFile: text,
    discovery: fc.boolean(),
    setsStatus: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant('web-request' as const),
    host,
    method: fc.constantFrom(...requestMethods),
    body: text,
  }),
  fc.record({
    kind: fc.constant('program' as const),
    file: needed,
    arguments: fc.array(needed, { maxLength: 5 }),
    longestSeconds: fc.integer({ min: 1, max: 60 }),
  }),
  fc.record({ kind: fc.constant('wled' as const), host, port }),
  fc.record({ kind: fc.constant('usb' as const), models: fc.subarray([...usbLightModels]) }),
)

const again = (target: EnteredTarget): EnteredTarget =>
  kindsOfFields[target.kind].targetOf(valuesOf(target), 'host' in target ? target.host : '')

test('a target that is shown and saved is the same, and without faults', () => {
  fc.assert(
    fc.property(targets, (target) => {
      expect(again(target)).toEqual(target)
      const values = valuesOf(target)
      for (const field of kindsOfFields[target.kind].fields)
        expect(faultOfField(field, values, true)).toBe(null)
    }),
  )
})

test.each(enteredKinds)('what has no fault can be sent: %s', (kind) => {
  const { fields, first, targetOf } = kindsOfFields[kind]
  const typed = fc.record(
    Object.fromEntries(
      fields.map(({ name }) => [
        name,
        fc.oneof(text, host, port.map(String), fc.constantFrom('', 'on', '0', '1e3')),
      ]),
    ),
  )
  fc.assert(
    fc.property(typed, (values) => {
      const all: FieldValues = { ...first, ...values }
      if (fields.some((field) => faultOfField(field, all, false) !== null)) return
      const target = targetOf(all, hostOf(all.address ?? '') ?? 'localhost')
      expect(outputTargetSchema.safeParse(target).error).toBeUndefined()
    }),
  )
})

describe('faults', () => {
  const fault = (kind: (typeof enteredKinds)[number], name: string, value: string, hasSecret = false) => {
    const field = kindsOfFields[kind].fields.find((one) => one.name === name)
    if (!field) throw new Error(`no field ${name}`)
    return faultOfField(field, { [name]: value }, hasSecret)
  }

  test.each([
    ['', 'empty'],
    ['homeassistant.local', null],
    ['192.168.1.20', null],
    ['fe80::1', null],
    ['[fd00::5]', null],
    ['[fd00::5]:1883', 'host'],
    ['http://homeassistant.local', 'host'],
    ['homeassistant.local/path', 'host'],
    ['homeassistant.local:1883', 'host'],
    ['home assistant', 'host'],
  ])('host %j: %s', (value, expected) => {
    expect(fault('mqtt', 'host', value)).toBe(expected)
  })

  test.each([
    ['1', null],
    ['65535', null],
    ['0', 'number'],
    ['65536', 'number'],
    ['1e3', 'number'],
    ['-1', 'number'],
    ['', 'number'],
  ])('port %j: %s', (value, expected) => {
    expect(fault('wled', 'port', value)).toBe(expected)
  })

  test.each([
    ['https://hooks.contoso.example/{{light}}', false, null],
    ['http://192.168.1.20:8123/api', false, null],
    ['', false, 'empty'],
    ['', true, null],
    ['hooks.contoso.example', true, 'address'],
    ['ftp://contoso.example', false, 'address'],
    ['https://', false, 'address'],
  ])('address %j, kept %s: %s', (value, isKept, expected) => {
    expect(fault('web-request', 'address', value, isKept)).toBe(expected)
  })
})

test('a usual port follows the connection, another one stays', () => {
  const { first } = kindsOfFields.mqtt
  expect(withValue(first, 'transport', 'tls').port).toBe('8883')
  expect(withValue(withValue(first, 'transport', 'tls'), 'transport', 'tcp').port).toBe('1883')
  expect(withValue({ ...first, port: '9000' }, 'transport', 'tls').port).toBe('9000')
})

describe('texts that cannot be used', () => {
  const kindOf = (...given: Parameters<typeof problemOfValue>) => problemOfValue(...given)?.kind ?? null

  test('are refused by the rules of the main process, whatever is typed', () => {
    const typed = fc.oneof(
      fc.string({ maxLength: 60 }),
      fc.constantFrom(
        'https://a/{{light}}',
        'http://{{name}}/',
        'A: b',
        'Host: x',
        '{"a": {{blink}}}',
        '/a',
        'C:\\a.bat',
      ),
    )
    const platforms = fc.constantFrom('linux', 'win32', 'darwin')
    const web = { kind: 'web-request', host: 'localhost', method: 'POST', body: '' } as const
    fc.assert(
      fc.property(typed, platforms, (text, platform) => {
        const value = text.trim()
        if (value === '') return
        const program = { kind: 'program' as const, file: value, arguments: [], longestSeconds: 10 }
        expect(kindOf('address', text, platform)).toBe(
          targetProblem(web, { address: value }, platform)?.kind ?? null,
        )
        expect(kindOf('headers', text, platform)).toBe(
          targetProblem(web, { headers: value }, platform)?.kind ?? null,
        )
        expect(kindOf('body', text, platform)).toBe(
          targetProblem({ ...web, body: value }, {}, platform)?.kind ?? null,
        )
        expect(kindOf('file', text, platform)).toBe(targetProblem(program, {}, platform)?.kind ?? null)
      }),
    )
  })

  test('are not those of other fields, nor empty ones', () => {
    for (const name of ['address', 'headers', 'body', 'file'] as const) {
      expect(kindOf(name, ' ', 'linux')).toBe(null)
    }
    for (const name of ['host', 'username', 'arguments'] as const)
      expect(kindOf(name, '{', 'linux')).toBe(null)
  })

  test.each([
    ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36', 'win32'],
    ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36', 'darwin'],
    ['Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36', 'linux'],
  ])('%s: %s', (userAgent, expected) => {
    expect(platformOf(userAgent)).toBe(expected)
  })
})
