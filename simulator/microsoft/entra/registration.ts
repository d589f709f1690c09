// Checks the tenant and the client id: only one tenant and one app registration exist.
import type { FakeOptions } from '../fake-options.ts'
import type { Call } from '../routes.ts'
import { type Refusal, refusal } from './refusal.ts'

export function checkTenant(tenant: string, options: FakeOptions): Refusal | null {
  const known = ['organizations', options.tenantId, ...options.tenants]
  if (known.includes(tenant.toLowerCase())) return null
  return refusal(
    'invalid_request',
    90002,
    `Tenant '${tenant}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud.`,
  )
}

/** Checks both: the tenant in the path, and `clientId`. */
export const checkApp = ({ fake, params }: Call, clientId: string | undefined): Refusal | null =>
  checkTenant(params.tenant ?? '', fake.options) ?? checkClient(clientId, fake.options)

function checkClient(clientId: string | undefined, options: FakeOptions): Refusal | null {
  if (!clientId) return missing('client_id')
  if (clientId.toLowerCase() === options.clientId) return null
  return refusal(
    'unauthorized_client',
    700016,
    `Application with identifier '${clientId}' was not found in the directory '${options.tenantId}'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant.`,
  )
}

export const missing = (parameter: string): Refusal =>
  refusal('invalid_request', 900144, `The request body must contain the following parameter: '${parameter}'.`)
