// The simulator's HTTP server on 127.0.0.1: the desktop page, the app's pages and the HTTP API.
import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { extname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { ElectronDrive } from '../electron/electron.ts'
import { createActions, Refusal } from './api.ts'
import type { SimulatedDesktop } from './desktop.ts'
import { createPageActions } from './page-actions.ts'
import { createPageEvents } from './page-events.ts'
import { snapshot } from './snapshot.ts'
import { appPage, preloadScript } from './window-pages.ts'

const MOST_BODY_BYTES = 1_000_000
const pageFolder = join(import.meta.dirname, 'page')
const pageFiles = new Set([
  'desktop.css',
  'desktop.js',
  'elements.js',
  'menu.js',
  'tray.js',
  'window.js',
  'server.js',
  'ipc-encoding.js',
])
const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
}

interface DesktopServer {
  url: string
  /** Finishes running answers, then closes. */
  close(): Promise<void>
}

function send(response: ServerResponse, status: number, type: string, body: string | Buffer) {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' })
  response.end(body)
}
const sendJson = (response: ServerResponse, status: number, value: unknown) =>
  send(response, status, 'application/json; charset=utf-8', JSON.stringify(value))

/** Pages of other sites in the user's browser must not reach the simulator, neither by DNS rebinding nor by a form. */
function isOurs({ headers, method }: IncomingMessage): boolean {
  const host = headers.host ?? ''
  if (!/^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(host)) return false
  return method === 'GET' || headers.origin === undefined || headers.origin === `http://${host}`
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk)
    size += bytes.length
    if (size > MOST_BODY_BYTES) throw new Refusal(400, 'The body is too large')
    chunks.push(bytes)
  }
  const text = Buffer.concat(chunks).toString('utf8').trim()
  try {
    return text === '' ? {} : JSON.parse(text)
  } catch {
    throw new Refusal(400, 'The body is not JSON')
  }
}

async function sendAnswer(response: ServerResponse, answer: Response) {
  response.writeHead(answer.status, Object.fromEntries(answer.headers))
  if (answer.body) await pipeline(answer.body, response)
  else response.end()
}

/** Listens on `port` (0 for any). Rejects when it is taken. */
export async function startDesktopServer(
  desktop: SimulatedDesktop,
  drive: ElectronDrive,
  port: number,
): Promise<DesktopServer> {
  const events = createPageEvents(desktop)
  const actions = { ...createActions(desktop, drive), ...createPageActions(desktop, events) }

  async function get(path: string, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(path, 'http://localhost')
    const file = pathname === '/' ? 'index.html' : pathname.replace('/page/', '')
    const preload = /^\/preload\/(\d+)\.js$/.exec(pathname)
    if (pathname === '/api/desktop') return sendJson(response, 200, snapshot(desktop))
    if (pathname === '/events') return events.add(response)
    if (pathname === '/' || pageFiles.has(file)) {
      return send(response, 200, types[extname(file)] ?? 'text/plain', await readFile(join(pageFolder, file)))
    }
    if (preload) {
      const script = await preloadScript(Number(preload[1]), desktop)
      if (script !== null) return send(response, 200, 'text/javascript; charset=utf-8', script)
    }
    if (pathname.startsWith('/app/')) {
      const answer = await appPage(path, desktop, drive.answerScheme)
      if (answer) return await sendAnswer(response, answer)
    }
    throw new Refusal(404, `There is nothing at ${pathname}`)
  }

  async function post(path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const name = /^\/api\/([a-z-]+)$/.exec(path)?.[1] ?? ''
    const action = Object.hasOwn(actions, name) ? actions[name] : undefined
    if (!action) throw new Refusal(404, `There is nothing to do at ${path}`)
    action(await readJson(request))
    desktop.changed()
    // A window emits some of its events in the next turn of the event loop.
    await new Promise(setImmediate)
    sendJson(response, 200, snapshot(desktop))
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { url = '/', method } = request
    if (!isOurs(request)) return sendJson(response, 403, { error: 'Only this machine and this page may ask' })
    if (method === 'GET') return await get(url, response)
    if (method === 'POST') return await post(url, request, response)
    throw new Refusal(404, `There is no ${method} here`)
  }

  let closing = false
  const server = createServer((request, response) => {
    // A client keeps its connection alive, which would keep the server open.
    response.on('close', () => {
      if (closing) server.closeIdleConnections()
    })
    answer(request, response).catch((error: unknown) => {
      if (response.headersSent) return response.destroy()
      if (error instanceof Refusal)
        return sendJson(response, error.status, { error: error.message, ...error.details })
      process.stderr.write(`${error instanceof Error ? error.stack : error}\n`)
      return sendJson(response, 500, { error: String(error) })
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The server has no port')
  return {
    url: `http://127.0.0.1:${address.port}/`,
    close: () =>
      new Promise((resolve) => {
        closing = true
        server.close(() => resolve())
        events.stop()
        server.closeIdleConnections()
      }),
  }
}
