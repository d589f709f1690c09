// States with external outputs: one of each kind, working, failing, new and switched off.
import type { ExternalOutput } from '../../../app/model/external-outputs/external-output.ts'
import type { FoundDevice, HuePairing } from '../../../app/model/external-outputs/light-device.ts'
import type { OutputState } from '../../../app/model/external-outputs/output-state.ts'
import type { TargetOf } from '../../../app/model/external-outputs/output-target.ts'
import { type Answer, ok } from '../../../app/model/problems/problem.ts'
import type { AccountView } from '../../../app/model/state.ts'
import { following, inSettings, minutesAgo, NOW, presence } from './window-states.ts'

export const outputId = (number: number): string => `0ddba110-0000-4000-8000-00000000000${number}`

type Given = Pick<ExternalOutput, 'name' | 'target'> & Partial<ExternalOutput>
const output = (number: number, given: Given): ExternalOutput => ({
  id: outputId(number),
  on: true,
  lights: {},
  schedule: { kind: 'always' },
  secrets: [],
  ...given,
})

const homeAssistant = output(1, {
  name: 'Home Assistant',
  target: {
    kind: 'mqtt',
    host: 'homeassistant.local',
    port: 8883,
    transport: 'tls',
    path: '',
    username: 'tally',
    authorityFile: '',
    certificateFile: '',
    keyFile: '',
    discovery: true,
    setsStatus: false,
  },
  secrets: ['password'],
})
const webRequest = output(2, {
  name: 'Node-RED',
  target: {
    kind: 'web-request',
    host: 'nodered.contoso.example',
    method: 'POST',
    body: '{"light":"{{light}}"}',
  },
  secrets: ['address'],
  lights: {
    away: { kind: 'unchanged' },
    busy: { kind: 'on', colour: '#ff00aa', brightness: 40, blink: true },
  },
})
const script = output(3, {
  name: 'Door sign',
  target: {
    kind: 'program',
    file: '/home/adele/bin/door-sign',
    arguments: ['--light', '{{light}}'],
    longestSeconds: 10,
  },
  schedule: {
    kind: 'hours',
    days: [...Array.from({ length: 5 }, () => ({ from: 540, until: 1080 })), null, null],
  },
})
const wled = output(4, {
  name: 'Shelf',
  target: { kind: 'wled', host: '192.168.1.20', port: 80 },
})
const usb = output(5, {
  name: 'USB light',
  on: false,
  target: { kind: 'usb', models: [] },
})

const hueTarget: TargetOf<'hue'> = {
  kind: 'hue',
  host: '192.168.1.7',
  port: 443,
  bridgeId: '001788fffe000001',
  fingerprint: 'ab'.repeat(32),
  resource: { type: 'light', id: outputId(7), name: 'Desk lamp' },
  putsBack: true,
}
const hue = output(6, { name: 'Desk lamp', target: hueTarget, secrets: ['applicationKey'] })

const { kind: _, resource, putsBack: __, ...bridge } = hueTarget
/** What `pairHue` answers. */
export const pairedAnswer: Answer<HuePairing> = ok({
  ...bridge,
  pairing: outputId(9),
  resources: [resource, { type: 'grouped_light', id: outputId(8), name: 'Study' }],
})
/** What `findDevices` answers. */
export const foundAnswer: Answer<FoundDevice[]> = ok([
  { name: 'WLED shelf', host: '192.168.1.20', port: 80, id: 'a0b1c2d3e4f5' },
])

const states: OutputState[] = [
  { id: outputId(1), status: { kind: 'working', since: minutesAgo(95), lastSentAt: minutesAgo(18) } },
  {
    id: outputId(2),
    status: {
      kind: 'failing',
      since: minutesAgo(7),
      lastSentAt: minutesAgo(18),
      problem: { kind: 'output-access-refused', next: 'person', host: 'nodered.contoso.example' },
    },
  },
  { id: outputId(3), status: { kind: 'starting' } },
  { id: outputId(4), status: { kind: 'working', since: minutesAgo(95), lastSentAt: NOW - 12_000 } },
  { id: outputId(5), status: { kind: 'off' } },
  { id: outputId(6), status: { kind: 'working', since: minutesAgo(95), lastSentAt: minutesAgo(18) } },
]

export const noOutputs: AccountView = inSettings(following(presence('Available', 'Available')), 'elsewhere')

export const withOutputs: AccountView = {
  ...noOutputs,
  settings: { ...noOutputs.settings, externalOutputs: [homeAssistant, webRequest, script, wled, usb, hue] },
  externalOutputs: states,
  outputSecretsKeptIn: 'keyring',
}

export const forbidden: AccountView = {
  ...withOutputs,
  settings: { ...withOutputs.settings, showElsewhere: false },
  managed: { fields: ['showElsewhere'], organization: 'Contoso', problem: null },
}
