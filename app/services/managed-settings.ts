// Applies the policy of an administrator: its values override the user's own settings, are never written to their file,
// and cannot be changed in the window.
import type { Words } from '../../words/words.ts'
import type { CommandHandlers } from '../contract/contract.ts'
import { managedFrom } from '../model/accounts/account-settings.ts'
import { type FeatureName, featureNames, type PolicyField, policySettings } from '../model/names.ts'
import { fieldsOf, type Policy } from '../model/policy.ts'
import {
  defaultAccountSettings,
  type FurtherAccount,
  type Settings,
  type SomeSettings,
} from '../model/settings.ts'
import { type AccountStore, type AccountView, type Managed, notManaged } from '../model/state.ts'
import { backoffAmong } from '../polling/tenant-backoff.ts'
import type { FoundPolicy } from '../storage/policy-file.ts'
import type { SettingsFile } from '../storage/settings-file.ts'

/** Reads the file with the values of the policy, and writes it without them. */
export function managedFile(file: SettingsFile, policy: Policy): SettingsFile {
  const fields = fieldsOf(policy)
  return {
    ...file,
    read: () => managedSettings(file.read(), policy),
    write: (change, ifRefused) =>
      managedSettings(file.write(ownPart(change, fields, file.read), ifRefused), policy),
  }
}

/** The policy as the window shows it. */
export function managedBy({ path, read }: FoundPolicy): Managed {
  switch (read.kind) {
    case 'none':
      return notManaged
    case 'policy':
      return { fields: fieldsOf(read.policy), organization: read.policy.organization ?? null, problem: null }
    case 'broken':
      return {
        ...notManaged,
        problem: { kind: 'policy-broken', next: 'person', path, faults: read.faults },
      }
    default:
      return read satisfies never
  }
}

/** The user's own settings with the values of the policy. */
function managedSettings(own: Settings, policy: Policy): Settings {
  const managed = policySettings.filter((name) => policy[name] !== undefined)
  const { people } = policy
  const { restraint } = own
  const intervalMs = (policy.intervalSeconds ?? own.intervalSeconds) * 1000
  // A backoff that was measured is better than the one estimated from the number of people.
  const isNew = restraint.answers === 0 && restraint.refusals === 0
  const isOn = (feature: FeatureName) => policy.features?.[feature] ?? own.features.includes(feature)
  return {
    ...own,
    ...Object.fromEntries(managed.map((name) => [name, policy[name]])),
    features: featureNames.filter(isOn),
    restraint: people && isNew ? backoffAmong(people, intervalMs) : restraint,
  }
}

/** The change without the values that the policy sets. In the entry of an account they stay as they were, at first the defaults. */
function ownPart(change: SomeSettings, fields: readonly PolicyField[], ownNow: () => Settings): SomeSettings {
  if (fields.length === 0) return change
  const own = ownNow()
  const { features, furtherAccounts } = change
  const ownOf = ({ accountId }: FurtherAccount) =>
    own.furtherAccounts.find((one) => one.accountId === accountId) ?? defaultAccountSettings
  return {
    ...change,
    ...Object.fromEntries(
      policySettings.filter((name) => fields.includes(name)).map((name) => [name, undefined]),
    ),
    features: features && managedFrom(own, fields, { ...own, features }).features,
    furtherAccounts: furtherAccounts?.map((one) => ({ ...one, ...managedFrom(ownOf(one), fields, one) })),
  }
}

/** The texts of the window for the settings. */
const labels = {
  clientId: 'setup.registration.clientId',
  tenant: 'setup.registration.tenant',
  cloud: 'setup.registration.cloud',
  intervalSeconds: 'settings.interval',
  microphone: 'settings.microphone',
  updates: 'settings.updates',
  showElsewhere: 'settings.showElsewhere',
  colleagueLight: 'whose.title',
  colleagues: 'settings.feature.colleagues',
  'own-status': 'settings.feature.own-status',
} as const satisfies Record<PolicyField, string>

/** Rejects each command that would change a managed setting, with a text for the user. A change is refused as a whole. */
export function refuseManagedChanges(
  store: AccountStore,
  wordsNow: () => Words,
  handlers: CommandHandlers,
): CommandHandlers {
  const refuse = (field: PolicyField | undefined) => {
    if (!field) return
    const { t } = wordsNow()
    throw new Error(t('settings.managed.refused', { name: t(labels[field]) }))
  }
  const refuseOutputs = () => {
    const { managed, settings } = store.getState()
    if (managed.fields.includes('showElsewhere') && !settings.showElsewhere) refuse('showElsewhere')
  }
  return {
    ...handlers,
    async addOutput(request) {
      refuseOutputs()
      return await handlers.addOutput(request)
    },
    async changeOutput(request) {
      refuseOutputs()
      await handlers.changeOutput(request)
    },
    async tryOutput(request) {
      refuseOutputs()
      return await handlers.tryOutput(request)
    },
    async findDevices(kind) {
      refuseOutputs()
      return await handlers.findDevices(kind)
    },
    async pairHue(address) {
      refuseOutputs()
      return await handlers.pairHue(address)
    },
    changeSettings(change) {
      refuse(managedFieldIn(change, store.getState()))
      return handlers.changeSettings(change)
    },
    showLightOf(person) {
      if (person && !store.getState().settings.colleagueLight) refuse('colleagueLight')
      return handlers.showLightOf(person)
    },
    switchFeature(change) {
      const { managed, settings } = store.getState()
      const isOn = settings.features.includes(change.feature)
      // A new consent request for a feature that is on changes nothing.
      if (change.on !== isOn && managed.fields.includes(change.feature)) refuse(change.feature)
      return handlers.switchFeature(change)
    },
  }
}

const managedFieldIn = (change: SomeSettings, { managed, settings }: AccountView): PolicyField | undefined =>
  policySettings.find(
    (name) => managed.fields.includes(name) && change[name] !== undefined && change[name] !== settings[name],
  )
