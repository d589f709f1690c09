// A hostile program on this computer attacks the loopback port of a sign-in.
import { connect } from 'node:net'
import fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import { signingIn, until } from '../microsoft/sign-in/signing-in.ts'
import { signInThroughBrowser } from '../simulator/microsoft/browser.ts'
import { nastyText } from './hostile-json.ts'

const STRANGERS = 500
const AT_ONCE = 20
const FLOOD = 300
const SLOW = 60

/** A pending sign-in, and the address that it listens at. */
async function waiting() {
  const setUp = await signingIn()
  setUp.browser.act = async () => {}
  const outcome = setUp.signIn()
  const page = await until(() => setUp.opened[0])
  const query = new URL(page).searchParams
  const port = Number(new URL(query.get('redirect_uri') ?? '').port)
  const { fake } = setUp
  return {
    ...setUp,
    outcome,
    port,
    at: `http://localhost:${port}/`,
    state: query.get('state') ?? '',
    person: () => signInThroughBrowser(fake.url, page),
    codesRedeemed: () => fake.requests.filter(({ path }) => path.endsWith('/token')).length,
    /** Signs in with a regular browser. */
    async again() {
      setUp.browser.act = async (url) => void (await signInThroughBrowser(fake.url, url))
      return setUp.signIn()
    },
  }
}

const signedIn = (username: string) => ({ ok: true, value: { username } })
const isClosed = (at: string) =>
  fetch(at).then(
    () => false,
    () => true,
  )

/** Requests of a program that does not know the state. */
const strangers = fc.record({
  method: fc.constantFrom('POST', 'GET', 'PUT', 'HEAD', 'DELETE', 'OPTIONS', 'PATCH'),
  path: fc.constantFrom('', 'favicon.ico', 'callback', '?code=1', '..%2f..', '%00'),
  type: fc.constantFrom('application/x-www-form-urlencoded', 'application/json', 'text/plain', ''),
  fields: fc.array(
    fc.tuple(
      fc.constantFrom('code', 'state', 'error', 'error_description', '__proto__', 'client_info'),
      nastyText,
    ),
    { maxLength: 4 },
  ),
})
type Stranger = typeof strangers extends fc.Arbitrary<infer One> ? One : never

test(`requests without the state change nothing: the user signs in (${STRANGERS} requests tried)`, async () => {
  const { outcome, at, person, codesRedeemed, fake } = await waiting()
  let answered = 0
  const send = async ({ method, path, type, fields }: Stranger) => {
    const form = new URLSearchParams(
      fields.map(([name, text]): [string, string] => [name, text.slice(0, 5000)]),
    )
    const hasBody = !['GET', 'HEAD'].includes(method)
    const url = hasBody ? `${at}${path}` : `${at}${path.split('?')[0]}?${form}`
    await fetch(url, {
      method,
      ...(hasBody ? { body: String(form), headers: { 'content-type': type } } : {}),
    }).catch(() => {})
    answered += 1
  }
  const several = fc.array(strangers, { minLength: AT_ONCE, maxLength: AT_ONCE })
  const sendAll = async (ones: Stranger[]) => void (await Promise.all(ones.map(send)))
  await fc.assert(fc.asyncProperty(several, sendAll), { numRuns: STRANGERS / AT_ONCE })
  expect(answered).toBe(STRANGERS)
  await person()
  expect(await outcome).toMatchObject(signedIn(fake.account.username))
  expect(codesRedeemed()).toBe(1)
})

test(`a flood and slow POST requests do not prevent the sign-in (${FLOOD} at once, ${SLOW} never ending)`, async () => {
  const { outcome, at, port, person, fake } = await waiting()
  const slow = Array.from({ length: SLOW }, () => {
    const socket = connect(port, '127.0.0.1', () =>
      socket.write(
        `POST / HTTP/1.1\r\nhost: localhost:${port}\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: 900000\r\n\r\ncode=`,
      ),
    )
    return socket.on('error', () => {})
  })
  onTestFinished(() => {
    for (const socket of slow) socket.destroy()
  })
  const post = () =>
    fetch(at, { method: 'POST', body: new URLSearchParams({ code: 'stolen', state: 'guessed' }) })
  const large = fetch(at, {
    method: 'POST',
    body: `code=${'x'.repeat(8_000_000)}`,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  }).catch(() => {})
  const flood = Array.from({ length: FLOOD }, () => post().catch(() => {}))
  await person()
  expect(await outcome).toMatchObject(signedIn(fake.account.username))
  await Promise.all([...flood, large])
  // Unfinished requests do not keep the port open.
  await until(() => isClosed(at))
})

test('an answer is accepted only once', async () => {
  const { outcome, at, state, person, codesRedeemed } = await waiting()
  await person()
  await outcome
  const replay = new URLSearchParams({ code: 'stolen', state })
  await fetch(at, { method: 'POST', body: replay }).catch(() => {})
  expect(codesRedeemed()).toBe(1)
})

/** Other programs of the user can see the address with the state, for example in the list of processes. */
const knowing: [who: string, attack: (at: string, state: string) => Promise<unknown>, problem: string][] = [
  [
    'a code that Entra never gave',
    (at, state) => fetch(at, { method: 'POST', body: new URLSearchParams({ code: 'stolen', state }) }),
    'sign-in-ran-out',
  ],
  [
    'an error of its own',
    (at, state) =>
      fetch(at, {
        method: 'POST',
        body: new URLSearchParams({ error: 'x', error_description: 'Call \u202E555\u202C\nnow', state }),
      }),
    'entra-refused',
  ],
]
test.each(knowing)(
  `a program that knows the state ends the sign-in with %s and a message, and the next one works (${knowing.length} tried)`,
  async (_who, attack, kind) => {
    const { outcome, at, state, again, fake, storedAccount } = await waiting()
    await attack(at, state)
    const end = await outcome
    expect(end).toMatchObject({ ok: false, problem: { kind } })
    expect(JSON.stringify(end)).not.toMatch(/[\u202A-\u202E\u2066-\u2069]|\\n/)
    await until(() => isClosed(at))
    expect(await storedAccount()).toEqual({ ok: true, value: null })
    expect(await again()).toMatchObject(signedIn(fake.account.username))
  },
)

test.each(['callback', ''])(
  'a GET of /%s with a code and the state changes nothing: the user signs in',
  async (path) => {
    const { outcome, at, state, person, codesRedeemed, fake } = await waiting()
    const answer = await fetch(`${at}${path}?${new URLSearchParams({ code: 'stolen', state })}`)
    expect(answer.status).toBe(400)
    await person()
    expect(await outcome).toMatchObject(signedIn(fake.account.username))
    expect(codesRedeemed()).toBe(1)
  },
)

test(`the user can cancel the sign-in during an attack (${FLOOD} requests tried)`, async () => {
  const { outcome, at, cancel } = await waiting()
  const flood = Array.from({ length: FLOOD }, () =>
    fetch(at, { method: 'POST', body: 'code=1' }).catch(() => {}),
  )
  cancel()
  expect(await outcome).toMatchObject({ ok: false, problem: { kind: 'sign-in-cancelled' } })
  await Promise.all(flood)
  await until(() => isClosed(at))
})

test('the name in a token is shown as one line of limited length', async () => {
  const { signIn, fake } = await signingIn()
  fake.account.name = `Ad\u202Ele\n<b>\u0000${'e'.repeat(10_000)}`
  const answer = await signIn()
  expect(answer.ok && answer.value.name).toMatch(/^Adle <b>e{240,}$/)
  expect(answer.ok && answer.value.name.length).toBe(256)
})
