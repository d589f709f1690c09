// The secrets of the external outputs: encrypted, never lost by a locked keyring, and gone when they are to be forgotten.
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { defaultSettings } from '../../app/model/settings.ts'
import { firstState } from '../../app/model/state.ts'
import { createKnownSecrets } from '../../app/services/known-secrets.ts'
import { openOutputSecretsFile } from '../../app/storage/output-secrets-file.ts'
import { mqttOutput } from '../outputs/external/messages.ts'
import { type KeyringMoment, keyringIn } from '../storage/keyring.ts'
import { createAccountStore } from '../support/account-store.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { createVirtualClock } from '../support/virtual-clock.ts'

const outputs = [mqttOutput(), mqttOutput({ id: '11111111-2222-4333-8444-000000000003' })] as const
const [{ id }, { id: otherId }] = outputs

/** Each call of `run` is a new run of the program. */
async function profile(keyring: KeyringMoment = { now: 'unlocked' }) {
  const folder = await temporaryFolder()
  const log: unknown[] = []
  async function run({ externalOutputs = [...outputs], read = true } = {}) {
    const clock = createVirtualClock()
    const warn = (...words: unknown[]) => void log.push(...words)
    const store = createAccountStore(firstState('0', { ...defaultSettings, externalOutputs }, 'en'))
    const file = openOutputSecretsFile(folder, {
      platform: 'linux',
      clock,
      keyring: keyringIn(keyring),
      log: { warn },
    })
    const secrets = createKnownSecrets({ store, file, clock, log: { warn } })
    if (read) await secrets.start()
    const passwordOf = (of = id) => {
      const found = secrets.of(mqttOutput({ id: of }))
      return found.kind === 'known'
        ? found.secrets.password
        : found.kind === 'missing'
          ? found.problem.kind
          : found.kind
    }
    return { clock, store, secrets, passwordOf, keptIn: () => store.getState().outputSecretsKeptIn }
  }
  const disk = async () => {
    const names = (await readdir(folder)).sort()
    const bytes = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')))
    return { names, text: bytes.join() }
  }
  return { folder, keyring, run, disk, log }
}

test('is encrypted, and there after a restart', async () => {
  const { run, disk } = await profile()
  const first = await run()
  expect(first.keptIn()).toBe('nowhere')
  await first.secrets.change(id, { password: 'opensesame' }).write()
  expect([first.passwordOf(), first.keptIn()]).toEqual(['opensesame', 'keyring'])
  expect((await disk()).text).not.toContain('opensesame')
  const second = await run()
  expect([second.passwordOf(), second.passwordOf(otherId), second.keptIn()]).toEqual([
    'opensesame',
    'output-secret-missing',
    'keyring',
  ])
})

test('a change that is undone leaves the secret as it was', async () => {
  const { run } = await profile()
  const { secrets, passwordOf } = await run()
  await secrets.change(id, { password: 'one' }).write()
  const change = secrets.change(id, { password: 'two' })
  expect(passwordOf()).toBe('two')
  change.undo()
  expect(passwordOf()).toBe('one')
})

test('without a keyring it lasts for this run', async () => {
  const { run, disk } = await profile({ now: 'locked' })
  const first = await run()
  await first.secrets.change(id, { password: 'opensesame' }).write()
  expect([first.passwordOf(), first.keptIn(), (await disk()).names]).toEqual(['opensesame', 'memory', []])
  expect((await run()).passwordOf()).toBe('output-secret-missing')
})

test('what is entered while the keyring is locked is added to what it has', async () => {
  const keyring: KeyringMoment = { now: 'unlocked' }
  const { run } = await profile(keyring)
  await (await run()).secrets.change(id, { password: 'old' }).write()
  keyring.now = 'locked'
  const locked = await run()
  expect([locked.passwordOf(), locked.keptIn()]).toEqual(['output-keyring-locked', 'keyring'])
  await locked.secrets.change(otherId, { password: 'new' }).write()
  expect([locked.passwordOf(otherId), locked.keptIn()]).toEqual(['new', 'memory'])
  keyring.now = 'unlocked'
  await locked.clock.pass(61_000)
  expect([locked.passwordOf(), locked.passwordOf(otherId), locked.keptIn()]).toEqual([
    'old',
    'new',
    'keyring',
  ])
  const next = await run()
  expect([next.passwordOf(), next.passwordOf(otherId)]).toEqual(['old', 'new'])
})

