// The events that the simulator sends to its desktop page, and commands of the app's window, sent as the page sends them.
import { vi } from 'vitest'
import { z } from 'zod'
import { channelOf } from '../../../app/contract/channels.ts'
import { decode, encode } from '../../../simulator/desktop/page/ipc-encoding.js'
import { askSimulator } from '../../simulator/simulator-process.ts'
import type { Run } from './stage.ts'

type EventListener = (name: string, data: string) => void

const windowsSchema = z.object({
  windows: z.array(z.object({ id: z.number(), framePath: z.string().nullable() })),
})
const answerSchema = z.object({
  call: z.number(),
  error: z.string().nullable(),
  value: z.unknown().optional(),
})
type Answer = z.infer<typeof answerSchema>

/** The frame path of the app's window begins with this, not that of the hidden page of the USB lights. */
export const WINDOW_PATH = '/app/tally-light/'

/**
 * Calls `onEvent` for each event until the app ends, with its data as JSON, and then `onEnd`, also if `onEvent` throws. Resolves
 * when the connection is open.
 */
export async function listenToDesktop(
  url: string,
  onEvent: EventListener,
  onEnd: (reason: unknown) => void = () => {},
): Promise<void> {
  const { body } = await fetch(new URL('events', url))
  let rest = ''
  const read = async () => {
    for await (const piece of body?.pipeThrough(new TextDecoderStream()) ?? []) {
      const events = `${rest}${piece}`.split('\n\n')
      rest = events.pop() ?? ''
      for (const event of events) {
        const [, name, data] = /^event: (\w+)\ndata: (.*)$/s.exec(event) ?? []
        if (name !== undefined && data !== undefined) onEvent(name, data)
      }
    }
  }
  // The connection breaks when the app ends.
  void read().then(() => onEnd(new Error('The app has ended')), onEnd)
}

const windowIn = (desktop: string) =>
  windowsSchema
    .parse(JSON.parse(desktop))
    .windows.findLast(({ framePath }) => framePath?.startsWith(WINDOW_PATH))

/** Sends commands of the window without drawing it: a page in a browser costs more than the start of the app. */
export function windowCommands(url: string): Run['command'] {
  const waiting = new Map<number, { resolve(answer: Answer): void; reject(reason: unknown): void }>()
  let connected: Promise<{ page: string; newestDesktop(): string }> | null = null
  let lastCall = 0

  const connect = () =>
    new Promise<{ page: string; newestDesktop(): string }>((resolve, reject) => {
      let page = ''
      let desktop = ''
      const fail = (reason: unknown) => {
        reject(reason)
        for (const call of waiting.values()) call.reject(reason)
        waiting.clear()
        // A later command would wait for its answer for ever.
        connected = null
      }
      listenToDesktop(
        url,
        (name, data) => {
          if (name === 'page') page = z.string().parse(JSON.parse(data))
          if (name === 'desktop') {
            desktop = data
            resolve({ page, newestDesktop: () => desktop })
          }
          if (name === 'answer') {
            const answer = answerSchema.parse(JSON.parse(data))
            waiting.get(answer.call)?.resolve(answer)
            waiting.delete(answer.call)
          }
        },
        fail,
      ).catch(fail)
    })

  return async (name, request) => {
    connected ??= connect()
    const { page, newestDesktop } = await connected
    // It may be about to open.
    const window = await vi.waitUntil(() => windowIn(newestDesktop()), { timeout: 30_000 })
    lastCall += 1
    const call = lastCall
    const answered = new Promise<Answer>((resolve, reject) => waiting.set(call, { resolve, reject }))
    const message = {
      kind: 'invoke',
      window: window.id,
      page,
      call,
      channel: channelOf(name),
      args: encode([request]),
    }
    const [{ error, value }] = await Promise.all([answered, askSimulator(url, 'ipc', message)])
    if (error !== null) throw new Error(error)
    return decode(value)
  }
}
