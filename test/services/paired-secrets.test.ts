// An output that names a pairing gets the key of its bridge as its secret.
import { expect, test } from 'vitest'
import { commands } from '../../app/contract/contract.ts'
import type { ChangedSecrets, Schedule } from '../../app/model/external-outputs/external-output.ts'
import type { TargetOf } from '../../app/model/external-outputs/output-target.ts'
import { defaultSettings } from '../../app/model/settings.ts'
import { firstState } from '../../app/model/state.ts'
import { createExternalOutputCommands } from '../../app/services/external-outputs.ts'
import { wordsIn } from '../../words/words.ts'
import { createAccountStore } from '../support/account-store.ts'
import { settingsInMemory } from './settings-in-memory.ts'

const pairing = '7b0c7f1e-3c0f-4d55-9f43-1d2b7a0d5c11'
const target: TargetOf<'hue'> = {
  kind: 'hue',
  host: '192.168.1.5',
  bridgeId: 'ecb5fafffe9a630f',
  fingerprint: 'ab'.repeat(32),
  resource: { type: 'light', id: 'a0a0a0a0-0000-4000-8000-000000000001', name: 'Desk lamp' },
  putsBack: true,
}
const schedule: Schedule = { kind: 'always' }
const lamp = { name: 'Desk', target, lights: {}, schedule }

function start() {
  const store = createAccountStore(firstState('1.0.0', defaultSettings, 'en'))
  const changes: ChangedSecrets[] = []
  const handlers = createExternalOutputCommands({
    store,
    settings: settingsInMemory(store),
    kinds: ['hue', 'wled'],
    tryLight: () => null,
    secrets: {
      change(_, changed) {
        changes.push(changed)
        return { write: async () => {}, undo() {} }
      },
      remove: async () => {},
      forget: async () => {},
    },
    lightDevices: {
      commands: {
        findDevices: () => ({ ok: true, value: [] }),
        pairHue: () => ({ ok: true, value: null }),
        cancelPairing() {},
      },
      applicationKey: (id) => (id === pairing ? 'the-key' : null),
    },
    save: async (write) => await write(),
    wordsNow: () => wordsIn('en'),
  })
  return { handlers, changes, outputs: () => store.getState().settings.externalOutputs }
}

test('adding and changing an output by its pairing stores the key', async () => {
  const { handlers, changes, outputs } = start()
  const id = await handlers.addOutput(commands.addOutput.request.parse({ ...lamp, secrets: { pairing } }))
  expect(outputs()).toMatchObject([{ id, target, secrets: ['applicationKey'] }])
  await handlers.changeOutput(commands.changeOutput.request.parse({ id, secrets: { pairing } }))
  expect(changes).toEqual([{ applicationKey: 'the-key' }, { applicationKey: 'the-key' }])
})

test('a pairing that is not known adds nothing', async () => {
  const { handlers, changes, outputs } = start()
  const unknown = { pairing: '00000000-0000-4000-8000-000000000000' }
  await expect(handlers.addOutput({ ...lamp, secrets: unknown })).rejects.toThrow(
    wordsIn('en').t('window.outputs.unknownPairing'),
  )
  expect([outputs(), changes]).toEqual([[], []])
})

test('the key of a pairing is not a secret of other kinds', async () => {
  const { handlers, changes } = start()
  const wled = { ...lamp, target: { kind: 'wled', host: '192.168.1.6', port: 80 } } as const
  await handlers.addOutput({ ...wled, secrets: { pairing } })
  expect(changes).toEqual([{}])
})

test('the window sends a pairing or secrets, not both', () => {
  const { request } = commands.addOutput
  expect(request.safeParse({ ...lamp, secrets: { applicationKey: 'key' } }).success).toBe(true)
  for (const secrets of [{ pairing, applicationKey: 'key' }, { pairing: 'x' }, { unknown: 'x' }])
    expect(request.safeParse({ ...lamp, secrets }).success).toBe(false)
})
