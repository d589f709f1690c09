// Parses the JSON body of a request to Graph.
import { z } from 'zod'
import type { Reply } from '../http.ts'
import type { Call } from '../routes.ts'
import { graphError, invalidArgument } from './graph-request.ts'

/** "Content-Type: application/json. Required." An invalid body is refused with Graph's error. */
export function readJson<Value>(
  call: Call,
  schema: z.ZodType<Value>,
): { readonly value: Value } | { readonly refused: Reply } {
  const { headers, body = '' } = call.request
  if (headers['content-type']?.split(';')[0]?.trim() !== 'application/json') {
    const message = 'The content type of the request is not supported.'
    return { refused: graphError(415, message, call.fake.options.now()) }
  }
  const read = schema.safeParse(jsonOf(body))
  if (read.success) return { value: read.data }
  return { refused: invalidArgument(call, `Invalid request body. ${z.prettifyError(read.error)}`) }
}

/** Undefined if the text is no JSON. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
