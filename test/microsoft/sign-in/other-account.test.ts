// The browser signs in another account than the current one: it is set aside, and the current one stays.
import { describe, expect, test } from 'vitest'
import { permissionsOf } from '../../../app/model/graph-requests.ts'
import { signingIn } from './signing-in.ts'

const grace = {
  name: 'Grace Hopper',
  username: 'grace@contoso.example',
  oid: '66825e03-7ef5-42da-9069-724602c31f6b',
}
const elsewhere = '77777777-8888-4777-8666-555555555555'

type World = Awaited<ReturnType<typeof signingIn>>
type Person = World['fake']['account']

/** Ada is signed in, and her tokens are revoked. */
async function lost() {
  const world = await signingIn()
  await world.signIn()
  const ada = world.fake.account
  const kept = world.tokenCache.kept
  world.fake.revoke()
  expect(await world.accessToken({ kind: 'fresh' })).toMatchObject({ problem: { kind: 'sign-in-needed' } })
  return { ...world, ada, kept }
}

async function bringing(person: Person) {
  const world = await lost()
  world.fake.account = person
  return { ...world, answer: await world.signIn() }
}

const named = ({ name, username }: Person) => ({ name, username })
const otherChosen = (person: Person) => ({
  ok: false,
  problem: { kind: 'other-account-chosen', next: 'person', chosen: person.username },
})

describe('another account', () => {
  test('is reported, and not used', async () => {
    const { answer, choice, ada, tokenCache, start, accountId } = await bringing(grace)
    expect(answer).toEqual(otherChosen(grace))
    expect(choice()).toMatchObject({ before: named(ada), chosen: named(grace) })
    expect(accountId()).toBe(ada.oid)
    expect(JSON.stringify(tokenCache.kept)).not.toContain(grace.username)
    // After a restart the current account is still there.
    const again = start()
    expect(await again.storedAccount()).toMatchObject({ value: named(ada) })
    expect(again.choice()).toBeNull()
  })

  test('gets the page of a successful sign-in in the browser', async () => {
    const { pages } = await bringing(grace)
    await expect.poll(() => pages.at(-1)).toBe('<p>done</p>')
  })

  test('is used once it was chosen, and nothing of the previous one is kept', async () => {
    const { followChosen, choice, ada, tokenCache, start, myPresence, accountId, fake } =
      await bringing(grace)
    expect(await followChosen()).toMatchObject({ ok: true, value: named(grace) })
    expect(choice()).toBeNull()
    expect(accountId()).toBe(grace.oid)
    expect(await myPresence()).toMatchObject({ ok: true })
    expect(JSON.stringify(tokenCache.kept)).not.toContain(ada.username)
    fake.expireAccessTokens()
    const again = start()
    expect(await again.storedAccount()).toMatchObject({ value: named(grace) })
    expect(await again.accessToken({ kind: 'fresh' })).toMatchObject({ ok: true })
    // It cannot be chosen twice.
    expect(await followChosen()).toMatchObject({ ok: false })
    expect(accountId()).toBe(grace.oid)
  })

  test('is dropped when the current one is kept, which signs in next', async () => {
    const { dropChosen, followChosen, choice, signIn, ada, tokenCache, fake, opened, kept } =
      await bringing(grace)
    dropChosen()
    expect(choice()).toBeNull()
    expect(await followChosen()).toMatchObject({ ok: false })
    expect(tokenCache.kept).toEqual(kept)
    fake.account = ada
    expect(await signIn()).toMatchObject({ ok: true, value: named(ada) })
    expect(new URL(opened.at(-1) ?? '').searchParams.get('login_hint')).toBe(ada.username)
    expect(choice()).toBeNull()
  })

  test('is that of the last of several sign-ins', async () => {
    const { signIn, choice, fake, ada } = await bringing(grace)
    const edsger = { ...grace, username: 'edsger@contoso.example', oid: elsewhere }
    fake.account = edsger
    expect(await signIn()).toEqual(otherChosen(edsger))
    expect(choice()).toMatchObject({ chosen: named(edsger) })
    fake.account = ada
    expect(await signIn()).toMatchObject({ ok: true })
    expect(choice()).toBeNull()
  })

  test('from a cancelled sign-in cannot be chosen', async () => {
    const { signIn, cancel, choice, fake, tokenCache, kept } = await lost()
    fake.account = grace
    const outcome = signIn()
    cancel()
    expect(await outcome).toMatchObject({ problem: { kind: 'sign-in-cancelled' } })
    expect(choice()).toBeNull()
    expect(tokenCache.kept).toEqual(kept)
  })

  test('gets no permissions of a feature before it was chosen', async () => {
    const { consent, choice, opened } = await bringing(grace)
    const pages = opened.length
    expect(await consent(permissionsOf('colleagues'))).toMatchObject({
      problem: { kind: 'sign-in-cancelled' },
    })
    expect(opened).toHaveLength(pages)
    expect(choice()).not.toBeNull()
  })

  test.each(['never', 'before', 'meanwhile'] as const)(
    'is removed with the current one on sign-out: chosen %s',
    async (when) => {
      const { followChosen, signOut, choice, tokenCache, accountId, start, storedAccount } =
        await bringing(grace)
      const first = when === 'before' ? followChosen() : null
      const signedOut = signOut()
      const second = when === 'meanwhile' ? followChosen() : null
      await Promise.all([first, signedOut, second])
      expect([choice(), accountId(), tokenCache.kept]).toEqual([null, null, { kind: 'empty' }])
      for (const look of [storedAccount, start().storedAccount])
        expect(await look()).toEqual({ ok: true, value: null })
    },
  )

  test('is no longer another one after a sign-out', async () => {
    const { signIn, signOut, fake, choice } = await lost()
    await signOut()
    fake.account = grace
    expect(await signIn()).toMatchObject({ ok: true, value: named(grace) })
    expect(choice()).toBeNull()
  })

  test('is compared with the one on disk if the keyring was locked at first', async () => {
    const { start, tokenCache, fake, ada, kept } = await lost()
    tokenCache.kept = { kind: 'locked' }
    const late = start()
    expect(await late.storedAccount()).toMatchObject({ problem: { kind: 'keyring-locked' } })
    tokenCache.kept = kept
    fake.account = grace
    expect(await late.signIn()).toEqual(otherChosen(grace))
    expect(late.choice()).toMatchObject({ before: named(ada) })
    expect(tokenCache.kept).toEqual(kept)
  })

  test.each(['locked', 'unreadable'] as const)(
    'is used at once if the previous one is unknown: %s',
    async (kind) => {
      const { start, tokenCache, fake } = await lost()
      tokenCache.kept = kind === 'locked' ? { kind } : { kind, keptAs: 'tokens.unreadable-1' }
      const late = start()
      await late.storedAccount()
      fake.account = grace
      expect(await late.signIn()).toMatchObject({ ok: true, value: named(grace) })
    },
  )
})

