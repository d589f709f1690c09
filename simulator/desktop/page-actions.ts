// The commands of a window's page: IPC messages to the app, reports to USB lights, navigation and `window.open`.
import { z } from 'zod'
import { errorText } from '../../app/model/problems/thrown-error.ts'
import { type Action, action, windowId, windowOf } from './api.ts'
import type { SimulatedDesktop } from './desktop.ts'
import { decode } from './page/ipc-encoding.js'
import type { PageEvents } from './page-events.ts'
import { withReport } from './usb-lights.ts'

const args = z.unknown().transform(decode).pipe(z.array(z.unknown()))
const reportSchema = z.object({
  kind: z.enum(['output', 'feature']),
  id: z.number().int(),
  bytes: z.array(z.number().int()),
})
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
  z.object({ kind: z.literal('hid-report'), window: windowId, deviceId: z.string(), report: reportSchema }),
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
                error: errorText(error),
              }),
          )
          return
        }
        case 'send':
          return window.receive(message.channel, message.args)
        case 'hid-report':
          desktop.usbLights = withReport(desktop.usbLights, message.deviceId, message.report)
          return
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
