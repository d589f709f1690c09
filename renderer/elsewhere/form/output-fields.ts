// The fields of each kind of external output: their controls, their first values, and the target that they describe.
import {
  HIGHEST_PORT,
  LONGEST_BODY,
  LONGEST_PATH,
  LONGEST_USERNAME,
  MOST_ARGUMENTS,
  MOST_PROGRAM_SECONDS,
} from '../../../app/model/external-outputs/output-limits.ts'
import type { OutputTarget, TargetOf } from '../../../app/model/external-outputs/output-target.ts'
import {
  type ExternalOutputKind,
  mqttTransports,
  type OutputSecretName,
  requestMethods,
  usbLightModels,
} from '../../../app/model/names.ts'
import type { Namespaces } from '../../../words/words.ts'

export type FieldName = keyof Namespaces['elsewhere']['field']

export type FieldControl =
  /** `longest` is in characters, here and below. */
  | { kind: 'text'; required: boolean; longest: number }
  | { kind: 'host' }
  | { kind: 'number'; from: number; to: number }
  | { kind: 'choice'; choices: readonly string[] }
  | { kind: 'switch' }
  | { kind: 'lines'; most: number; longest: number }
  | { kind: 'secret'; secret: OutputSecretName; typed: 'password' | 'address' | 'lines' }

export interface OutputField {
  name: FieldName
  control: FieldControl
  /** Rarely needed: behind "More". */
  isMore?: true
  isShown?: (values: FieldValues) => boolean
}

/** By the name of the field. A switch that is on has the value "on". */
export type FieldValues = Readonly<Partial<Record<FieldName, string>>>

/** The kinds that are entered in fields, the most asked for first. A Hue bridge is paired instead. */
export const enteredKinds = [
  'mqtt',
  'web-request',
  'program',
  'wled',
  'usb',
] as const satisfies readonly ExternalOutputKind[]
export type EnteredKind = (typeof enteredKinds)[number]

interface KindOfFields<Kind extends EnteredKind> {
  fields: readonly OutputField[]
  valuesOf: (target: TargetOf<Kind>) => FieldValues
  /** `host` is that of the address that was entered, or of the one that is kept. */
  targetOf: (values: FieldValues, host: string) => TargetOf<Kind>
  first: FieldValues
}

const text = (values: FieldValues, name: FieldName) => (values[name] ?? '').trim()
const isOn = (values: FieldValues, name: FieldName) => values[name] === 'on'
const onOff = (on: boolean) => (on ? 'on' : '')
/** Empty lines at the end mean nothing. */
export const lines = (value: string): string[] => {
  const full = value.replace(/\n+$/, '')
  return full === '' ? [] : full.split('\n')
}
const chosen = <Name extends string>(names: readonly Name[], value: string | undefined): Name | undefined =>
  names.find((name) => name === value)

const PORT = { kind: 'number', from: 1, to: HIGHEST_PORT } as const
const PATH = { kind: 'text', required: false, longest: LONGEST_PATH } as const
const isWebSocket = ({ transport }: FieldValues) => transport?.startsWith('websocket') ?? false
const isEncrypted = ({ transport }: FieldValues) => transport?.endsWith('tls') ?? false

