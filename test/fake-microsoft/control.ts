// What a person at a terminal, or a test in another process, can tell a running fake: PUT /presence, POST /fail, POST /mend.
import { z } from 'zod'
import { failureSchema } from './faults.ts'
import { json, type RecordedRequest, type Reply } from './http.ts'
import type { World } from './routes.ts'

/** The answer to an order, or null where the request is meant for Microsoft. An order that cannot be gets 400 and why. */
export function control(
  { faults, presence }: World,
  { method, host, path, body }: RecordedRequest,
): Reply | null {
  if (path !== '/') return null
  try {
    switch (`${method} /${host}`) {
      case 'PUT /presence':
        presence.value = JSON.parse(body ?? '')
        break
      case 'POST /fail':
        faults.add(failureSchema.parse(JSON.parse(body ?? '')))
        break
      case 'POST /mend':
        faults.mend()
        break
      default:
        return null
    }
  } catch (error) {
    return json(400, { error: error instanceof z.ZodError ? z.prettifyError(error) : String(error) })
  }
  return json(200, { ok: true })
}
