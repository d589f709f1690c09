// The main process's end of the contract: checks the sender and parses every message, in both directions.

import type { IpcMain, IpcMainInvokeEvent, WebContents } from 'electron'
import { type CommandName, channelOf, commandNames, type EventName } from '../../contract/channels.ts'
import {
  type CommandHandlers,
  type CommandRequest,
  commands,
  type EventPayload,
  events,
} from '../../contract/contract.ts'
import { createRateLimiter } from '../../model/timing/rate-limiter.ts'
import type { BucketSize } from '../../model/timing/request-ceiling.ts'
import { WINDOW_ORIGIN } from './app-protocol.ts'
import { isWithin } from './message-size.ts'

/**
 * More than a person clicks or types. Some commands write to the disk or send requests: a page out of control must not
 * keep the program from its work.
 */
const COMMAND_RATE: BucketSize = { burst: 200, refillMs: 20 }

/** Values, names and characters of one message: more than a copied text or the whole list of colleagues needs. */
export const LARGEST_MESSAGE = 30_000

/** Registers a handler for each command. `monotonicMs`: a clock in ms that never jumps. */
export function answerWindow(
  ipcMain: Pick<IpcMain, 'handle'>,
  handlers: CommandHandlers,
  monotonicMs: () => number,
): void {
  const mayAsk = createRateLimiter(COMMAND_RATE, monotonicMs)
  for (const name of commandNames) answer(ipcMain, name, handlers, mayAsk)
}

function answer<Name extends CommandName>(
  ipcMain: Pick<IpcMain, 'handle'>,
  name: Name,
  handlers: CommandHandlers,
  mayAsk: () => boolean,
) {
  ipcMain.handle(channelOf(name), async (event, request: unknown) => {
    if (!isOurWindow(event)) throw new Error(`${name} was asked by a stranger`)
    if (!mayAsk()) throw new Error(`${name} was asked too often`)
    if (!isWithin(request, LARGEST_MESSAGE)) throw new Error(`${name} was asked with too much`)
    return commands[name].answer.parse(await handlers[name](parseRequest(name, request)))
  })
}

/** Sends an event to the page. Throws if the payload does not match the contract. */
export function sendToWindow<Name extends EventName>(
  contents: Pick<WebContents, 'send'>,
  name: Name,
  payload: EventPayload<Name>,
): void {
  contents.send(channelOf(name), events[name].parse(payload))
}

function parseRequest<Name extends CommandName>(name: Name, request: unknown): CommandRequest<Name> {
  const read = commands[name].request.safeParse(request)
  if (!read.success) throw new Error(`${name} was asked with something else than it takes`)
  // The schema of this command has just parsed it; TypeScript cannot follow the index.
  return read.data as CommandRequest<Name>
}

/** Only the main frame of our own page ("Security", item 17: validate the sender). */
function isOurWindow({ senderFrame }: IpcMainInvokeEvent): boolean {
  return (
    senderFrame !== null &&
    senderFrame.parent === null &&
    new URL(senderFrame.url).href.startsWith(`${WINDOW_ORIGIN}/`)
  )
}
