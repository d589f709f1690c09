// Incremental consent: a feature's permissions are requested when it is turned on, and refusing them affects nothing else.
import { describe, expect, test } from 'vitest'
import { preferredPresences } from '../../../app/microsoft/graph/status-requests.ts'
import { permissionsOf } from '../../../app/model/graph-requests.ts'
import type { Permission } from '../../../app/model/names.ts'
import { signInThroughBrowser } from '../../simulator/microsoft/browser.ts'
import { signingIn, until } from './signing-in.ts'

const colleagues = permissionsOf('colleagues')
const ownStatus = permissionsOf('own-status')
const cancelled = { ok: false, problem: { kind: 'sign-in-cancelled', next: 'person' } }
const done = { ok: true, value: undefined }

async function signedIn(...options: Parameters<typeof signingIn>) {
  const world = await signingIn(...options)
  expect(await world.signIn()).toMatchObject({ ok: true })
  return world
}
type World = Awaited<ReturnType<typeof signedIn>>

const scopesIn = (url: string | undefined) => new URL(url ?? '').searchParams.get('scope')?.split(' ')

/** The requests of each feature. */
const uses = {
  'own presence': (world: World) => world.myPresence(),
  colleagues: (world: World) => world.presencesOf([world.accountId() ?? '']),
  people: (world: World) => world.findPeople('Ada'),
  'own status': (world: World) =>
    world.setPreferredPresence({ ...preferredPresences.Busy, expirationMs: 3_600_000 }),
}

async function whatWorks(world: World): Promise<string[]> {
  const outcomes = await Promise.all(
    Object.entries(uses).map(async ([name, use]) => ((await use(world)).ok ? name : '')),
  )
  return outcomes.filter((name) => name !== '')
}

test.each([{}, { id_token: '' }, { client_info: '' }])(
  'tokens that name no account, with %j, are no answer to a sign-in or a consent',
  async (nameless) => {
    const world = await signingIn()
    const fault = { status: 200, body: { access_token: 'x', expires_in: 3600, ...nameless } }
    const problem = { kind: 'not-an-answer', host: 'login.microsoftonline.com', expected: 'sign-in' }
    world.fake.fail('token', fault)
    expect(await world.signIn()).toMatchObject({ ok: false, problem })
    expect(await world.start().storedAccount()).toEqual({ ok: true, value: null })
    expect(await world.signIn()).toMatchObject({ ok: true })
    world.fake.fail('token', fault)
    expect(await world.consent(colleagues)).toMatchObject({ ok: false, problem })
    expect(await world.myPresence()).toMatchObject({ ok: true })
  },
)

describe('consent', () => {
  test('the first sign-in requests only Presence.Read, and a poll no more', async () => {
    const world = await signedIn()
    expect(scopesIn(world.opened[0])).toEqual(['Presence.Read', 'openid', 'profile', 'offline_access'])
    await world.myPresence()
    expect(world.fake.asked('my-presence').map(({ permissions }) => permissions)).toEqual([['Presence.Read']])
  })

  test('a feature requests its own permissions for the same account, and then has them without another page', async () => {
    const world = await signedIn()
    expect(await world.consent(colleagues)).toEqual(done)
    const query = new URL(world.opened[1] ?? '').searchParams
    expect(scopesIn(world.opened[1])).toEqual([...colleagues, 'openid', 'profile', 'offline_access'])
    expect(query.get('login_hint')).toBe(world.fake.account.username)
    expect(query.get('prompt')).toBeNull()
    expect(await whatWorks(world)).toEqual(['own presence', 'colleagues', 'people'])
    expect(await world.consent(ownStatus)).toEqual(done)
    expect(await whatWorks(world)).toEqual(['own presence', 'colleagues', 'people', 'own status'])
    expect(world.opened).toHaveLength(3)
    const again = { ...world, ...world.start() }
    await again.storedAccount()
    expect(await whatWorks(again)).toEqual(['own presence', 'colleagues', 'people', 'own status'])
    expect(world.opened).toHaveLength(3)
  })

  test('names the Graph of its cloud when the login host serves two clouds', async () => {
    const world = await signedIn({}, { cloud: 'us-gov-l5' })
    expect(await world.consent(colleagues)).toEqual(done)
    expect(scopesIn(world.opened[1])).toEqual(
      expect.arrayContaining(['https://dod-graph.microsoft.us/Presence.Read.All']),
    )
    expect(await whatWorks(world)).toEqual(['own presence', 'colleagues', 'people'])
  })

  test('if missing, is a problem of that feature, without a page and without a request to Graph', async () => {
    const world = await signedIn()
    for (const [name, permission] of [
      ['colleagues', 'Presence.Read.All'],
      ['people', 'User.ReadBasic.All'],
      ['own status', 'Presence.ReadWrite'],
    ] as const)
      expect(await uses[name](world)).toEqual({
        ok: false,
        problem: { kind: 'permission-missing', next: 'person', permission, by: 'entra' },
      })
    expect(world.opened).toHaveLength(1)
    expect(
      world.fake.requests.some(({ host, path }) => host.includes('graph') && !path.endsWith('/me/presence')),
    ).toBe(false)
  })
})

