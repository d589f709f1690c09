// The settings that the next step of a problem names, of those that an administrator may set.
import type { PolicyField } from '../names.ts'
import type { ProblemKind } from './problem-kinds.ts'

export const settingsToChange: Readonly<Partial<Record<ProblemKind, readonly PolicyField[]>>> = {
  throttled: ['intervalSeconds'],
  'cloud-without-presence': ['cloud'],
  'account-not-in-tenant': ['tenant'],
  'not-let-into-tenant': ['tenant'],
  'client-unknown': ['clientId', 'tenant'],
  'client-disabled': ['clientId'],
  'tenant-unknown': ['tenant'],
  'wrong-cloud': ['cloud', 'clientId'],
  'single-tenant-client': ['tenant'],
}