test('an output that was removed while the keyring was locked leaves no secret', async () => {
  const keyring: KeyringMoment = { now: 'unlocked' }
  const { run, disk } = await profile(keyring)
  await (await run()).secrets.change(id, { password: 'old' }).write()
  keyring.now = 'locked'
  await (await run()).secrets.remove(id)
  keyring.now = 'unlocked'
  await run({ externalOutputs: [outputs[1]] })
  expect((await disk()).names).toEqual([])
})

test.each(['nonsense', 'v11a]', 'v11a{"a":1}', ''])(
  'a damaged file (%j) is set aside, and said',
  async (text) => {
    const { run, disk, folder } = await profile()
    await writeFile(join(folder, 'output-secrets'), text)
    const { secrets, passwordOf } = await run()
    const { names } = await disk()
    expect([passwordOf(), names]).toEqual([
      'output-secrets-unreadable',
      [expect.stringMatching(/^output-secrets\.unreadable-/)],
    ])
    await secrets.change(id, { password: 'again' }).write()
    expect((await run()).passwordOf()).toBe('again')
  },
)

test('after forgetting nothing is left, also of set aside files and while the keyring is locked', async () => {
  for (const now of ['unlocked', 'locked'] as const) {
    const keyring: KeyringMoment = { now: 'unlocked' }
    const { run, disk, folder } = await profile(keyring)
    await (await run()).secrets.change(id, { password: 'opensesame' }).write()
    await writeFile(join(folder, 'output-secrets.unreadable-2026'), 'v11 old')
    keyring.now = now
    const { secrets, passwordOf, keptIn } = await run()
    await secrets.forget()
    expect([passwordOf(), keptIn(), (await disk()).names]).toEqual(['output-secret-missing', 'nowhere', []])
  }
})

const steps = fc.array(
  fc.oneof(
    fc.record({
      kind: fc.constant('change' as const),
      of: fc.constantFrom(id, otherId),
      to: fc.constantFrom('', 'a', 'b'),
    }),
    fc.record({ kind: fc.constant('remove' as const), of: fc.constantFrom(id, otherId) }),
    fc.record({ kind: fc.constant('forget' as const) }),
    fc.record({
      kind: fc.constant('keyring' as const),
      now: fc.constantFrom('locked' as const, 'unlocked' as const),
    }),
    fc.record({ kind: fc.constant('wait' as const) }),
  ),
  { maxLength: 12 },
)

test('whatever is entered, forgotten, locked and unlocked: once unlocked the next run has exactly the last values', async () => {
  await fc.assert(
    fc.asyncProperty(steps, fc.boolean(), async (sequence, startsLocked) => {
      const keyring: KeyringMoment = { now: 'unlocked' }
      const { run, log, disk } = await profile(keyring)
      const before = await run()
      await before.secrets.change(id, { password: 'before' }).write()
      keyring.now = startsLocked ? 'locked' : 'unlocked'
      const { secrets, clock, passwordOf } = await run()
      const expected = new Map<string, string>([[id, 'before']])
      for (const step of sequence) {
        if (step.kind === 'keyring') keyring.now = step.now
        else if (step.kind === 'wait') await clock.pass(700_000)
        else if (step.kind === 'forget') {
          await secrets.forget()
          expected.clear()
        } else {
          const value = step.kind === 'change' ? step.to : ''
          if (step.kind === 'change') await secrets.change(step.of, { password: value }).write()
          else await secrets.remove(step.of)
          if (value) expected.set(step.of, value)
          else expected.delete(step.of)
        }
      }
      keyring.now = 'unlocked'
      await clock.pass(1_300_000)
      const next = await run()
      for (const of of [id, otherId])
        for (const now of [passwordOf(of), next.passwordOf(of)])
          expect(now).toBe(expected.get(of) ?? 'output-secret-missing')
      expect(JSON.stringify(log)).not.toContain('before')
      if (expected.size === 0) expect((await disk()).names).toEqual([])
    }),
    { numRuns: 60 },
  )
})
