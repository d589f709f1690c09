// Tells every open desktop page what changed, by Server-Sent Events, one order for all it is told.
import { randomUUID } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import type { SimulatedDesktop } from './desktop.ts'
import { drawing } from './drawing.ts'
import { encode } from './page/wire.js'

export interface Live {
  /** Keeps `response` open and tells it everything from now on. */
  join(response: ServerResponse): void
  /** Answers one page's question. Nothing happens when it has gone. */
  answer(page: string, call: number, window: number, result: { value: unknown } | { error: string }): void
  end(): void
}

export function createLive(desktop: SimulatedDesktop): Live {
  const pages = new Map<string, ServerResponse>()
  let drawn = true

  const tell = (response: ServerResponse, event: string, data: unknown) =>
    response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
  const tellAll = (event: string, data: unknown) => {
    for (const response of pages.values()) tell(response, event, data)
  }
  // Many changes in one turn are drawn once.
  desktop.onChange(() => {
    if (!drawn) return
    drawn = false
    setImmediate(() => {
      drawn = true
      tellAll('desktop', drawing(desktop))
    })
  })
  desktop.onMessage((message) => tellAll('message', { ...message, args: encode(message.args) }))

  return {
    join(response) {
      const page = randomUUID()
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
      pages.set(page, response)
      response.on('close', () => pages.delete(page))
      tell(response, 'page', page)
      tell(response, 'desktop', drawing(desktop))
    },
    answer(page, call, window, result) {
      const response = pages.get(page)
      if (!response) return
      const told = 'error' in result ? { error: result.error } : { error: null, value: encode(result.value) }
      tell(response, 'answer', { call, window, ...told })
    },
    end() {
      for (const response of pages.values()) response.end()
    },
  }
}
