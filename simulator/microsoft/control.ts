// What a person at a terminal, or a test in another process, can tell a running fake: PUT /presence, /people, /consent,
// /teams-session and whatever else can change; POST /fail, /mend, /withdraw-consent; and GET /asked, what Graph was asked.
import { z } from 'zod'
import { failureSchema } from './faults.ts'
import { json, type RecordedRequest, type Reply } from './http.ts'
import { liveSchema } from './live-tenant.ts'
import type { World } from './routes.ts'

const liveNames = liveSchema.keyof()

/** The answer to an order, or null where the request is meant for Microsoft. An order that cannot be gets 400 and why. */
export function control(
  { faults, live, consents }: World,
  recorded: readonly RecordedRequest[],
  { method, host, path, body }: RecordedRequest,
): Reply | null {
  if (path !== '/') return null
  try {
    const changed = liveNames.safeParse(
      host.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase()),
    )
    if (method === 'PUT' && changed.success) {
      const value = liveSchema.shape[changed.data].parse(JSON.parse(body ?? ''))
      Object.assign(live, { [changed.data]: value })
      return json(200, { ok: true })
    }
    switch (`${method} /${host}`) {
      case 'POST /fail':
        faults.add(failureSchema.parse(JSON.parse(body ?? '')))
        break
      case 'POST /mend':
        faults.mend()
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
