// States with a policy file, valid or broken.
import { policyFields } from '../../../app/model/names.ts'
import { type AccountView, type Managed, notManaged } from '../../../app/model/state.ts'
import { CLIENT_ID, stateWith } from './window-states.ts'

export const managed: Managed = { fields: [...policyFields], organization: 'Contoso', problem: null }

export const brokenManaged: Managed = {
  ...notManaged,
  problem: {
    kind: 'policy-broken',
    next: 'person',
    path: '/Library/Application Support/Tally Light/policy.json',
    faults: [
      { kind: 'wrong-value', key: 'intervalSeconds' },
      { kind: 'unknown-key', key: 'clientid' },
    ],
  },
}

/** The first start with everything managed. */
export const managedAtFirst: AccountView = stateWith({
  session: { kind: 'signed-out', problem: null },
  settings: { clientId: CLIENT_ID, tenant: 'contoso.com' },
  managed,
})