describe('a refused consent', () => {
  const answers = [
    ['refused', 'feature-consent-refused'],
    ['admin-only', 'feature-admin-consent-needed'],
    ['admin-request', 'feature-admin-consent-needed'],
  ] as const
  const features: readonly (readonly [readonly Permission[], readonly Permission[], readonly string[]])[] = [
    [colleagues, ownStatus, ['own presence', 'own status']],
    [ownStatus, colleagues, ['own presence', 'colleagues', 'people']],
  ]
  const cases = features.flatMap((feature) => answers.map((answer) => [...answer, ...feature] as const))

  test.each(cases)('%s, %s, to %j leaves the rest working', async (answer, kind, asked, others, works) => {
    const world = await signedIn()
    for (const permission of asked) world.fake.consent = { ...world.fake.consent, [permission]: answer }
    expect(await world.consent(asked)).toEqual({
      ok: false,
      problem: { kind, next: 'person', permissions: [...asked] },
    })
    expect(await world.consent(others)).toEqual(done)
    expect(await whatWorks(world)).toEqual(works)
    expect(await world.storedAccount()).toMatchObject({
      ok: true,
      value: { username: world.fake.account.username },
    })
  })

  test('is resolved without a new sign-in when an administrator consents', async () => {
    const world = await signedIn()
    world.fake.consent = { 'Presence.Read.All': 'admin-only', 'User.ReadBasic.All': 'admin-only' }
    expect(await world.consent(colleagues)).toMatchObject({ ok: false })
    world.fake.consent = { 'Presence.Read.All': 'granted', 'User.ReadBasic.All': 'granted' }
    expect(await whatWorks(world)).toEqual(['own presence', 'colleagues', 'people'])
  })

  test('to one of two permissions leaves the one that an administrator granted', async () => {
    const world = await signedIn()
    world.fake.consent = { 'Presence.Read.All': 'granted', 'User.ReadBasic.All': 'admin-only' }
    expect(await whatWorks(world)).toEqual(['own presence', 'colleagues'])
  })
})

