// Whether an administrator has set something, and the words that say so.
import type { PolicyField } from '../../app/model/policy.ts'
import { useShown } from '../frame/shown.ts'

/** Such as "Managed by Contoso"; undefined where the choice is the person's. */
export function useLock(field: PolicyField | undefined): string | undefined {
  const { state, words } = useShown()
  const { fields, organization } = state.managed
  if (!field || !fields.includes(field)) return undefined
  return organization === null
    ? words.t('settings.managed.byOrganization')
    : words.t('settings.managed.by', { organization })
}
