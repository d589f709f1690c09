// The control API of a running fake, for a terminal or a test in another process: PUT /presence, /people, /consent and the
// other fields of TenantState; POST /fail, /mend, /withdraw-consent; GET /asked, the requests to Graph.
import { z } from 'zod'
import { failureSchema } from './faults.ts'
import { json, type RecordedRequest, type Reply } from './http.ts'
import type { FakeState } from './routes.ts'
import { tenantStateSchema } from './tenant-state.ts'

const stateNames = tenantStateSchema.keyof()

/** The reply to a control request, 400 with the reason for an invalid one; null for a request to Microsoft. */
export function control(
  { faults, tenant, consents }: FakeState,
  recorded: readonly RecordedRequest[],
  { method, host, path, body }: RecordedRequest,
): Reply | null {
  if (path !== '/') return null
  try {
    const changed = stateNames.safeParse(
      host.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase()),
    )
    if (method === 'PUT' && changed.success) {
      const value = tenantStateSchema.shape[changed.data].parse(JSON.parse(body ?? ''))
      Object.assign(tenant, { [changed.data]: value })
      return json(200, { ok: true })
    }
    switch (`${method} /${host}`) {
      case 'POST /fail':
        faults.add(failureSchema.parse(JSON.parse(body ?? '')))
        break
      case 'POST /mend':
        faults.clear()
        break
      case 'POST /withdraw-consent':
        consents.withdraw()
        break
      case 'GET /asked':
        return json(200, recorded.filter(({ name }) => name !== undefined).map(withoutToken))
      default:
        return null
    }
  } catch (error) {
    return json(400, { error: error instanceof z.ZodError ? z.prettifyError(error) : String(error) })
  }
  return json(200, { ok: true })
}

const withoutToken = ({ headers: { authorization: _, ...headers }, ...request }: RecordedRequest) => ({
  ...request,
  headers,
})
