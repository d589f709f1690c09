// The JSON body of a request to Graph, read against a schema.
import { z } from 'zod'
import type { Reply } from '../http.ts'
import type { Call } from '../routes.ts'
import { graphError, invalidArgument } from './graph.ts'

/** "Content-Type: application/json. Required." What is not as the documentation has it is refused with Graph's words. */
export function readJson<Value>(
  call: Call,
  schema: z.ZodType<Value>,
): { readonly value: Value } | { readonly refused: Reply } {
  const { headers, body = '' } = call.request
  if (headers['content-type']?.split(';')[0]?.trim() !== 'application/json') {
    const message = 'The content type of the request is not supported.'
    return { refused: graphError(415, message, call.world.options.now()) }
  }
  const read = schema.safeParse(jsonOf(body))
  if (read.success) return { value: read.data }
  return { refused: invalidArgument(call, `Invalid request body. ${z.prettifyError(read.error)}`) }
}

/** Undefined where the text is no JSON. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
