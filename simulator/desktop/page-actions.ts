// The commands of a window's page: IPC messages to the app, navigation and `window.open`.
import { z } from 'zod'
import { type Action, action, windowId, windowOf } from './api.ts'
import type { SimulatedDesktop } from './desktop.ts'
import { decode } from './page/ipc-encoding.js'
import type { PageEvents } from './page-events.ts'

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

export function createPageActions(desktop: SimulatedDesktop, events: PageEvents): Record<string, Action> {
  return {
    ipc: action(ipcSchema, (message) => {
      const window = windowOf(desktop.windows, message.window)
      switch (message.kind) {
        case 'invoke': {
          const { page, call, channel, args } = message
          window.invoke(channel, args).then(
            (value) => events.answer(page, call, window.id, { value }),
            (error: unknown) =>
              events.answer(page, call, window.id, {
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
