// Messages and outputs for tests of the external outputs.
import type { ExternalOutput } from '../../../app/model/external-outputs/external-output.ts'
import type { OutputMessage } from '../../../app/outputs/external/output-driver.ts'

export const messageNumber = (number: number): OutputMessage => ({
  light: 'busy',
  lamp: { kind: 'on', colour: '#ff0000', brightness: 100, blink: false },
  activity: `Busy ${number}`,
  name: 'Ada',
  since: number,
  outOfOffice: false,
})

export const wledOutput = (changes: Partial<ExternalOutput> = {}): ExternalOutput => ({
  id: '11111111-2222-4333-8444-000000000001',
  name: 'Desk',
  on: true,
  target: { kind: 'wled', host: 'wled.local', port: 80 },
  lights: {},
  schedule: { kind: 'always' },
  secrets: [],
  ...changes,
})

export const mqttOutput = (changes: Partial<ExternalOutput> = {}): ExternalOutput =>
  wledOutput({
    id: '11111111-2222-4333-8444-000000000002',
    target: {
      kind: 'mqtt',
      host: 'broker.local',
      port: 1883,
      transport: 'tcp',
      path: '',
      username: 'ada',
      authorityFile: '',
      certificateFile: '',
      keyFile: '',
      discovery: false,
      setsStatus: false,
    },
    secrets: ['password'],
    ...changes,
  })
