// The windows of the fake runtime: pages of a real Chromium, which ends with its parent process.
import { spawn } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { z } from 'zod'
import type { SimulatedDesktop } from '../../simulator/desktop/desktop.ts'
import { framePath } from '../../simulator/desktop/window-pages.ts'
import { chromiumPath } from '../support/browser/chromium.ts'

/** Passes the messages that the page posts to its parent window, here itself, to the main process. JSON has no undefined. */
const carrier = `addEventListener('message', ({ data }) => {
  if (!['invoke', 'send'].includes(data?.kind)) return
  toApp(JSON.stringify({ ...data, args: data.args.filter((one) => one !== undefined) }))
})`

const receivedSchema = z.object({
  id: z.number().optional(),
  result: z.record(z.string(), z.unknown()).optional(),
  method: z.string().optional(),
  sessionId: z.string().optional(),
  params: z.looseObject({ payload: z.string().optional() }).optional(),
})
const requestSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('invoke'), call: z.number(), channel: z.string(), args: z.array(z.unknown()) }),
  z.object({ kind: z.literal('send'), channel: z.string(), args: z.array(z.unknown()) }),
])

/** The Chrome DevTools Protocol over a pipe. Chromium ends when the pipe closes. */
function connect(out: Writable, back: Readable, onCall: (session: string, payload: string) => void) {
  const waiting = new Map<number, (result: Record<string, unknown>) => void>()
  let last = 0
  let text = ''
  back.setEncoding('utf8').on('data', (piece: string) => {
    const messages = (text + piece).split('\0')
    text = messages.pop() ?? ''
    for (const message of messages) {
      const { id, result, method, sessionId, params } = receivedSchema.parse(JSON.parse(message))
      if (id !== undefined) waiting.get(id)?.(result ?? {})
      if (method === 'Runtime.bindingCalled' && sessionId) onCall(sessionId, params?.payload ?? '')
    }
  })
  return (method: string, params: object = {}, sessionId?: string) => {
    const id = ++last
    out.write(`${JSON.stringify({ id, method, params, sessionId })}\0`)
    return new Promise<Record<string, unknown>>((resolve) => waiting.set(id, resolve))
  }
}

/** Shows each window of `desktop` as a page from `url`. The test removes `profile`. Resolves to the address for Playwright. */
export async function openWindowPages(
  desktop: SimulatedDesktop,
  url: string,
  profile: string,
): Promise<string> {
  const child = spawn(
    await chromiumPath(),
    [
      '--headless=new',
      '--no-sandbox',
      '--no-first-run',
      // It can be too small in a container.
      '--disable-dev-shm-usage',
      '--no-startup-window',
      '--disable-background-networking',
      '--remote-debugging-pipe',
      '--remote-debugging-port=0',
      `--user-data-dir=${mkdtempSync(join(profile, 'chromium-'))}`,
    ],
    // Inherits the runtime's output: when that closes, Chromium no longer uses the profile.
    { stdio: ['ignore', 'inherit', 'pipe', 'pipe', 'pipe'] },
  )
  const [, , , out, back] = z
    .tuple([z.unknown(), z.unknown(), z.unknown(), z.custom<Writable>(), z.custom<Readable>()])
    .parse(child.stdio)
  const sessions = new Map<number, string>()

  const ask = connect(out, back, (session, payload) => {
    const id = [...sessions].find(([, one]) => one === session)?.[0]
    const window = desktop.windows.find((one) => one.id === id)
    const request = requestSchema.parse(JSON.parse(payload))
    if (request.kind === 'send') return window?.receive(request.channel, request.args)
    window?.invoke(request.channel, request.args).then(
      (value) => post(session, { kind: 'answer', call: request.call, value, error: null }),
      (error: unknown) =>
        post(session, {
          kind: 'answer',
          call: request.call,
          error: error instanceof Error ? error.message : String(error),
        }),
    )
  })
  const post = (session: string, message: object) =>
    void ask(
      'Runtime.evaluate',
      { expression: `postMessage(${JSON.stringify(message)}, location.origin)` },
      session,
    )
  desktop.onMessage(({ window, channel, args }) => {
    const session = sessions.get(window)
    if (session) post(session, { kind: 'event', channel, args })
  })

  const opened = new Set<number>()
  async function open(id: number, address: string) {
    const { targetId } = await ask('Target.createTarget', { url: 'about:blank' })
    const { sessionId } = await ask('Target.attachToTarget', { targetId, flatten: true })
    const session = z.string().parse(sessionId)
    sessions.set(id, session)
    for (const part of ['Runtime', 'Page']) await ask(`${part}.enable`, {}, session)
    await ask('Runtime.addBinding', { name: 'toApp' }, session)
    await ask('Page.addScriptToEvaluateOnNewDocument', { source: carrier }, session)
    await ask('Page.navigate', { url: new URL(framePath(address) ?? '', url).href }, session)
  }
  desktop.onChange(() => {
    for (const { id, url: address } of desktop.windows) {
      if (opened.has(id) || address() === '') continue
      opened.add(id)
      void open(id, address())
    }
  })

  return await new Promise((resolve, reject) => {
    let output = ''
    // Read to its end, or Chromium may block.
    child.stderr?.setEncoding('utf8').on('data', (piece: string) => {
      output += piece
      const address = /^DevTools listening on (ws:\S+)$/m.exec(output)?.[1]
      if (address) resolve(address)
    })
    child.on('exit', (code) => {
      process.stderr.write(`Chromium ended with ${code}: ${output}\n`)
      reject(new Error(`Chromium ended with ${code}`))
    })
  })
}