describe('which account is another one', () => {
  const upper = (text: string) => text.toUpperCase()
  test.each<[what: string, isOther: boolean, change: (ada: Person) => Partial<Person>]>([
    ['the same account', false, () => ({})],
    ['another display name', false, () => ({ name: 'Ada King' })],
    ['another address', false, () => ({ username: 'ada.king@contoso.example' })],
    ['the address in upper case', false, ({ username }) => ({ username: upper(username) })],
    ['the id in upper case', false, ({ oid }) => ({ oid: upper(oid) })],
    ['the same address with another id', true, () => ({ oid: grace.oid })],
    ['the same name with another id', true, ({ name }) => ({ ...grace, name })],
    ['the same id in another tenant', true, () => ({ tenantId: elsewhere })],
    [
      'the same home account with another id here',
      true,
      ({ oid }) => ({
        oid: grace.oid,
        home: { oid, tenantId: '99999999-8888-4777-8666-555555555555' },
      }),
    ],
    [
      'a guest in another tenant with the same home account',
      true,
      ({ oid }) => ({
        oid: grace.oid,
        tenantId: elsewhere,
        home: { oid, tenantId: '99999999-8888-4777-8666-555555555555' },
      }),
    ],
    [
      'a guest in another tenant with one id in both tenants',
      true,
      ({ oid }) => ({
        tenantId: elsewhere,
        home: { oid, tenantId: '99999999-8888-4777-8666-555555555555' },
      }),
    ],
    [
      'a guest from another tenant with the id of an account here',
      true,
      ({ oid }) => ({ home: { oid: grace.oid, tenantId: elsewhere }, oid }),
    ],
  ])('%s: %s', async (_what, isOther, change) => {
    const world = await lost()
    const person = { ...world.ada, ...change(world.ada) }
    world.fake.account = person
    const answer = await world.signIn()
    expect(answer.ok).toBe(!isOther)
    expect(world.choice() !== null).toBe(isOther)
    if (!isOther) return expect(answer).toMatchObject({ value: named(person) })
    expect(await world.start().storedAccount()).toMatchObject({ value: named(world.ada) })
    expect(await world.followChosen()).toMatchObject({ ok: true })
    world.fake.expireAccessTokens()
    const again = world.start()
    expect(await again.storedAccount()).toMatchObject({
      value: { ...named(person), tenantId: person.tenantId ?? world.fake.tenantId },
    })
    // From now on only its own tokens are used.
    expect(await again.accessToken({ kind: 'fresh' })).toMatchObject({ ok: true })
    expect(again.accountId()).toBe(person.oid)
  })
})
