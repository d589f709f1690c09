// Sends changes to every open desktop page by Server-Sent Events, all in one order.
import { randomUUID } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import type { SimulatedDesktop } from './desktop.ts'
import { encode } from './page/ipc-encoding.js'
import { pageData } from './page-data.ts'

export interface PageEvents {
  /** Keeps `response` open and sends it all events from now on. */
  add(response: ServerResponse): void
  /** Sends the result of one page's `invoke`. Does nothing if the page is closed. */
  answer(page: string, call: number, window: number, result: { value: unknown } | { error: string }): void
  stop(): void
}

export function createPageEvents(desktop: SimulatedDesktop): PageEvents {
  const pages = new Map<string, ServerResponse>()
  let sent = true

  const send = (response: ServerResponse, event: string, data: unknown) =>
    response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
  const sendAll = (event: string, data: unknown) => {
    for (const response of pages.values()) send(response, event, data)
  }
  // Several changes in one turn of the event loop are sent once.
  desktop.onChange(() => {
    if (!sent) return
    sent = false
    setImmediate(() => {
      sent = true
      sendAll('desktop', pageData(desktop))
    })
  })
  desktop.onMessage((message) => sendAll('message', { ...message, args: encode(message.args) }))

  return {
    add(response) {
      const page = randomUUID()
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
      pages.set(page, response)
      response.on('close', () => pages.delete(page))
      send(response, 'page', page)
      send(response, 'desktop', pageData(desktop))
    },
    answer(page, call, window, result) {
      const response = pages.get(page)
      if (!response) return
      const outcome =
        'error' in result ? { error: result.error } : { error: null, value: encode(result.value) }
      send(response, 'answer', { call, window, ...outcome })
    },
    stop() {
      for (const response of pages.values()) response.end()
    },
  }
}
