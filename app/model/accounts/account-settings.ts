// The settings as the parts of one account see them: its own in place of the first account's. Pure. No library here: the
// window imports this file.

import { featureNames, type PolicyField } from '../names.ts'
import type { AccountSettings, FurtherAccount, Settings, SomeSettings } from '../settings.ts'
import type { AccountId } from './account-id.ts'

/** By the settings of the program, so that none is created twice; and back. */
const created = new WeakMap<Settings, Map<AccountId, Settings>>()
const programs = new WeakMap<Settings, Settings>()

/** Returns the same value for the same settings. What a policy sets (`managed`) is the same for all accounts. */
export function settingsFor(
  settings: Settings,
  accountId: AccountId,
  managed: readonly PolicyField[],
): Settings {
  const entry = settings.furtherAccounts.find((one) => one.accountId === accountId)
  if (!entry) return settings
  const known = created.get(settings) ?? new Map<AccountId, Settings>()
  created.set(settings, known)
  const view = known.get(accountId) ?? withOwn(settings, entry, managed)
  known.set(accountId, view)
  programs.set(view, settings)
  return view
}

function withOwn(settings: Settings, entry: FurtherAccount, managed: readonly PolicyField[]): Settings {
  const { accountId: _, ...own } = entry
  return { ...settings, ...own, ...managedFrom(settings, managed, own) }
}

/** What a policy can set of an account: what it sets (`managed`) from `source`, the rest from `others`. */
export function managedFrom(
  source: AccountSettings,
  managed: readonly PolicyField[],
  others: AccountSettings,
): Pick<AccountSettings, 'clientId' | 'tenant' | 'cloud' | 'features'> {
  const from = (field: PolicyField) => (managed.includes(field) ? source : others)
  return {
    clientId: from('clientId').clientId,
    tenant: from('tenant').tenant,
    cloud: from('cloud').cloud,
    features: featureNames.filter((name) => from(name).features.includes(name)),
  }
}

/** The settings of the program, where `settings` may be those of an account. */
export const programSettings = (settings: Settings): Settings => programs.get(settings) ?? settings

/** The change of the program's settings that makes `change` for the account. */
export function changeFor(
  settings: Settings,
  account: AccountId,
  change: Partial<Settings>,
): Partial<Settings>
export function changeFor(settings: Settings, account: AccountId, change: SomeSettings): SomeSettings
export function changeFor(
  { furtherAccounts }: Settings,
  accountId: AccountId,
  change: SomeSettings,
): SomeSettings {
  const entry = furtherAccounts.find((one) => one.accountId === accountId)
  if (!entry) return change
  const { clientId, tenant, cloud, features, thisComputer, restraint, toldOutOfOfficeOn, ...shared } = change
  const own = {
    clientId,
    tenant,
    cloud,
    features,
    thisComputer,
    restraint,
    toldOutOfOfficeOn,
  } satisfies Record<keyof AccountSettings, unknown>
  const given = Object.fromEntries(Object.entries(own).filter(([, value]) => value !== undefined))
  if (Object.keys(given).length === 0) return shared
  const changed: FurtherAccount = { ...entry, ...given }
  return { ...shared, furtherAccounts: furtherAccounts.map((one) => (one === entry ? changed : one)) }
}
