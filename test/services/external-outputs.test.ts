// The commands for external outputs: the settings have what is not secret, and the secrets are nowhere but in their file.
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { commands as contract } from '../../app/contract/contract.ts'
import { stateOf } from '../../app/model/account-view.ts'
import { MOST_OUTPUTS } from '../../app/model/external-outputs/external-output.ts'
import { externalOutputKinds, outputSecretNames, outputSecrets } from '../../app/model/names.ts'
import { ok } from '../../app/model/problems/problem.ts'
import { diagnosticsOf } from '../../app/services/diagnostics.ts'
import { createExternalOutputCommands } from '../../app/services/external-outputs.ts'
import { createKnownSecrets } from '../../app/services/known-secrets.ts'
import { createSave } from '../../app/services/save.ts'
import { createSettings } from '../../app/services/settings.ts'
import { openOutputSecretsFile } from '../../app/storage/output-secrets-file.ts'
import { openSettingsFile } from '../../app/storage/settings-file.ts'
import { wordsIn } from '../../words/words.ts'
import { following, presence } from '../model/states.ts'
import { mqttOutput, wledOutput } from '../outputs/external/messages.ts'
import { keyringIn } from '../storage/keyring.ts'
import { createAccountStore } from '../support/account-store.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { createVirtualClock } from '../support/virtual-clock.ts'

const PASSWORD = 'correct-horse-battery'

async function start() {
  const folder = await temporaryFolder()
  const clock = createVirtualClock()
  const lines: unknown[] = []
  const line = (...words: unknown[]) => void lines.push(...words)
  const log = { info: line, warn: line }
  const store = createAccountStore(following(presence('Busy')))
  const file = openSettingsFile(folder, log)
  const stage = { refuses: false }
  const owner = createSettings({
    store,
    folder,
    file,
    log,
    systemLanguages: ['en'],
    policy: { path: '', read: { kind: 'none' } },
  })
  const settings = {
    change(change: Parameters<typeof owner.change>[0]) {
      if (stage.refuses) throw Object.assign(new Error('full'), { code: 'ENOSPC' })
      owner.change(change)
    },
  }
  const secretsFile = openOutputSecretsFile(folder, {
    platform: 'linux',
    clock,
    keyring: keyringIn({ now: 'unlocked' }),
    log,
  })
  const secrets = createKnownSecrets({ store, file: secretsFile, clock, log })
  await secrets.start()
  const wordsNow = () => wordsIn('en')
  const commands = createExternalOutputCommands({
    store,
    settings,
    secrets,
    wordsNow,
    kinds: ['mqtt', 'wled'],
    tryLight: () => null,
    lightDevices: {
      commands: { findDevices: () => ok([]), pairHue: () => ok(null), cancelPairing: () => {} },
      applicationKey: () => null,
    },
    save: createSave(wordsNow, log),
  })
  const request = (output = mqttOutput()) =>
    contract.addOutput.request.parse({ ...output, secrets: { password: PASSWORD } })
  const outputs = () => store.getState().settings.externalOutputs
  const passwordOf = (id: string) => {
    const found = secrets.of(mqttOutput({ id }))
    return found.kind === 'known' ? found.secrets.password : found.kind
  }
  return { folder, store, commands, stage, request, outputs, passwordOf, lines, secrets }
}

test('an output is added, changed and removed, with its secrets', async () => {
  const { commands, request, outputs, passwordOf, store, folder } = await start()
  const id = await commands.addOutput(request())
  expect(outputs()).toMatchObject([{ id, on: true, name: 'Desk', secrets: ['password'] }])
  expect(passwordOf(id)).toBe(PASSWORD)
  await commands.changeOutput({ id, name: 'Door', on: false, secrets: { keyPassphrase: 'second' } })
  expect(outputs()).toMatchObject([{ name: 'Door', on: false, secrets: ['password', 'keyPassphrase'] }])
  await commands.changeOutput({ id, secrets: { keyPassphrase: '' } })
  expect(outputs()).toMatchObject([{ name: 'Door', secrets: ['password'] }])
  expect([passwordOf(id), store.getState().outputSecretsKeptIn]).toEqual([PASSWORD, 'keyring'])
  await commands.removeOutput(id)
  expect([outputs(), store.getState().outputSecretsKeptIn]).toEqual([[], 'nowhere'])
  expect(await readdir(folder)).toEqual(['settings.json'])
})

