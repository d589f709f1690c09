// Policies for tests: one that sets everything, and copies of it with one error each.
import type { PolicyFault } from '../../app/model/policy.ts'

export const CLIENT_ID = '11111111-2222-4333-8444-555555555555'

/** All values differ from the default settings. */
export const wholePolicy = {
  $schema: './policy.schema.json',
  organization: 'Contoso',
  clientId: CLIENT_ID,
  tenant: '99999999-8888-4777-8666-555555555555',
  cloud: 'us-gov-l4',
  intervalSeconds: 120,
  microphone: false,
  updates: false,
  showElsewhere: false,
  colleagueLight: false,
  people: 5000,
  features: { colleagues: true, 'own-status': false },
}

const wrongValues: Readonly<Record<string, readonly unknown[]>> = {
  organization: ['', '  ', 'x'.repeat(101), 7, null, ['Contoso']],
  clientId: ['', '  ', 'contoso', `${CLIENT_ID}0`, `{${CLIENT_ID}}`, 7, null],
  tenant: ['', 'common', 'consumers', 'contoso', 'a@contoso.com', 7, null],
  cloud: ['', 'Global', 'germany', 7, null, ['global']],
  intervalSeconds: [4, 601, 30.5, '30', null, -30, true],
  microphone: ['false', 0, 1, null, {}],
  updates: ['false', 0, 1, null, {}],
  showElsewhere: ['false', 0, 1, null, {}],
  colleagueLight: ['false', 0, 1, null, {}],
  people: [0, -1, 1.5, '5000', null, 10_000_001],
  features: [null, true, [], ['colleagues'], 'colleagues'],
}
const wrongFeatures: readonly unknown[] = ['true', 1, 0, null, {}]
const unknownNames = ['clientID', 'Tenant', 'pace', 'theme', 'restraint', 'pausedUntil', 'policy', '']

/** The whole policy with one error: none of it may apply. */
export interface BrokenPolicy {
  key: string
  /** For the test's name. */
  value: string
  policy: unknown
  fault: Extract<PolicyFault, { key: string }>
}

const brokenBy = (key: string, value: unknown, kind: BrokenPolicy['fault']['kind']): BrokenPolicy => {
  const [name = '', part] = key.split('.')
  const changed = part === undefined ? value : { ...wholePolicy.features, [part]: value }
  return {
    key,
    value: JSON.stringify(value),
    policy: { ...wholePolicy, [name]: changed },
    fault: { kind, key },
  }
}

export const brokenPolicies: readonly BrokenPolicy[] = [
  ...Object.entries(wrongValues).flatMap(([key, values]) =>
    values.map((value) => brokenBy(key, value, 'wrong-value')),
  ),
  ...Object.keys(wholePolicy.features).flatMap((name) =>
    wrongFeatures.map((value) => brokenBy(`features.${name}`, value, 'wrong-value')),
  ),
  ...unknownNames.map((name) => brokenBy(name, true, 'unknown-key')),
  brokenBy('features.own_status', true, 'unknown-key'),
  // An own property, as JSON.parse creates it, not the prototype.
  {
    key: '__proto__',
    value: '{}',
    policy: JSON.parse(`{"__proto__":{},${JSON.stringify(wholePolicy).slice(1)}`),
    fault: { kind: 'unknown-key', key: '__proto__' },
  },
]
