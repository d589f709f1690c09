// The main process's end of the contract: who asks is checked, and what passes is parsed, in both directions.
import type { IpcMain, IpcMainInvokeEvent, WebContents } from 'electron'
import { type CommandName, channelOf, commandNames, type EventName } from '../channels.ts'
import { type CommandAnswer, type CommandRequest, commands, type EventPayload, events } from '../contract.ts'
import { WINDOW_ORIGIN } from './app-protocol.ts'

/** What the app does for each command. One that is missing does not compile. */
export type CommandHandlers = {
  [Name in CommandName]: (request: CommandRequest<Name>) => CommandAnswer<Name> | Promise<CommandAnswer<Name>>
}

/** As many at once as nobody clicks or types, and as many a second from then on. */
const ASKED_AT_ONCE = 200
const ASKED_A_SECOND = 50

/** `monotonicMs`: a clock in ms that never jumps. */
export function answerWindow(
  ipcMain: Pick<IpcMain, 'handle'>,
  handlers: CommandHandlers,
  monotonicMs: () => number,
): void {
  const isTooMuch = createLimit(monotonicMs)
  for (const name of commandNames) answer(ipcMain, name, handlers, isTooMuch)
}

function answer<Name extends CommandName>(
  ipcMain: Pick<IpcMain, 'handle'>,
  name: Name,
  handlers: CommandHandlers,
  isTooMuch: () => boolean,
) {
  ipcMain.handle(channelOf(name), async (event, request: unknown) => {
    if (!isOurWindow(event)) throw new Error(`${name} was asked by a stranger`)
    if (isTooMuch()) throw new Error(`${name} was asked too often`)
    return commands[name].answer.parse(await handlers[name](parseRequest(name, request)))
  })
}

/** Tells the page. */
export function tellWindow<Name extends EventName>(
  contents: Pick<WebContents, 'send'>,
  name: Name,
  payload: EventPayload<Name>,
): void {
  contents.send(channelOf(name), events[name].parse(payload))
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

/** Some commands write to the disk or ask Microsoft: a page gone wild must not keep the light from its work. */
function createLimit(monotonicMs: () => number): () => boolean {
  let left = ASKED_AT_ONCE
  let atMs = monotonicMs()
  return () => {
    const nowMs = monotonicMs()
    left = Math.min(ASKED_AT_ONCE, left + ((nowMs - atMs) / 1000) * ASKED_A_SECOND)
    atMs = nowMs
    if (left < 1) return true
    left -= 1
    return false
  }
}
