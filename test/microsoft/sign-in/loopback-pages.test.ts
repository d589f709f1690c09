// The pages of the loopback port for every kind of request in every phase of a sign-in: success only after it.
import { connect } from 'node:net'
import { expect, test } from 'vitest'
import type { Fault } from '../../../simulator/microsoft/faults.ts'
import { signInThroughBrowser } from '../../simulator/microsoft/browser.ts'
import { signingIn, until } from './signing-in.ts'

interface Port {
  port: number
  state: string
}

const form = (fields: Record<string, string>) => String(new URLSearchParams(fields))
const request = (line: string, { port }: Port, body = '', type = 'application/x-www-form-urlencoded') =>
  `${line} HTTP/1.1\r\nhost: localhost:${port}\r\ncontent-type: ${type}\r\ncontent-length: ${body.length}\r\n\r\n${body}`

/** Each with its status before the response has arrived, and the reason that the page then shows. */
const requests: readonly [what: string, text: (at: Port) => string, status: number, missing: string][] = [
  ['GET /', (at) => request('GET /', at), 405, "a form that Microsoft's page posts"],
  ['HEAD /', (at) => request('HEAD /', at), 405, ''],
  ['PUT /', (at) => request('PUT /', at, form({ code: 'x', state: at.state })), 405, 'a form that'],
  [
    'GET /?code&state',
    (at) => request(`GET /?${form({ code: 'x', state: at.state })}`, at),
    400,
    'at this path',
  ],
  ['GET /favicon.ico', (at) => request('GET /favicon.ico', at), 400, 'at this path'],
  [
    'POST /callback',
    (at) => request('POST /callback', at, form({ code: 'x', state: at.state })),
    400,
    'at this path',
  ],
  ['CONNECT', (at) => request('CONNECT x.example:443', at), 405, 'a form that'],
  ['an empty POST', (at) => request('POST /', at), 400, 'belongs to another sign-in'],
  [
    'another state',
    (at) => request('POST /', at, form({ code: 'x', state: 'y' })),
    400,
    'belongs to another',
  ],
  ['JSON', (at) => request('POST /', at, '{}', 'application/json'), 415, 'x-www-form-urlencoded'],
  ['neither code nor error', (at) => request('POST /', at, form({ state: at.state })), 400, 'neither a code'],
  ['a broken form', (at) => request('POST /', at, '%'), 400, 'cannot be read'],
  ['not HTTP', () => 'hello\r\n\r\n', 400, 'cannot be read'],
  ['no host', () => 'GET / HTTP/1.1\r\n\r\n', 400, 'not addressed to localhost'],
]
/** Requests that would be accepted as the first response. */
const answers: readonly [what: string, text: (at: Port) => string][] = [
  ['a second code', (at) => request('POST /', at, form({ code: 'x', state: at.state }))],
  [
    'a second response that is an error',
    (at) => request('POST /', at, form({ error: 'x', state: at.state })),
  ],
]

/** What is received; null if nothing listens on the port. */
const sent = ({ port }: Port, text: string) =>
  new Promise<{ status: number; page: string } | null>((resolve) => {
    const parts: Buffer[] = []
    const socket = connect(port, '127.0.0.1', () => socket.write(text))
    socket.on('data', (part) => parts.push(part)).on('error', () => {})
    socket.on('close', () => {
      const got = Buffer.concat(parts).toString('utf8')
      resolve(got === '' ? null : { status: Number(got.slice(9, 12)), page: got })
    })
  })

/** A sign-in whose page is open. */
async function waiting() {
  const world = await signingIn()
  world.browser.act = async () => {}
  const outcome = world.signIn()
  const page = await until(() => world.opened[0])
  const query = new URL(page).searchParams
  const at = { port: Number(new URL(query.get('redirect_uri') ?? '').port), state: query.get('state') ?? '' }
  return { ...world, outcome, page, at }
}

/** The form has arrived, but its code is not redeemed yet. */
async function redeeming(fault: Fault | null = null) {
  const world = await waiting()
  if (fault) world.fake.fail('token', fault)
  let release = () => {}
  world.answers.heldBy = new Promise((resolve) => {
    release = resolve
  })
  const shown = signInThroughBrowser(world.fake.url, world.page).then((response) => response.text())
  await until(() => world.fake.requests.some(({ path }) => path.endsWith('/token')))
  return { ...world, release, shown }
}

test('before the response has arrived, every request gets the reason why it is refused', async () => {
  const { at, outcome, page, fake } = await waiting()
  for (const [what, text, status, missing] of requests) {
    const answer = await sent(at, text(at))
    expect(answer?.status, what).toBe(status)
    if (missing === '') continue
    expect(answer?.page, what).toContain('Tally Light is waiting for something else')
    expect(answer?.page, what).toContain(missing)
    expect(answer?.page, what).not.toMatch(/<p>done|has let you in/)
  }
  await signInThroughBrowser(fake.url, page)
  expect(await outcome).toMatchObject({ ok: true })
})

test('while the code is redeemed, no page reports success or asks to continue at Microsoft', async () => {
  const { at, outcome, release, shown, pageAddress } = await redeeming()
  expect(pageAddress()).toBeNull()
  for (const [what, text] of [...requests, ...answers]) {
    const answer = await sent(at, text(at))
    expect(answer?.status, what).toBeGreaterThanOrEqual(400)
    if (what === 'HEAD /') continue
    expect(answer?.page, what).toContain('This sign-in has had its answer')
    expect(answer?.page, what).not.toMatch(/<p>done|has let you in|Go on at Microsoft/)
  }
  const first = await Promise.race([shown, new Promise((resolve) => setTimeout(resolve, 50, 'nothing yet'))])
  expect(first).toBe('nothing yet')
  release()
  expect(await outcome).toMatchObject({ ok: true })
  expect(await shown).toBe('<p>done</p>')
})

type Redeeming = Awaited<ReturnType<typeof redeeming>>
const refused = {
  status: 400,
  body: { error: 'invalid_grant', error_description: 'AADSTS54005: The code was used before.' },
}

test.each<[end: string, ends: (world: Redeeming) => unknown, fault: Fault | null, page: string]>([
  ['done', ({ release }) => release(), null, '<p>done</p>'],
  ['refused at the token endpoint', ({ release }) => release(), refused, '<p>failed</p>'],
  ['cancelled', ({ cancel }) => cancel(), null, '<p>failed</p>'],
  ['timed out', ({ clock }) => clock.pass(5 * 60_000), null, '<p>failed</p>'],
])('%s: the port is closed, and the browser shows the outcome', async (end, ends, fault, page) => {
  const world = await redeeming(fault)
  await ends(world)
  expect((await world.outcome).ok).toBe(end === 'done')
  expect(await world.shown).toBe(page)
  for (const [what, text] of [...requests, ...answers])
    expect(await sent(world.at, text(world.at)), what).toBeNull()
})
