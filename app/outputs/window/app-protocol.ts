// Serves app://tally-light/: the window's files, under a content security policy, and nothing else.
import { readFile } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'
import type { Protocol } from 'electron'

export const SCHEME = 'app'
export const WINDOW_ORIGIN = `${SCHEME}://tally-light`
export const WINDOW_URL = `${WINDOW_ORIGIN}/index.html`

/** Fluent adds its styles at run time, hence 'unsafe-inline' for styles only. */
export const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  // Text can never become markup or code.
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ')

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
}

/** Must be called before the app is ready (protocol.registerSchemesAsPrivileged). */
export function registerAppScheme(protocol: Pick<Protocol, 'registerSchemesAsPrivileged'>): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ])
}

/** Serves the files of `folder`. */
export function serveWindow(protocol: Pick<Protocol, 'handle'>, folder: string): void {
  protocol.handle(SCHEME, async ({ url, method }) => {
    try {
      const { host, pathname } = new URL(url)
      const path = normalize(join(folder, decodeURIComponent(pathname)))
      const type = TYPES[extname(path)]
      if (
        method !== 'GET' ||
        `${SCHEME}://${host}` !== WINDOW_ORIGIN ||
        !path.startsWith(folder + sep) ||
        !type
      ) {
        return notFound()
      }
      return pageFile(await readFile(path), type)
    } catch {
      // No such file, or an invalid name.
      return notFound()
    }
  })
}

/** A file of a page. */
export const pageFile = (content: BodyInit, type: string) =>
  new Response(content, {
    headers: {
      'content-type': type,
      'content-security-policy': POLICY,
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    },
  })

export const notFound = () => new Response(null, { status: 404 })
