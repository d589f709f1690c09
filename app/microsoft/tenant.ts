// Whether a tenant exists, asked of Entra without a sign-in.
import type { CloudName } from '../settings.ts'
import type { Network } from './network.ts'
import { type Answer, failed } from './problem.ts'

export async function findTenant(
  _network: Network,
  _wanted: { tenant: string; cloud: CloudName },
): Promise<Answer<{ tenantId: string }>> {
  return failed({ kind: 'tenant-unknown', needs: 'person', code: null })
}
