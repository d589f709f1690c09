// Managed settings over real files: what counts, what is kept in the person's file, and what is refused.
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { commandNames } from '../../app/contract/channels.ts'
import type { CommandHandlers } from '../../app/contract/contract.ts'
import { type PolicyField, policyFields } from '../../app/model/policy.ts'
import {
  defaultSettings,
  firstBackoff,
  type Settings,
  type SettingsChange,
  type SomeSettings,
} from '../../app/model/settings.ts'
import { firstState } from '../../app/model/state.ts'
import { guardedBy } from '../../app/services/managed-settings.ts'
import { createSettings } from '../../app/services/settings.ts'
import { openProfile } from '../../app/storage/profile.ts'
import { wordsIn } from '../../words/words.ts'
import { createAccountStore } from '../support/account-store.ts'
import { brokenPolicies, CLIENT_ID, wholePolicy } from '../support/policies.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { createVirtualClock } from '../support/virtual-clock.ts'

const own: Partial<Settings> = {
  clientId: '22222222-2222-4222-8222-222222222222',
  tenant: 'fabrikam.com',
  intervalSeconds: 60,
  features: ['own-status'],
  theme: 'dark',
}
const keyring = {
  isAsyncEncryptionAvailable: async () => false,
  encryptStringAsync: async () => Buffer.alloc(0),
  decryptStringAsync: async () => ({ result: '', shouldReEncrypt: false }),
}

/** A profile with those settings of the person's, opened under policies one after another. */
async function profileWith(settings: object = own) {
  const folder = await temporaryFolder()
  const profile = join(folder, 'profile')
  await mkdir(profile)
  const path = join(profile, 'settings.json')
  await writeFile(path, JSON.stringify(settings))
  const policyPath = join(folder, 'policy.json')
  const logged: unknown[][] = []
  const log = {
    info: (...words: unknown[]) => logged.push(words),
    warn: (...words: unknown[]) => logged.push(words),
  }
  return {
    logged: () => JSON.stringify(logged),
    kept: async (): Promise<unknown> => JSON.parse(await readFile(path, 'utf8')),
    async under(policy: unknown) {
      if (policy === null) await rm(policyPath)
      else await writeFile(policyPath, JSON.stringify(policy))
      const opened = await openProfile(profile, {
        keyring,
        platform: 'linux',
        clock: createVirtualClock(0),
        log,
        policy: { path: policyPath, ownerUid: null },
      })
      const store = createAccountStore(firstState('1.0.0', defaultSettings, 'en'))
      const parts = {
        folder: profile,
        file: opened.settingsFile,
        policy: opened.policy,
        systemLocale: 'en-GB',
      }
      const settings = createSettings({ store, ...parts, log })
      return {
        read: () => store.getState().settings,
        write(change: SomeSettings) {
          settings.change(change)
          return store.getState().settings
        },
        managed: store.getState().managed,
      }
    },
  }
}

describe('what an administrator has set', () => {
  test('counts instead of the person’s own, which come back when it goes', async () => {
    const { under } = await profileWith()
    const { managed, ...settings } = await under(wholePolicy)
    expect(settings.read()).toEqual({
      ...defaultSettings,
      theme: 'dark',
      clientId: CLIENT_ID,
      tenant: wholePolicy.tenant,
      cloud: 'us-gov-l4',
      intervalSeconds: 120,
      updates: false,
      features: ['colleagues'],
      restraint: { ...firstBackoff, factor: 1 },
    })
    expect(managed).toEqual({ fields: policyFields, organization: 'Contoso', problem: null })
    const without = await under(null)
    expect(without.read()).toEqual({ ...defaultSettings, ...own })
    expect(without.managed).toEqual({ fields: [], organization: null, problem: null })
  })

  test('is never written into the person’s file', async () => {
    const { under, kept } = await profileWith()
    const settings = await under(wholePolicy)
    const { clientId, tenant } = settings.read()
    // As the window does it: everything at once, also what has not changed.
    const written = settings.write({
      clientId,
      tenant,
      cloud: 'us-gov-l4',
      intervalSeconds: 120,
      theme: 'light',
    })
    expect(written).toEqual(settings.read())
    expect(written).toMatchObject({ clientId: CLIENT_ID, intervalSeconds: 120, theme: 'light' })
    expect(await kept()).toEqual({ ...own, theme: 'light' })
  })

  test('leaves the person their own choice of the other features', async () => {
    const { under, kept } = await profileWith()
    const settings = await under({ features: { colleagues: true } })
    expect(settings.read().features).toEqual(['colleagues', 'own-status'])
    expect(settings.write({ features: ['colleagues'] }).features).toEqual(['colleagues'])
    expect(await kept()).toEqual({ ...own, features: [] })
    const forbidding = await under({ features: { colleagues: false } })
    expect(forbidding.write({ features: ['own-status'] }).features).toEqual(['own-status'])
    expect(await kept()).toEqual({ ...own, features: ['own-status'] })
  })

  test('how many people there are restrains whoever begins, and nobody who has learned', async () => {
    const { under, kept } = await profileWith({})
    const settings = await under({ people: 5000 })
    expect(settings.read().restraint).toEqual({ factor: 2.25, heldUntilMs: 0, answers: 0 })
    expect(settings.write({ intervalSeconds: 60, theme: 'dark' }).restraint.factor).toBe(1.125)
    expect(await kept()).toEqual({ intervalSeconds: 60, theme: 'dark' })
    const learned = { factor: 3, heldUntilMs: 7, answers: 0 }
    expect(settings.write({ restraint: learned }).restraint).toEqual(learned)
    expect(await kept()).toMatchObject({ restraint: learned })
  })

  test('is logged by the names alone, and not at all where nobody has set anything', async () => {
    const { under, logged } = await profileWith()
    await under(wholePolicy)
    expect(logged()).toContain('clientId, tenant, cloud, intervalSeconds, updates, colleagues, own-status')
    for (const value of [CLIENT_ID, wholePolicy.tenant, 'us-gov', 'Contoso'])
      expect(logged()).not.toContain(value)
    const other = await profileWith()
    await other.under({})
    expect(other.logged()).toBe('[]')
  })
})