test('a password is not kept for another broker, unless it is entered again', async () => {
  const { commands, request, outputs, passwordOf } = await start()
  const id = await commands.addOutput(request())
  const { target } = mqttOutput()
  if (target.kind !== 'mqtt') throw new Error('not of MQTT')
  const mqttTarget = target
  await commands.changeOutput({ id, target: { ...mqttTarget, discovery: true } })
  expect(passwordOf(id)).toBe(PASSWORD)
  for (const place of [{ host: 'other.local' }, { port: 1884 }, { transport: 'tls' }] as const) {
    const moved = { ...mqttTarget, ...place }
    await commands.changeOutput({ id, target: moved, secrets: { password: 'again' } })
    expect([outputs()[0]?.secrets, passwordOf(id)]).toEqual([['password'], 'again'])
    await commands.changeOutput({ id, target })
    expect([outputs()[0]?.secrets, passwordOf(id)]).toEqual([[], 'missing'])
  }
})

test('no secret is in the settings, the state, the log or the diagnostics', async () => {
  const { commands, request, store, folder, lines, stage } = await start()
  const id = await commands.addOutput(request())
  stage.refuses = true
  await commands.changeOutput({ id, name: 'Door' }).catch((error: unknown) => lines.push(String(error)))
  const state = store.getState()
  const diagnostics = diagnosticsOf({
    state,
    crashTraces: [],
    logLines: lines.map(String),
    nowMs: 0,
    clockOffMs: null,
    environment: { versions: [], system: '', desktop: null },
  })
  const names = await readdir(folder)
  const files = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')))
  const places = [JSON.stringify(stateOf(state)), diagnostics, JSON.stringify(lines), ...files]
  expect(names.sort()).toEqual(['output-secrets', 'settings.json'])
  expect(places.filter((text) => text.includes(PASSWORD))).toEqual([])
})

test('what the disk refuses changes nothing, and says so', async () => {
  const { commands, request, outputs, passwordOf, stage, store } = await start()
  const id = await commands.addOutput(request())
  stage.refuses = true
  const refused = 'There is no room left on the disk, so nothing was changed.'
  await expect(commands.addOutput(request())).rejects.toThrow(refused)
  await expect(commands.changeOutput({ id, secrets: { password: 'other' } })).rejects.toThrow(refused)
  await expect(commands.removeOutput(id)).rejects.toThrow(refused)
  expect([outputs().length, passwordOf(id), store.getState().outputSecretsKeptIn]).toEqual([
    1,
    PASSWORD,
    'keyring',
  ])
})

test('too many, a kind without a driver, another kind, and an output that is off are refused in plain words', async () => {
  const { commands, request } = await start()
  const { secrets: _, ...program } = wledOutput({
    target: { kind: 'program', file: '/bin/true', arguments: [], longestSeconds: 5 },
  })
  await expect(commands.addOutput({ ...program, secrets: {} })).rejects.toThrow('cannot show the light there')
  const id = await commands.addOutput(request())
  await expect(commands.changeOutput({ id, target: wledOutput().target })).rejects.toThrow(
    'cannot be changed',
  )
  await expect(commands.tryOutput({ id, light: 'busy' })).rejects.toThrow('switched off')
  for (let count = 1; count < MOST_OUTPUTS; count++) await commands.addOutput(request())
  await expect(commands.addOutput(request())).rejects.toThrow('at most')
})

test('each kind keeps its own secrets only', async () => {
  const { commands, request, outputs } = await start()
  const all = Object.fromEntries(outputSecretNames.map((name) => [name, 'x']))
  await commands.addOutput({ ...request(), secrets: all })
  expect(outputs()[0]?.secrets).toEqual(outputSecrets.mqtt)
  expect(new Set(externalOutputKinds.flatMap((kind) => outputSecrets[kind]))).toEqual(
    new Set(outputSecretNames),
  )
})

test('all secrets are forgotten on request; the outputs stay', async () => {
  const { commands, request, outputs, passwordOf, store, folder } = await start()
  const id = await commands.addOutput(request())
  store.setState({ asksAboutOutputSecrets: true })
  commands.keepOutputSecrets()
  expect([passwordOf(id), store.getState().asksAboutOutputSecrets]).toEqual([PASSWORD, false])
  store.setState({ asksAboutOutputSecrets: true })
  await commands.forgetOutputSecrets()
  expect([passwordOf(id), outputs().length, store.getState().asksAboutOutputSecrets]).toEqual([
    'missing',
    1,
    false,
  ])
  expect(await readdir(folder)).toEqual(['settings.json'])
})
