// Puts the contract on `window.tally`: verbs, never channels. The main process parses what goes either way.
import { contextBridge, ipcRenderer } from 'electron'
import { channelOf, commandNames, type EventName } from './channels.ts'

const verbs = Object.fromEntries(
  commandNames.map((name) => [name, (request?: unknown) => ask(channelOf(name), request)]),
)

/** Rejects with the words of the main process alone: Electron puts its own before them, for programmers. */
async function ask(channel: string, request?: unknown): Promise<unknown> {
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

/** Asked for at once, and kept up to date: the page's code is still being loaded, and need not wait when it asks. */
let state: Promise<unknown> = ipcRenderer.invoke(channelOf('watch'))
ipcRenderer.on(channelOf('state'), (_event, told: unknown) => {
  state = Promise.resolve(told)
})

contextBridge.exposeInMainWorld('tally', { ...verbs, watch: () => state, on })
