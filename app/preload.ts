// Puts the contract on `window.tally`: verbs, never channels. What the app sends is parsed before the page sees it.
import { contextBridge, ipcRenderer } from 'electron'
import {
  type CommandName,
  channelOf,
  commands,
  type EventName,
  type EventPayload,
  events,
} from './contract.ts'

const verbs = Object.fromEntries(
  (Object.keys(commands) as CommandName[]).map((name) => [
    name,
    async (request?: unknown) =>
      commands[name].answer.parse(await ipcRenderer.invoke(channelOf(name), request)),
  ]),
)

function on<Name extends EventName>(name: Name, listener: (payload: EventPayload<Name>) => void): () => void {
  const receive = (_event: unknown, payload: unknown) =>
    // The schema of this very name parsed it; TypeScript does not follow an index this far.
    listener(events[name].parse(payload) as EventPayload<Name>)
  ipcRenderer.on(channelOf(name), receive)
  return () => void ipcRenderer.off(channelOf(name), receive)
}

contextBridge.exposeInMainWorld('tally', { ...verbs, on })
