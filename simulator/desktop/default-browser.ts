// The user's default browser: opens URLs from the app, follows redirects and submits the first form of each page.
import type { Desktop, Visit } from './desktop.ts'
import { firstForm } from './html-form.ts'
import type { Simulation } from './simulation.ts'

type BrowserOptions = Pick<Simulation, 'microsoft' | 'browserIsManual'>

const MOST_STEPS = 10
const STEP_TIMEOUT_MS = 15_000

export interface DefaultBrowser {
  /** Returns at once. An error is recorded in the visit and written to stderr. */
  open(url: string): void
}

/** The URL to fetch: `https://HOST/PATH` below the simulated Microsoft's URL, a loopback URL unchanged, null for any other. */
export function realUrl(logical: URL, microsoft: URL | null): URL | null {
  if (logical.protocol === 'http:' && ['localhost', '127.0.0.1'].includes(logical.hostname)) return logical
  if (logical.protocol !== 'https:' || !microsoft) return null
  const base = microsoft.href.replace(/\/$/, '')
  return new URL(`${base}/${logical.host}${logical.pathname}${logical.search}`)
}

interface Step {
  url: URL
  body: URLSearchParams | null
}

/** Cookies by host for one visit. Only names and values: a sign-in page needs no more. */
function createCookies() {
  const jars = new Map<string, Map<string, string>>()
  const jarOf = (host: string) => jars.get(host) ?? new Map<string, string>()
  return {
    header: (host: string) => [...jarOf(host)].map(([name, value]) => `${name}=${value}`).join('; '),
    keep(host: string, lines: readonly string[]) {
      const jar = jarOf(host)
      for (const line of lines) {
        const [, name, value] = /^\s*([^=;]+)=([^;]*)/.exec(line) ?? []
        if (name !== undefined && value !== undefined) jar.set(name.trim(), value)
      }
      jars.set(host, jar)
    },
  }
}

function afterRedirect({ url, body }: Step, response: Response): Step | null {
  const location = response.headers.get('location')
  if (response.status < 300 || response.status >= 400 || location === null) return null
  return {
    url: new URL(location, url),
    body: response.status === 307 || response.status === 308 ? body : null,
  }
}

function afterForm({ url }: Step, html: string): Step | null {
  const form = firstForm(html)
  if (!form) return null
  const target = new URL(form.action, url)
  if (form.method === 'post') return { url: target, body: form.fields }
  target.search = form.fields.toString()
  return { url: target, body: null }
}

/** Submits every form unchanged. Resolves to a description of the last answer; rejects with the reason of a failure. */
async function play(first: URL, simulation: BrowserOptions, desktop: Desktop): Promise<string> {
  const cookies = createCookies()
  let step: Step = { url: first, body: null }
  for (let count = 0; count < MOST_STEPS; count += 1) {
    if (!desktop.online) throw new Error('the network is off')
    const real = realUrl(step.url, simulation.microsoft)
    if (!real) throw new Error(`${step.url.origin} is not played here`)
    const cookie = cookies.header(step.url.host)
    const response = await fetch(real, {
      method: step.body ? 'POST' : 'GET',
      body: step.body,
      headers: { accept: 'text/html,*/*;q=0.8', ...(cookie ? { cookie } : {}) },
      redirect: 'manual',
      signal: AbortSignal.timeout(STEP_TIMEOUT_MS),
    })
    cookies.keep(step.url.host, response.headers.getSetCookie())
    const isPage = response.headers.get('content-type')?.includes('html') ?? false
    const body = await response.text()
    const next = afterRedirect(step, response) ?? (isPage ? afterForm(step, body) : null)
    if (!next) {
      if (response.status >= 400) throw new Error(`${step.url.host} answered ${response.status}`)
      return `${step.url.host} answered ${response.status}`
    }
    step = next
  }
  throw new Error(`still no end after ${MOST_STEPS} pages`)
}

export function createDefaultBrowser(simulation: BrowserOptions, desktop: Desktop): DefaultBrowser {
  function finish(visit: Visit, outcome: Visit['outcome'], detail: string) {
    visit.outcome = outcome
    visit.detail = detail
    desktop.changed()
  }
  return {
    open(url) {
      const logical = new URL(url)
      const link = realUrl(logical, simulation.microsoft)?.href ?? url
      const isSimulated =
        simulation.microsoft !== null && !simulation.browserIsManual && /^https?:$/.test(logical.protocol)
      const visit: Visit = {
        url,
        link,
        outcome: isSimulated ? 'under way' : 'waiting for a person',
        detail: '',
      }
      desktop.visits.push(visit)
      desktop.changed()
      if (!isSimulated) return
      play(logical, simulation, desktop).then(
        (detail) => finish(visit, 'done', detail),
        (error: unknown) => {
          const reason =
            error instanceof Error
              ? `${error.message}${error.cause ? ` (${error.cause})` : ''}`
              : String(error)
          process.stderr.write(`The simulated browser gave up at ${logical.origin}: ${reason}\n`)
          finish(visit, 'failed', reason)
        },
      )
    },
  }
}
