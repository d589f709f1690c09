// The main process's end of the contract: who asks is checked, what they ask with is parsed.
import type { IpcMain, IpcMainInvokeEvent } from 'electron'
import {
  type CommandAnswer,
  type CommandName,
  type CommandRequest,
  channelOf,
  commands,
} from '../contract.ts'
import { WINDOW_ORIGIN } from './app-protocol.ts'

/** What the app does for each command. One that is missing does not compile. */
export type CommandHandlers = {
  [Name in CommandName]: (request: CommandRequest<Name>) => CommandAnswer<Name> | Promise<CommandAnswer<Name>>
}

export function answerWindow(ipcMain: Pick<IpcMain, 'handle'>, handlers: CommandHandlers): void {
  const names = Object.keys(commands) as CommandName[]
  for (const name of names) answer(ipcMain, name, handlers)
}

function answer<Name extends CommandName>(
  ipcMain: Pick<IpcMain, 'handle'>,
  name: Name,
  handlers: CommandHandlers,
) {
  ipcMain.handle(channelOf(name), (event, request: unknown) => {
    if (!isOurWindow(event)) throw new Error(`${name} was asked by a stranger`)
    return handlers[name](parseRequest(name, request))
  })
}

function parseRequest<Name extends CommandName>(name: Name, request: unknown): CommandRequest<Name> {
  const read = commands[name].request.safeParse(request)
  if (!read.success) throw new Error(`${name} was asked with something else than it takes`)
  // The schema of this very name has just said so; TypeScript does not follow an index this far.
  return read.data as CommandRequest<Name>
}

/** Only the top frame of our own page ("Security", item 17: validate the sender). */
function isOurWindow({ senderFrame }: IpcMainInvokeEvent): boolean {
  return (
    senderFrame !== null &&
    senderFrame.parent === null &&
    new URL(senderFrame.url).href.startsWith(`${WINDOW_ORIGIN}/`)
  )
}
