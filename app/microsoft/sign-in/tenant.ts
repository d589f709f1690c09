// Looks up a tenant and its cloud at Entra, without a sign-in.
import { z } from 'zod'
import type { CloudName } from '../../model/names.ts'
import { type Answer, failed, notAnAnswer, ok, type Problem } from '../../model/problems/problem.ts'
import { clouds } from '../clouds.ts'
import { type NetworkAnswer, serverProblem } from '../network/http-answer.ts'
import type { Network } from '../network/network.ts'
import { problemOfRefusal } from './entra-errors.ts'

export interface FoundTenant {
  /** The Directory (tenant) ID. */
  tenantId: string
  /** The tenant's cloud; null if Entra's answer does not identify it. */
  cloud: CloudName | null
}

const configurationSchema = z.object({
  // "OpenID Connect on the Microsoft identity platform": the issuer contains the tenant's ID, also for a domain.
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
 * `tenant` is a Directory (tenant) ID or a domain; `organizations` is not a tenant. Fails with `tenant-unknown` if
 * Entra does not know it, and with network problems. Never rejects.
 */
export async function findTenant(
  network: Network,
  nowMs: () => number,
  { tenant, cloud }: { tenant: string; cloud: CloudName },
): Promise<Answer<FoundTenant>> {
  const host = clouds[cloud].loginHost
  const url = `https://${host}/${encodeURIComponent(tenant)}/v2.0/.well-known/openid-configuration`
  const answer = await network.request({ method: 'GET', url })
  if (!answer.ok) return answer
  if (answer.value.status >= 400) return failed(refusalOf(answer.value, host, nowMs()))
  const read = configurationSchema.safeParse(answer.value.json)
  if (!read.success) return notAnAnswer(host, 'tenant')
  const tenantId = read.data.issuer.split('/').at(-2) ?? ''
  return ok({ tenantId: tenantId.toLowerCase(), cloud: cloudOf(read.data, cloud) })
}

/**
 * The global host also answers for government tenants, which these two fields identify. Only the first is documented
 * ("Planning identity for Azure Government applications" shows the answer in a browser); unknown values are ignored.
 */
function cloudOf(found: Configuration, requested: CloudName): CloudName | null {
  switch (found.cloud_instance_name) {
    case 'microsoftonline.com':
      return 'global'
    case 'partner.microsoftonline.cn':
      return 'china'
    case 'microsoftonline.us':
      if (found.tenant_region_sub_scope === 'DODCON') return 'us-gov-l4'
      if (found.tenant_region_sub_scope === 'DOD') return 'us-gov-l5'
      return requested === 'us-gov-l5' ? requested : 'us-gov-l4'
    default:
      return null
  }
}

function refusalOf(answer: NetworkAnswer, host: string, nowMs: number): Problem {
  const refusal = refusalSchema.safeParse(answer.json)
  if (answer.status === 429 || answer.status >= 500 || !refusal.success)
    return serverProblem(answer, host, nowMs)
  const { error, error_description, error_codes: codes, error_uri: uri } = refusal.data
  const problem = problemOfRefusal(error, error_description, { codes, uri })
  // Entra's error code for it, if the number is not in the table.
  return error === 'invalid_tenant' && problem.kind === 'entra-refused'
    ? { kind: 'tenant-unknown', next: 'person', code: problem.code }
    : problem
}
