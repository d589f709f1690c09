// Whether a tenant exists and in which cloud, asked of Entra without a sign-in.
import { z } from 'zod'
import type { CloudName } from '../../model/names.ts'
import { type Answer, failed, notAnAnswer, ok, type Problem } from '../../model/problem.ts'
import { readRetryAfter } from '../../reading/retry-after.ts'
import { clouds } from '../clouds.ts'
import type { Network } from '../network/network.ts'
import { problemOfRefusal } from './entra-errors.ts'

export interface FoundTenant {
  /** The Directory (tenant) ID. */
  tenantId: string
  /** Where the tenant lives, as far as Entra says so. */
  cloud: CloudName | null
}

const configurationSchema = z.object({
  // "OpenID Connect on the Microsoft identity platform": the issuer holds the tenant's ID, whatever it was asked by.
  issuer: z.string().regex(/\/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\/v2\.0$/i),
  cloud_instance_name: z.string().nullish().catch(null),
  tenant_region_sub_scope: z.string().nullish().catch(null),
})
type Configuration = z.infer<typeof configurationSchema>

const refusalSchema = z.object({
  error: z.string(),
  error_description: z.string().catch(''),
  error_codes: z.array(z.number()).catch([]),
  error_uri: z.string().catch(''),
})

/**
 * `tenant` is a Directory (tenant) ID or a domain; `organizations` is no tenant. Fails with `tenant-unknown` where
 * Entra knows none, and with the network's own problems. Never rejects.
 */
export async function findTenant(
  network: Network,
  nowMs: () => number,
  { tenant, cloud }: { tenant: string; cloud: CloudName },
): Promise<Answer<FoundTenant>> {
  const host = clouds[cloud].loginHost
  const url = `https://${host}/${encodeURIComponent(tenant)}/v2.0/.well-known/openid-configuration`
  const asked = await network.request({ method: 'GET', url })
  if (!asked.ok) return asked
  const { status, headers, json } = asked.value
  if (status >= 400) return failed(refusalOf(status, headers['retry-after'], json, host, nowMs()))
  const read = configurationSchema.safeParse(json)
  if (!read.success) return notAnAnswer(host, 'tenant')
  const tenantId = read.data.issuer.split('/').at(-2) ?? ''
  return ok({ tenantId: tenantId.toLowerCase(), cloud: cloudOf(read.data, cloud) })
}

/**
 * A government's tenant is found at the global host too, and told by these two names. Only the first is in the
 * documentation ("Planning identity for Azure Government applications" looks at the answer in a browser); a value
 * that is not known says nothing.
 */
function cloudOf(found: Configuration, asked: CloudName): CloudName | null {
  switch (found.cloud_instance_name) {
    case 'microsoftonline.com':
      return 'global'
    case 'partner.microsoftonline.cn':
      return 'china'
    case 'microsoftonline.us':
      if (found.tenant_region_sub_scope === 'DODCON') return 'us-gov-l4'
      if (found.tenant_region_sub_scope === 'DOD') return 'us-gov-l5'
      return asked === 'us-gov-l5' ? asked : 'us-gov-l4'
    default:
      return null
  }
}

function refusalOf(
  status: number,
  retryAfter: string | undefined,
  json: unknown,
  host: string,
  nowMs: number,
): Problem {
  const wait = readRetryAfter(retryAfter, nowMs)
  if (status === 429) return { kind: 'throttled', next: 'waits', host, retryAfterMs: wait }
  const refusal = refusalSchema.safeParse(json)
  if (status >= 500 || !refusal.success) {
    return { kind: 'server-error', next: 'retries', host, status, retryAfterMs: wait }
  }
  const { error, error_description, error_codes: codes, error_uri: uri } = refusal.data
  const problem = problemOfRefusal(error, error_description, { codes, uri })
  // Entra's own word for it, where the number says no more.
  return error === 'invalid_tenant' && problem.kind === 'entra-refused'
    ? { kind: 'tenant-unknown', next: 'person', code: problem.code }
    : problem
}