export const kindsOfFields: { readonly [Kind in EnteredKind]: KindOfFields<Kind> } = {
  mqtt: {
    fields: [
      { name: 'host', control: { kind: 'host' } },
      { name: 'transport', control: { kind: 'choice', choices: mqttTransports } },
      { name: 'port', control: PORT },
      { name: 'path', control: PATH, isShown: isWebSocket },
      { name: 'username', control: { ...PATH, longest: LONGEST_USERNAME } },
      { name: 'password', control: { kind: 'secret', secret: 'password', typed: 'password' } },
      { name: 'discovery', control: { kind: 'switch' } },
      { name: 'setsStatus', control: { kind: 'switch' }, isMore: true },
      { name: 'authorityFile', control: PATH, isMore: true, isShown: isEncrypted },
      { name: 'certificateFile', control: PATH, isMore: true, isShown: isEncrypted },
      { name: 'keyFile', control: PATH, isMore: true, isShown: isEncrypted },
      {
        name: 'keyPassphrase',
        control: { kind: 'secret', secret: 'keyPassphrase', typed: 'password' },
        isMore: true,
        isShown: isEncrypted,
      },
    ],
    first: { transport: 'tcp', port: '1883', path: '/mqtt', discovery: 'on' },
    valuesOf: ({ kind: _, port, discovery, setsStatus, ...texts }) => ({
      ...texts,
      port: String(port),
      discovery: onOff(discovery),
      setsStatus: onOff(setsStatus),
    }),
    targetOf: (values) => ({
      kind: 'mqtt',
      host: text(values, 'host'),
      port: Number(values.port),
      transport: chosen(mqttTransports, values.transport) ?? 'tcp',
      path: text(values, 'path'),
      username: text(values, 'username'),
      authorityFile: text(values, 'authorityFile'),
      certificateFile: text(values, 'certificateFile'),
      keyFile: text(values, 'keyFile'),
      discovery: isOn(values, 'discovery'),
      setsStatus: isOn(values, 'setsStatus'),
    }),
  },
  'web-request': {
    fields: [
      { name: 'address', control: { kind: 'secret', secret: 'address', typed: 'address' } },
      { name: 'method', control: { kind: 'choice', choices: requestMethods } },
      {
        name: 'body',
        control: { kind: 'lines', most: LONGEST_BODY, longest: LONGEST_BODY },
        isShown: ({ method }) => method !== 'GET',
      },
      { name: 'headers', control: { kind: 'secret', secret: 'headers', typed: 'lines' }, isMore: true },
    ],
    first: { method: 'POST', body: '{ "light": "{{light}}", "activity": "{{activity}}" }' },
    valuesOf: ({ method, body }) => ({ method, body }),
    targetOf: (values, host) => ({
      kind: 'web-request',
      host,
      method: chosen(requestMethods, values.method) ?? 'POST',
      body: text(values, 'body'),
    }),
  },
  program: {
    fields: [
      { name: 'file', control: { ...PATH, required: true } },
      { name: 'arguments', control: { kind: 'lines', most: MOST_ARGUMENTS, longest: 10_000 } },
      {
        name: 'longestSeconds',
        control: { kind: 'number', from: 1, to: MOST_PROGRAM_SECONDS },
        isMore: true,
      },
    ],
    first: { arguments: '{{light}}', longestSeconds: '10' },
    valuesOf: (target) => ({
      file: target.file,
      arguments: target.arguments.join('\n'),
      longestSeconds: String(target.longestSeconds),
    }),
    targetOf: (values) => ({
      kind: 'program',
      file: text(values, 'file'),
      arguments: lines(values.arguments ?? ''),
      longestSeconds: Number(values.longestSeconds),
    }),
  },
  wled: {
    fields: [
      { name: 'host', control: { kind: 'host' } },
      { name: 'port', control: PORT },
    ],
    first: { port: '80' },
    valuesOf: ({ host, port }) => ({ host, port: String(port) }),
    targetOf: (values) => ({ kind: 'wled', host: text(values, 'host'), port: Number(values.port) }),
  },
  usb: {
    fields: [{ name: 'models', control: { kind: 'choice', choices: ['', ...usbLightModels] } }],
    first: { models: '' },
    // Several can be in the settings file.
    valuesOf: ({ models }) => ({ models: models.join() }),
    targetOf: ({ models = '' }) => ({
      kind: 'usb',
      models: usbLightModels.filter((model) => models.split(',').includes(model)),
    }),
  },
}

/** The values of a target's fields. Its secrets are not known to the window. */
export function valuesOf(target: Exclude<OutputTarget, { kind: 'hue' }>): FieldValues {
  switch (target.kind) {
    case 'mqtt':
      return kindsOfFields.mqtt.valuesOf(target)
    case 'web-request':
      return kindsOfFields['web-request'].valuesOf(target)
    case 'program':
      return kindsOfFields.program.valuesOf(target)
    case 'wled':
      return kindsOfFields.wled.valuesOf(target)
    case 'usb':
      return kindsOfFields.usb.valuesOf(target)
    default:
      throw target satisfies never
  }
}

/** The usual ports of MQTT and of MQTT over web sockets, as of Mosquitto. */
const usualPorts: Readonly<Record<(typeof mqttTransports)[number], string>> = {
  tcp: '1883',
  tls: '8883',
  websocket: '8080',
  'websocket-tls': '8081',
}

/** The values after a change of one. A usual port follows its transport. */
export function withValue(values: FieldValues, name: FieldName, value: string): FieldValues {
  const next = { ...values, [name]: value }
  const before = chosen(mqttTransports, values.transport)
  const after = chosen(mqttTransports, value)
  if (name !== 'transport' || !before || !after || values.port !== usualPorts[before]) return next
  return { ...next, port: usualPorts[after] }
}
