// Validates the client ID and the tenant while the user types them.
import { DOMAIN, GUID } from '../../app/model/names.ts'

/** `unfinished`: more characters may make it valid. */
export type ClientIdFault = 'empty' | 'unfinished' | 'not-a-guid'
export type TenantFault = 'empty' | 'unfinished' | 'personal' | 'not-a-tenant'

const SAMPLE_GUID = '00000000-0000-4000-8000-000000000000'

/** What is wrong with a client ID; null for a valid one. */
export function clientIdFaultOf(typed: string): ClientIdFault | null {
  const text = typed.trim()
  if (text === '') return 'empty'
  if (GUID.test(text)) return null
  return GUID.test(text + SAMPLE_GUID.slice(text.length)) ? 'unfinished' : 'not-a-guid'
}

/** What is wrong with a tenant; null for a valid one. */
export function tenantFaultOf(typed: string): TenantFault | null {
  const text = typed.trim().toLowerCase()
  if (text === '') return 'empty'
  if (text === 'organizations' || GUID.test(text) || DOMAIN.test(text)) return null
  if (text === 'common' || text === 'consumers') return 'personal'
  return /^[a-z0-9][a-z0-9.-]*$/.test(text) ? 'unfinished' : 'not-a-tenant'
}
