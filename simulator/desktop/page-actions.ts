// What a window's page on the desktop says to the app: its messages, and where it wants to go.
import { z } from 'zod'
import { type Action, action, windowId, windowOf } from './api.ts'
import type { SimulatedDesktop } from './desktop.ts'
import type { Live } from './desktop-events.ts'
import { decode } from './page/wire.js'

const args = z.unknown().transform(decode).pipe(z.array(z.unknown()))
const ipcSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('invoke'),
    window: windowId,
    page: z.string(),
    call: z.number(),
    channel: z.string(),
    args,
  }),
  z.object({ kind: z.literal('send'), window: windowId, channel: z.string(), args }),
  z.object({ kind: z.literal('navigate'), window: windowId, url: z.string() }),
  z.object({ kind: z.literal('open'), window: windowId, url: z.string() }),
])

export function createPageActions(desktop: SimulatedDesktop, live: Live): Record<string, Action> {
  return {
    ipc: action(ipcSchema, (message) => {
      const window = windowOf(desktop.windows, message.window)
      switch (message.kind) {
        case 'invoke': {
          const { page, call, channel, args } = message
          window.invoke(channel, args).then(
            (value) => live.answer(page, call, window.id, { value }),
            (error: unknown) =>
              live.answer(page, call, window.id, {
                error: error instanceof Error ? error.message : String(error),
              }),
          )
          return
        }
        case 'send':
          return window.receive(message.channel, message.args)
        case 'navigate':
          return window.navigate(message.url)
        case 'open':
          return window.openWindow(message.url)
        default:
          return message satisfies never
      }
    }),
  }
}