describe('another account', () => {
  const grace = {
    name: 'Grace',
    username: 'grace@contoso.example',
    oid: '66825e03-7ef5-42da-9069-724602c31f6b',
  }

  test('selected in the browser is refused, and the first one stays', async () => {
    const world = await signedIn()
    const ada = world.fake.account
    const id = world.accountId()
    world.fake.account = grace
    world.fake.consent = { 'Presence.Read': 'granted' }
    expect(await world.consent(colleagues)).toEqual({
      ok: false,
      problem: { kind: 'other-account-chosen', next: 'person', chosen: grace.username },
    })
    expect(world.accountId()).toBe(id)
    expect(JSON.stringify(world.tokenCache.kept)).not.toContain(grace.username)
    world.fake.account = ada
    expect(await world.start().storedAccount()).toMatchObject({ ok: true, value: { username: ada.username } })
    expect(await whatWorks(world)).toEqual(['own presence'])
  })

  test('without a username is called by its name', async () => {
    const world = await signedIn()
    world.fake.account = { ...grace, username: '' }
    world.fake.consent = { 'Presence.Read': 'granted' }
    expect(await world.consent(colleagues)).toMatchObject({ problem: { chosen: grace.name } })
  })

  test('signed in later does not have the permissions of the first one', async () => {
    const world = await signedIn()
    await world.consent(colleagues)
    world.fake.account = grace
    await world.signIn()
    expect(await world.followChosen()).toMatchObject({ ok: true, value: { username: grace.username } })
    expect(await whatWorks(world)).toEqual(['own presence'])
  })

  test('without an account no permissions are requested', async () => {
    const world = await signingIn()
    expect(world.accountId()).toBeNull()
    expect(await world.consent(colleagues)).toMatchObject({ ok: false, problem: { kind: 'sign-in-needed' } })
    expect(world.opened).toEqual([])
  })
})

describe('the end of a consent', () => {
  async function waiting() {
    const world = await signedIn()
    world.browser.act = async () => {}
    const outcome = world.consent(colleagues)
    await until(() => world.opened[1])
    return { ...world, outcome }
  }

  test('a cancelled consent ends at once, and the next one works', async () => {
    const world = await waiting()
    world.cancel()
    expect(await world.outcome).toEqual(cancelled)
    world.browser.act = async (url) => void (await signInThroughBrowser(world.fake.url, url))
    expect(await world.consent(colleagues)).toEqual(done)
  })

  test('a consent that is not completed ends after 5 minutes', async () => {
    const world = await waiting()
    await world.clock.pass(5 * 60_000)
    expect(await world.outcome).toMatchObject({
      ok: false,
      problem: { kind: 'sign-in-timed-out', afterMs: 300_000 },
    })
    expect(world.clock.waiting()).toBe(0)
  })

  test('two clicks open one page, which resolves both', async () => {
    const world = await waiting()
    const same = world.consent(colleagues)
    await signInThroughBrowser(world.fake.url, world.opened[1] ?? '')
    expect(await Promise.all([world.outcome, same])).toEqual([done, done])
    expect(world.opened).toHaveLength(2)
  })

  test('a consent for another feature cancels the first', async () => {
    const world = await waiting()
    world.browser.act = async (url) => void (await signInThroughBrowser(world.fake.url, url))
    expect(await world.consent(ownStatus)).toEqual(done)
    expect(await world.outcome).toEqual(cancelled)
    expect(world.opened).toHaveLength(3)
  })

  test('a sign-in cancels a consent, but not the other way round', async () => {
    const world = await waiting()
    world.browser.act = async (url) => void (await signInThroughBrowser(world.fake.url, url))
    expect(await world.signIn()).toMatchObject({ ok: true })
    expect(await world.outcome).toEqual(cancelled)
  })

  test('signing out cancels it', async () => {
    const world = await waiting()
    await world.signOut()
    expect(await world.outcome).toEqual(cancelled)
    expect(world.accountId()).toBeNull()
  })

  test('a server error is not a refusal', async () => {
    const world = await signedIn()
    world.fake.fail('token', { status: 503 })
    expect(await world.consent(colleagues)).toMatchObject({
      ok: false,
      problem: { kind: 'server-error', status: 503 },
    })
    expect(await whatWorks(world)).toContain('own presence')
  })
})

test('a personal account is reported as such', async () => {
  const world = await signingIn()
  world.fake.account = { ...world.fake.account, personal: true }
  expect(await world.signIn()).toMatchObject({ ok: false, problem: { kind: 'personal-account' } })
})
