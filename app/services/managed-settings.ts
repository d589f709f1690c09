// What an administrator has set: laid over the person's own settings, never mixed into their file, and not theirs to
// change. Everybody else reads and writes settings as if there were no policy.
import type { Words } from '../../words/words.ts'
import type { CommandHandlers } from '../contract/contract.ts'
import { type FeatureName, featureNames } from '../model/names.ts'
import { fieldsOf, type Policy, type PolicyField, policySettings } from '../model/policy.ts'
import type { Settings, SettingsChange, SomeSettings } from '../model/settings.ts'
import { type AccountStore, type AccountView, type Managed, notManaged } from '../model/state.ts'
import { backoffAmong } from '../polling/tenant-backoff.ts'
import type { FoundPolicy } from '../storage/policy-file.ts'
import type { SettingsFile } from '../storage/settings-file.ts'

/** The file as the program sees it under this policy. What the policy says is dropped from what is written. */
export function managedFile(file: SettingsFile, policy: Policy): SettingsFile {
  const fields = fieldsOf(policy)
  return {
    ...file,
    read: () => managedSettings(file.read(), policy),
    write: (change, whenRefused) =>
      managedSettings(
        file.write(
          ownPart(change, fields, () => file.read().features),
          whenRefused,
        ),
        policy,
      ),
  }
}

/** What the window shows of the policy. */
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

/** The person's settings with the policy's over them. */
function managedSettings(own: Settings, policy: Policy): Settings {
  const set = policySettings.filter((name) => policy[name] !== undefined)
  const { people } = policy
  const { restraint } = own
  const intervalMs = (policy.intervalSeconds ?? own.intervalSeconds) * 1000
  // What was learned of the limit counts for more than how many they are said to be.
  const isNew = restraint.answers === 0 && restraint.heldUntilMs === 0
  const wanted = (feature: FeatureName) => policy.features?.[feature] ?? own.features.includes(feature)
  return {
    ...own,
    ...Object.fromEntries(set.map((name) => [name, policy[name]])),
    features: featureNames.filter(wanted),
    restraint: people && isNew ? backoffAmong(people, intervalMs) : restraint,
  }
}

/** What of a change is the person's: of the features that are set they keep what they had. */
function ownPart(
  change: SomeSettings,
  fields: readonly PolicyField[],
  ownFeatures: () => readonly FeatureName[],
): SomeSettings {
  const isSet = (name: PolicyField) => fields.includes(name)
  const features = change.features && [
    ...ownFeatures().filter(isSet),
    ...change.features.filter((feature) => !isSet(feature)),
  ]
  return {
    ...change,
    ...Object.fromEntries(policySettings.filter(isSet).map((name) => [name, undefined])),
    features,
  }
}

/** As the window calls them. */
const names = {
  clientId: 'setup.registration.clientId',
  tenant: 'setup.registration.tenant',
  cloud: 'setup.registration.cloud',
  intervalSeconds: 'settings.interval',
  updates: 'settings.updates',
  colleagues: 'settings.feature.colleagues',
  'own-status': 'settings.feature.own-status',
} as const satisfies Record<PolicyField, string>

/** The window's wishes, refused with words where they would change what is set: the whole of a change, never half. */
export function guardedBy(
  store: AccountStore,
  wordsNow: () => Words,
  handlers: CommandHandlers,
): CommandHandlers {
  const refuse = (field: PolicyField | undefined) => {
    if (!field) return
    const { t } = wordsNow()
    throw new Error(t('settings.managed.refused', { name: t(names[field]) }))
  }
  return {
    ...handlers,
    changeSettings(change) {
      refuse(fieldChangedBy(change, store.getState()))
      return handlers.changeSettings(change)
    },
    switchFeature(wish) {
      const { managed, settings } = store.getState()
      const isOn = settings.features.includes(wish.feature)
      // To ask anew for what a feature needs is no change.
      if (wish.on !== isOn && managed.fields.includes(wish.feature)) refuse(wish.feature)
      return handlers.switchFeature(wish)
    },
  }
}

const fieldChangedBy = (
  change: SettingsChange,
  { managed, settings }: AccountView,
): PolicyField | undefined =>
  policySettings.find(
    (name) => managed.fields.includes(name) && change[name] !== undefined && change[name] !== settings[name],
  )
