// Exposes the contract as `window.tally`: functions, never channels. The main process parses requests and answers.
import { contextBridge, ipcRenderer } from 'electron'
import { channelOf, commandNames, type EventName } from './channels.ts'

const commands = Object.fromEntries(
  commandNames.map((name) => [name, (request?: unknown) => invoke(channelOf(name), request)]),
)

/** Rejects with the error message of the main process, without the prefix that Electron adds. */
async function invoke(channel: string, request?: unknown): Promise<unknown> {
  try {
    return await ipcRenderer.invoke(channel, request)
  } catch (error) {
    throw new Error(
      String(error).replace(/^(?:Error: )?Error invoking remote method '[^']*': (?:\w*Error: )?/, ''),
    )
  }
}

function on(name: EventName, listener: (payload: unknown) => void): () => void {
  const receive = (_event: unknown, payload: unknown) => listener(payload)
  ipcRenderer.on(channelOf(name), receive)
  return () => void ipcRenderer.off(channelOf(name), receive)
}

/** Requested while the page still loads its code, so that its first `watch` is answered at once. */
let state: Promise<unknown> = ipcRenderer.invoke(channelOf('watch'))
ipcRenderer.on(channelOf('state'), (_event, changed: unknown) => {
  state = Promise.resolve(changed)
})

contextBridge.exposeInMainWorld('tally', { ...commands, watch: () => state, on })
