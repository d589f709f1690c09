// Generates requests that a hostile program could send to the loopback port of a sign-in. None is a valid answer.

/** How the bytes reach the port. */
const manners = ['at once', 'in pieces', 'cut off', 'reset', 'held open'] as const
type Manner = (typeof manners)[number]

export interface HostileRequest {
  /** IP version of the loopback address: 4 or 6. */
  family: 4 | 6
  manner: Manner
  bytes: Buffer
}

interface SignInUnderFire {
  /** `localhost:PORT`. */
  host: string
  /** The `state`, which other programs of the user can see. */
  state: string
}

const METHODS = ['GET', 'POST', 'PUT', 'HEAD', 'DELETE', 'OPTIONS', 'PATCH', 'CONNECT', 'TRACE', 'post', 'X']
const TARGETS = [
  '//',
  '/\\',
  '/x',
  '/?code=1',
  '/%',
  '/%00',
  '/%ff',
  '*',
  'http://[',
  'https://evil.example/',
]
const HOSTS = ['', 'localhost', '127.0.0.1', '[::1]', 'evil.example', 'localhost:1', 'localhost:99999', '%']
const TYPES = [
  'application/json',
  'text/plain',
  'multipart/form-data',
  '',
  ';',
  'application/x-www-form-urlencode',
]
const FORMS = [
  '',
  '&',
  '=',
  '%',
  '%zz',
  'code=1',
  'state=',
  'error=x',
  'code=1&state=guessed',
  '__proto__=1',
  '{}',
]
const EXTRA = [
  'expect: 100-continue',
  'expect: x',
  'upgrade: websocket\r\nconnection: upgrade',
  'transfer-encoding: chunked',
  'transfer-encoding: gzip, chunked',
  'content-length: -1',
  'content-length: 99999999999999999999',
  'content-length: 5\r\ncontent-length: 6',
  'connection: keep-alive',
  'cookie: \u00ff\u0000',
  ': x',
  ' folded',
  'origin: https://evil.example\r\naccess-control-request-private-network: true',
]
const FAULTS = ['method', 'target', 'host', 'type', 'form', 'extra', 'bytes', 'huge', 'short'] as const

/** Returns a generator. `random` returns at least 0 and less than 1. */
export function hostileRequests({ host, state }: SignInUnderFire, random: () => number) {
  const under = (limit: number) => Math.floor(random() * limit)
  const one = <Value>(values: readonly [Value, ...Value[]] | readonly Value[]): Value | undefined =>
    values[under(values.length)]
  const text = (values: readonly string[]) => one(values) ?? ''
  const rubbish = (bytes: number) => Buffer.from(Array.from({ length: bytes }, () => under(256)))

  /** One request with at least one error. */
  function request(): Buffer {
    const wrong = new Set<string | undefined>([
      one(FAULTS),
      ...(random() < 0.5 ? [one(FAULTS), one(FAULTS)] : []),
    ])
    if (wrong.has('bytes')) return rubbish(under(600))
    const method = wrong.has('method') ? text(METHODS.filter((name) => name !== 'POST')) : 'POST'
    const target = wrong.has('target') ? text(TARGETS) : '/'
    const version = random() < 0.1 ? text(['HTTP/1.0', 'HTTP/0.9', 'HTTP/2.0', 'HTTP/1.1 ', '']) : 'HTTP/1.1'
    const named = wrong.has('host') ? text(HOSTS) : host
    const type = wrong.has('type') ? text(TYPES) : 'application/x-www-form-urlencoded'
    // A body that is too short could be completed by a pipelined request.
    const right = `code=stolen&state=${wrong.has('short') ? state.slice(0, -1) : state}`
    // Extra headers may leave the request valid: then the form is invalid.
    const isRight = ['method', 'target', 'host', 'type', 'huge', 'short'].every((name) => !wrong.has(name))
    const form = wrong.has('form') || isRight ? text(FORMS) : right
    const body = wrong.has('huge') ? form + 'x'.repeat(70_000 + under(200_000)) : form
    const length = Buffer.byteLength(body) + (wrong.has('short') ? 1 + under(1000) : 0)
    const lines = [
      `${method} ${target} ${version}`,
      ...(wrong.has('host') && random() < 0.2 ? [] : [`host: ${named}`]),
      `content-type: ${type}`,
      `content-length: ${length}`,
      ...(wrong.has('extra') ? [text(EXTRA)] : []),
      ...(wrong.has('huge') && random() < 0.3 ? [`cookie: ${'y'.repeat(70_000)}`] : []),
    ]
    return Buffer.from(`${lines.join(random() < 0.03 ? '\n' : '\r\n')}\r\n\r\n${body}`, 'latin1')
  }

  return (): HostileRequest => ({
    family: random() < 0.5 ? 4 : 6,
    manner: random() < 0.7 ? 'at once' : (one(manners) ?? 'at once'),
    bytes: Buffer.concat(Array.from({ length: random() < 0.15 ? 2 + under(8) : 1 }, request)),
  })
}
