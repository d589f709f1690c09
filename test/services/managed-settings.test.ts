// Managed settings with real files: the effective settings, the content of the user's file, and rejected changes.
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { commandNames } from '../../app/contract/channels.ts'
import type { CommandHandlers } from '../../app/contract/contract.ts'
import { changeFor, settingsFor } from '../../app/model/accounts/account-settings.ts'
import { type PolicyField, policyFields } from '../../app/model/names.ts'
import {
  defaultAccountSettings,
  defaultSettings,
  type FurtherAccount,
  firstBackoff,
  type Settings,
  type SettingsChange,
  type SomeSettings,
} from '../../app/model/settings.ts'
import { firstState } from '../../app/model/state.ts'
import { backoffAmong } from '../../app/polling/tenant-backoff.ts'
import { refuseManagedChanges } from '../../app/services/managed-settings.ts'
import { createSettings } from '../../app/services/settings.ts'
import { openProfile } from '../../app/storage/profile.ts'
import { wordsIn } from '../../words/words.ts'
import { wledOutput } from '../outputs/external/messages.ts'
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

/** A profile with these settings of the user, which can be opened under different policies. */
async function profileWith(settings: object = own) {
  const folder = await temporaryFolder()
  const profile = join(folder, 'profile')
  await mkdir(profile)
  const path = join(profile, 'settings.json')
  await writeFile(path, JSON.stringify(settings))
  const policyPath = join(folder, 'policy.json')
  const logged: unknown[][] = []
  const log = {
    info: (...line: unknown[]) => logged.push(line),
    warn: (...line: unknown[]) => logged.push(line),
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
        systemLanguages: ['en-GB'],
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

describe('a policy', () => {
  test('overrides the user’s own settings, which apply again without it', async () => {
    const { under } = await profileWith()
    const { managed, ...settings } = await under(wholePolicy)
    expect(settings.read()).toEqual({
      ...defaultSettings,
      theme: 'dark',
      clientId: CLIENT_ID,
      tenant: wholePolicy.tenant,
      cloud: 'us-gov-l4',
      intervalSeconds: 120,
      microphone: false,
      updates: false,
      showElsewhere: false,
      colleagueLight: false,
      features: ['colleagues'],
      restraint: firstBackoff,
    })
    expect(managed).toEqual({ fields: policyFields, organization: 'Contoso', problem: null })
    const without = await under(null)
    expect(without.read()).toEqual({ ...defaultSettings, ...own })
    expect(without.managed).toEqual({ fields: [], organization: null, problem: null })
  })

  test('is never written to the user’s file', async () => {
    const { under, kept } = await profileWith()
    const settings = await under(wholePolicy)
    const { clientId, tenant } = settings.read()
    // Like the window, writes all fields at once, including unchanged ones.
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

  test('leaves the user the choice of the other features', async () => {
    const { under, kept } = await profileWith()
    const settings = await under({ features: { colleagues: true } })
    expect(settings.read().features).toEqual(['colleagues', 'own-status'])
    expect(settings.write({ features: ['colleagues'] }).features).toEqual(['colleagues'])
    expect(await kept()).toEqual({ ...own, features: [] })
    const forbidding = await under({ features: { colleagues: false } })
    expect(forbidding.write({ features: ['own-status'] }).features).toEqual(['own-status'])
    expect(await kept()).toEqual({ ...own, features: ['own-status'] })
  })

  test.each(policyFields)('that sets %s leaves the further accounts as the user chose', async (field) => {
    const second: FurtherAccount = {
      ...defaultAccountSettings,
      accountId: 'a0000000-0000-4000-8000-000000000002',
      clientId: '33333333-3333-4333-8333-333333333333',
      tenant: 'tailspin.example',
      features: field === 'own-status' ? ['colleagues'] : ['own-status'],
    }
    const { under, kept } = await profileWith({ ...own, furtherAccounts: [second] })
    const isFeature = field === 'colleagues' || field === 'own-status'
    const policy = isFeature ? { features: { [field]: true } } : { [field]: wholePolicy[field] }
    const { read, write, managed } = await under(policy)
    const { clientId, tenant, cloud, features } = settingsFor(read(), second.accountId, managed.fields)
    const told = { toldOutOfOfficeOn: '2026-11-23' }
    // Like the window, writes all fields at once, including those of the policy.
    write(changeFor(read(), second.accountId, { clientId, tenant, cloud, features, ...told }))
    const added = { ...defaultAccountSettings, accountId: 'a0000000-0000-4000-8000-000000000003' }
    const registration = { clientId, tenant, cloud }
    write({ furtherAccounts: [...read().furtherAccounts, { ...added, ...registration }] })
    const unmanaged = Object.entries(registration).filter(([name]) => name !== field)
    const addedOwn = { ...added, ...Object.fromEntries(unmanaged) }
    expect(await kept()).toEqual({ ...own, furtherAccounts: [{ ...second, ...told }, addedOwn] })
  })

  test('derives the first backoff from the number of people, but keeps a measured one', async () => {
    const { under, kept } = await profileWith({})
    const settings = await under({ people: 5000 })
    expect(settings.read().restraint).toEqual(backoffAmong(5000, 15_000))
    expect(settings.write({ intervalSeconds: 30, theme: 'dark' }).restraint).toEqual(
      backoffAmong(5000, 30_000),
    )
    expect(await kept()).toEqual({ intervalSeconds: 30, theme: 'dark' })
    const measured = { factor: 3, limit: 2, refusals: 2, answers: 0 }
    expect(settings.write({ restraint: measured }).restraint).toEqual(measured)
    expect(await kept()).toMatchObject({ restraint: measured })
  })

  test('is logged by its field names only, and not at all if it is empty', async () => {
    const { under, logged } = await profileWith()
    await under(wholePolicy)
    expect(logged()).toContain(
      'clientId, tenant, cloud, intervalSeconds, microphone, updates, showElsewhere, colleagueLight, colleagues, own-status',
    )
    for (const value of [CLIENT_ID, wholePolicy.tenant, 'us-gov', 'Contoso'])
      expect(logged()).not.toContain(value)
    const other = await profileWith()
    await other.under({})
    expect(other.logged()).toBe('[]')
  })
})

test(`a policy with one wrong value is ignored as a whole (${brokenPolicies.length} files tried)`, async () => {
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

describe('a command of the window', () => {
  function windowUnder(fields: readonly PolicyField[] = policyFields, more: Partial<Settings> = {}) {
    const settings: Settings = { ...defaultSettings, ...own, ...more }
    const store = createAccountStore({
      ...firstState('1.0.0', settings, 'en'),
      managed: { fields: [...fields], organization: null, problem: null },
    })
    const called: unknown[] = []
    const handlers = Object.fromEntries(
      commandNames.map((name) => [name, (request: unknown) => void called.push(request)]),
    ) as unknown as CommandHandlers
    return { called, ...refuseManagedChanges(store, () => wordsIn('en'), handlers) }
  }
  const changes: readonly (readonly [PolicyField, SettingsChange])[] = [
    ['clientId', { clientId: CLIENT_ID }],
    ['clientId', { clientId: '' }],
    ['tenant', { tenant: 'organizations' }],
    ['cloud', { cloud: 'china' }],
    ['intervalSeconds', { intervalSeconds: 5 }],
    ['microphone', { microphone: false }],
    ['updates', { updates: false }],
    ['showElsewhere', { showElsewhere: false }],
  ]

  test.each(changes)('that sets the %s to %o is rejected as a whole', async (field, change) => {
    const whole = { theme: 'light', ...change, language: 'ru' } as const
    const { changeSettings, called } = windowUnder([field])
    expect(() => changeSettings(whole)).toThrow(/is set by your organisation, so nothing was changed/)
    expect(called).toEqual([])
    const others = windowUnder(policyFields.filter((one) => one !== field))
    await others.changeSettings(whole)
    expect(others.called).toEqual([whole])
  })

  test('with the managed values themselves is accepted', async () => {
    const { changeSettings, called } = windowUnder()
    const change = { clientId: own.clientId, tenant: own.tenant, theme: 'light' } as const
    await changeSettings(change)
    expect(called).toEqual([change])
  })

  test('of an output is rejected where the policy shows the light nowhere else; removing and forgetting are not', async () => {
    const output = wledOutput()
    const { id } = output
    const of = (window: ReturnType<typeof windowUnder>) => [
      () => window.addOutput({ ...output, secrets: {} }),
      () => window.changeOutput({ id, on: true }),
      () => window.tryOutput({ id, light: 'busy' }),
    ]
    const forbidden = windowUnder(['showElsewhere'], { showElsewhere: false })
    for (const act of of(forbidden)) await expect(act()).rejects.toThrow('“Show it elsewhere” is set')
    await forbidden.removeOutput(id)
    await forbidden.forgetOutputSecrets()
    expect(forbidden.called).toHaveLength(2)
    // The user's own switch, and a policy that allows it.
    for (const free of [windowUnder([], { showElsewhere: false }), windowUnder(['showElsewhere'])]) {
      for (const act of of(free)) await act()
      expect(free.called).toHaveLength(3)
    }
  })

  test('that switches a managed feature is rejected; one that asks again for its permissions is not', async () => {
    const { switchFeature, called } = windowUnder()
    expect(() => switchFeature({ feature: 'colleagues', on: true })).toThrow('“Colleagues” is set')
    expect(() => switchFeature({ feature: 'own-status', on: false })).toThrow('“Set my status” is set')
    expect(called).toEqual([])
    await switchFeature({ feature: 'own-status', on: true })
    expect(called).toEqual([{ feature: 'own-status', on: true }])
    const free = windowUnder(['clientId'])
    await free.switchFeature({ feature: 'colleagues', on: true })
    expect(free.called).toHaveLength(1)
  })
})
