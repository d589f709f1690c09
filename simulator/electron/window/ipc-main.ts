// ipcMain: handlers and listeners for the messages of the windows' pages.
import { EventEmitter } from 'node:events'
import type { IpcMain } from 'electron'
import { strictMembers } from '../strict-members.ts'

type Handler = Parameters<IpcMain['handle']>[1]

/** The sender of a message: the page's WebContents and its frame. */
interface Sender {
  sender: { id: number }
  senderFrame: { processId: number; routingId: number }
}

export function createIpcMain() {
  const handlers = new Map<string, Handler>()
  const emitter = new EventEmitter()
  // A channel named `error` must not throw without a listener (lib/browser/ipc-main-impl.ts).
  emitter.on('error', () => {})
  const ipcMain = strictMembers(
    'ipcMain',
    Object.assign(emitter, {
      handle(channel: string, handler: Handler) {
        if (handlers.has(channel)) {
          throw new Error(`Attempted to register a second handler for '${channel}'`)
        }
        if (typeof handler !== 'function') {
          throw new TypeError(`Expected handler to be a function, but found type '${typeof handler}'`)
        }
        handlers.set(channel, handler)
      },
      removeHandler(channel: string) {
        handlers.delete(channel)
      },
    } satisfies Pick<IpcMain, 'handle' | 'removeHandler'>),
  )
  const eventFrom = ({ sender, senderFrame }: Sender) => ({
    type: 'frame',
    sender,
    senderFrame,
    processId: senderFrame.processId,
    frameId: senderFrame.routingId,
  })

  return {
    ipcMain,
    /** Resolves to the handler's result. Rejects with the handler's error, prefixed as Electron does in the page. */
    async invoke(from: Sender, channel: string, args: unknown[]): Promise<unknown> {
      const received = structuredClone(args)
      try {
        const handler = handlers.get(channel)
        if (!handler) throw new Error(`No handler registered for '${channel}'`)
        return structuredClone(await Reflect.apply(handler, undefined, [eventFrom(from), ...received]))
      } catch (error) {
        throw new Error(`Error invoking remote method '${channel}': ${String(error)}`, { cause: error })
      }
    },
    receive(from: Sender, channel: string, args: unknown[]) {
      emitter.emit(channel, eventFrom(from), ...structuredClone(args))
    },
    eventFrom,
  }
}
export type Ipc = ReturnType<typeof createIpcMain>
