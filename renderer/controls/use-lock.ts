// Whether an administrator has set a value (policy file).
import type { PolicyField } from '../../app/model/names.ts'
import { useWindow } from '../frame/window-context.ts'

/** A text such as "Managed by Contoso"; undefined if the user may change the value of one of the fields. */
export function useLock(...of: readonly (PolicyField | undefined)[]): string | undefined {
  const { state, t } = useWindow()
  const { fields, organization } = state.managed
  const isLocked = of.length > 0 && of.every((field) => field && fields.includes(field))
  if (!isLocked) return undefined
  return organization === null
    ? t('settings.managed.byOrganization')
    : t('settings.managed.by', { organization })
}