test(`of a broken policy nothing counts, whichever value is wrong (${brokenPolicies.length} files tried)`, async () => {
  const { under, kept } = await profileWith()
  for (const { policy, key, value, fault } of brokenPolicies) {
    const { managed, ...settings } = await under(policy)
    expect(settings.read(), `${key}: ${value}`).toEqual({ ...defaultSettings, ...own })
    expect(managed, `${key}: ${value}`).toEqual({
      fields: [],
      organization: null,
      problem: {
        kind: 'policy-broken',
        next: 'person',
        path: expect.stringMatching(/policy\.json$/),
        faults: [fault],
      },
    })
  }
  expect(await kept()).toEqual(own)
})

describe('a wish of the window', () => {
  function asked(fields: readonly PolicyField[] = policyFields) {
    const settings: Settings = { ...defaultSettings, ...own }
    const store = createAccountStore({
      ...firstState('1.0.0', settings, 'en'),
      managed: { fields: [...fields], organization: null, problem: null },
    })
    const reached: unknown[] = []
    const handlers = Object.fromEntries(
      commandNames.map((name) => [name, (request: unknown) => void reached.push(request)]),
    ) as unknown as CommandHandlers
    return { reached, ...guardedBy(store, () => wordsIn('en'), handlers) }
  }
  const changes: readonly (readonly [PolicyField, SettingsChange])[] = [
    ['clientId', { clientId: CLIENT_ID }],
    ['clientId', { clientId: '' }],
    ['tenant', { tenant: 'organizations' }],
    ['cloud', { cloud: 'china' }],
    ['intervalSeconds', { intervalSeconds: 5 }],
    ['updates', { updates: false }],
  ]

  test.each(changes)(
    'to change the %s to %o is refused, with all that comes with it',
    async (field, change) => {
      const whole = { theme: 'light', ...change, language: 'ru' } as const
      const { changeSettings, reached } = asked([field])
      expect(() => changeSettings(whole)).toThrow(/is set by your organisation, so nothing was changed/)
      expect(reached).toEqual([])
      const others = asked(policyFields.filter((one) => one !== field))
      await others.changeSettings(whole)
      expect(others.reached).toEqual([whole])
    },
  )

  test('that says again what is set is no change', async () => {
    const { changeSettings, reached } = asked()
    const change = { clientId: own.clientId, tenant: own.tenant, theme: 'light' } as const
    await changeSettings(change)
    expect(reached).toEqual([change])
  })

  test('to switch a feature is refused where it is set; to ask again for its permissions is not', async () => {
    const { switchFeature, reached } = asked()
    expect(() => switchFeature({ feature: 'colleagues', on: true })).toThrow('“Colleagues” is set')
    expect(() => switchFeature({ feature: 'own-status', on: false })).toThrow('“Set my status” is set')
    expect(reached).toEqual([])
    await switchFeature({ feature: 'own-status', on: true })
    expect(reached).toEqual([{ feature: 'own-status', on: true }])
    const free = asked(['clientId'])
    await free.switchFeature({ feature: 'colleagues', on: true })
    expect(free.reached).toHaveLength(1)
  })
})
