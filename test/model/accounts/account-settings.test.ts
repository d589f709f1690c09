// The settings of further accounts: what is their own, what a policy sets for all, and what cannot be read.
import { expect, test } from 'vitest'
import { changeFor, programSettings, settingsFor } from '../../../app/model/accounts/account-settings.ts'
import { FIRST_ACCOUNT } from '../../../app/model/names.ts'
import {
  defaultAccountSettings,
  defaultSettings,
  type FurtherAccount,
  readSettings,
  type Settings,
} from '../../../app/model/settings.ts'

const [SECOND, THIRD] = ['a0000000-0000-4000-8000-000000000002', 'a0000000-0000-4000-8000-000000000003']
const CLIENT = '11111111-2222-4333-8444-555555555555'

const further = (accountId: string, own: Partial<FurtherAccount> = {}): FurtherAccount => ({
  ...defaultAccountSettings,
  accountId,
  clientId: CLIENT,
  tenant: 'fabrikam.example',
  ...own,
})
const settings: Settings = {
  ...defaultSettings,
  tenant: 'contoso.example',
  features: ['colleagues'],
  furtherAccounts: [further(SECOND, { features: ['own-status'] }), further(THIRD)],
}

test('each account sees its own settings and those of the program, always as the same value', () => {
  expect(settingsFor(settings, FIRST_ACCOUNT, [])).toBe(settings)
  const second = settingsFor(settings, SECOND, [])
  expect(second).toMatchObject({
    tenant: 'fabrikam.example',
    features: ['own-status'],
    theme: settings.theme,
  })
  expect(settingsFor(settings, SECOND, [])).toBe(second)
  expect(programSettings(second)).toBe(settings)
})

test('what a policy sets is so for every account', () => {
  const second = settingsFor({ ...settings }, SECOND, ['tenant', 'colleagues'])
  expect(second).toMatchObject({
    tenant: 'contoso.example',
    clientId: CLIENT,
    features: ['colleagues', 'own-status'],
  })
})

test('a change of an account changes only its own entry', () => {
  const change = changeFor(settings, SECOND, { tenant: 'other.example', theme: 'dark' })
  expect(change).toEqual({
    theme: 'dark',
    furtherAccounts: [
      { ...settings.furtherAccounts[0], tenant: 'other.example' },
      settings.furtherAccounts[1],
    ],
  })
  expect(changeFor(settings, SECOND, { theme: 'dark' })).toEqual({ theme: 'dark' })
  expect(changeFor(settings, FIRST_ACCOUNT, { tenant: 'other.example' })).toEqual({ tenant: 'other.example' })
})

test('an entry that cannot be read costs no other entry, and a value of it no other value', () => {
  const stored = [
    'text',
    { accountId: 'x', clientId: CLIENT },
    { accountId: SECOND, clientId: CLIENT, tenant: 'common', features: ['own-status'] },
    { ...further(THIRD) },
    { ...further(THIRD), tenant: 'later.example' },
  ]
  const { furtherAccounts } = readSettings({ furtherAccounts: stored })
  expect(furtherAccounts.map(({ accountId }) => accountId)).toEqual([SECOND, THIRD])
  expect(furtherAccounts[0]).toMatchObject({
    clientId: CLIENT,
    tenant: 'organizations',
    features: ['own-status'],
  })
  expect(readSettings({ furtherAccounts: 'text' }).furtherAccounts).toEqual([])
})

test('settings of earlier versions are those of the first account', () => {
  const read = readSettings({ clientId: CLIENT, features: ['colleagues'] })
  expect(read).toMatchObject({ clientId: CLIENT, features: ['colleagues'], furtherAccounts: [] })
})
