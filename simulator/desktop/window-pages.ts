// The pages that the browser loads into a window: the app's protocol responses, with the real preload script added.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { AnswerScheme } from '../electron/window/protocol.ts'
import type { SimulatedDesktop } from './desktop.ts'
import { lightsOfPage } from './usb-lights.ts'

const bridge = join(import.meta.dirname, 'page', 'bridge.js')
const hid = join(import.meta.dirname, 'page', 'hid.js')

/** `app://host/path?query` → `/app/host/path?query`, relative to the desktop page. */
export function framePath(url: string): string | null {
  return /^app:\/\/./.test(url) ? `/app/${url.slice('app://'.length)}` : null
}

/** Removes `frame-ancestors`: in Electron the page is top-level, here it is in a frame and would stay empty. */
function withoutFraming(policy: string): string {
  const rules = policy.split(';').map((rule) => rule.trim())
  return rules.filter((rule) => !/^frame-ancestors\b/i.test(rule)).join('; ')
}

function withScript(html: string, source: string): string {
  const script = `<script src="${source}"></script>`
  const head = /<head[^>]*>/i.exec(html) ?? /<html[^>]*>/i.exec(html) ?? /<!doctype[^>]*>/i.exec(html)
  const at = head ? head.index + head[0].length : 0
  return html.slice(0, at) + script + html.slice(at)
}

/** The response for `/app/host/path` of the window's session that has such a page; null if it handles no such scheme. */
export async function appPage(
  path: string,
  desktop: SimulatedDesktop,
  answerScheme: AnswerScheme,
): Promise<Response | null> {
  const url = `app://${path.slice('/app/'.length)}`
  const { host } = new URL(url)
  const owner = desktop.windows.find((window) => window.url().startsWith(`app://${host}/`))
  const answer = await (owner?.answerScheme ?? answerScheme)(new Request(url))
  if (!answer) return null
  const headers = new Headers(answer.headers)
  headers.delete('x-frame-options')
  headers.delete('content-length')
  const policy = headers.get('content-security-policy')
  if (policy !== null) headers.set('content-security-policy', withoutFraming(policy))
  if (!headers.get('content-type')?.includes('text/html')) {
    return new Response(answer.body, { status: answer.status, headers })
  }
  const shown = desktop.windows.find((window) => window.url().split('#')[0] === url) ?? desktop.windows.at(-1)
  const html = await answer.text()
  const page = shown ? withScript(html, `/preload/${shown.id}.js`) : html
  return new Response(page, { status: answer.status, headers })
}

/** The script that runs before the page of window `id`; null if there is no such window. */
export async function preloadScript(id: number, desktop: SimulatedDesktop): Promise<string | null> {
  const window = desktop.windows.find((one) => one.id === id)
  if (!window) return null
  const preload = window.preload === undefined ? '' : await readFile(window.preload, 'utf8')
  const processInfo = {
    platform: process.platform,
    arch: process.arch,
    type: 'renderer',
    sandboxed: true,
    contextIsolated: true,
    versions: process.versions,
    env: {},
  }
  return `(() => {
const simulatedWindow = ${window.id}
const simulatedTimeZone = ${JSON.stringify(desktop.timeZone)}
const simulatedHidDevices = ${JSON.stringify(lightsOfPage(window, desktop))}
${await readFile(hid, 'utf8')}
${await readFile(bridge, 'utf8')}
const simulatedModule = { exports: {} }
;((require, module, exports, process) => {
${preload}
})(simulatedRequire, simulatedModule, simulatedModule.exports, ${JSON.stringify(processInfo)})
})()
`
}
