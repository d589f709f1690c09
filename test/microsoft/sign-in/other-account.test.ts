// The browser brings another account than the one before: it is kept aside, and nothing of the one before is lost.
import { describe, expect, test } from 'vitest'
import { permissionsOf } from '../../../app/microsoft/graph/requests.ts'
import { signingIn } from './signing-in.ts'

const grace = {
  name: 'Grace Hopper',
  username: 'grace@contoso.example',
  oid: '66825e03-7ef5-42da-9069-724602c31f6b',
}
const elsewhere = '77777777-8888-4777-8666-555555555555'

type World = Awaited<ReturnType<typeof signingIn>>
type Person = World['fake']['account']

/** Ada is signed in and her sign-in is lost; then the browser brings somebody. */
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
  test('is said, and followed by nothing', async () => {
    const { answer, choice, ada, tokenCache, start, accountId } = await bringing(grace)
    expect(answer).toEqual(otherChosen(grace))
    expect(choice()).toMatchObject({ before: named(ada), chosen: named(grace) })
    expect(accountId()).toBe(ada.oid)
    expect(JSON.stringify(tokenCache.kept)).not.toContain(grace.username)
    // Whoever quits now finds the account before.
    const again = start()
    expect(await again.storedAccount()).toMatchObject({ value: named(ada) })
    expect(again.choice()).toBeNull()
  })

  test('ends in the browser on the page of a sign-in that worked', async () => {
    const { pages } = await bringing(grace)
    await expect.poll(() => pages.at(-1)).toBe('<p>done</p>')
  })

  test('is followed once it was chosen, and nothing of the one before is kept', async () => {
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
    // There is no second choice in it.
    expect(await followChosen()).toMatchObject({ ok: false })
    expect(accountId()).toBe(grace.oid)
  })

  test('is forgotten where the one before stays, which signs in next', async () => {
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

  test('of the last of several sign-ins is the one', async () => {
    const { signIn, choice, fake, ada } = await bringing(grace)
    const edsger = { ...grace, username: 'edsger@contoso.example', oid: elsewhere }
    fake.account = edsger
    expect(await signIn()).toEqual(otherChosen(edsger))
    expect(choice()).toMatchObject({ chosen: named(edsger) })
    fake.account = ada
    expect(await signIn()).toMatchObject({ ok: true })
    expect(choice()).toBeNull()
  })

  test('that came as the sign-in was cancelled is no choice', async () => {
    const { signIn, cancel, choice, fake, tokenCache, kept } = await lost()
    fake.account = grace
    const outcome = signIn()
    cancel()
    expect(await outcome).toMatchObject({ problem: { kind: 'sign-in-cancelled' } })
    expect(choice()).toBeNull()
    expect(tokenCache.kept).toEqual(kept)
  })

  test('cannot be given what a feature needs before it was decided', async () => {
    const { consent, choice, opened } = await bringing(grace)
    const pages = opened.length
    expect(await consent(permissionsOf('colleagues'))).toMatchObject({
      problem: { kind: 'sign-in-cancelled' },
    })
    expect(opened).toHaveLength(pages)
    expect(choice()).not.toBeNull()
  })

  test.each(['never', 'before', 'meanwhile'] as const)(
    'is forgotten with the one before on a sign-out: taken %s',
    async (taken) => {
      const { followChosen, signOut, choice, tokenCache, accountId, start, storedAccount } =
        await bringing(grace)
      const first = taken === 'before' ? followChosen() : null
      const signedOut = signOut()
      const second = taken === 'meanwhile' ? followChosen() : null
      await Promise.all([first, signedOut, second])
      expect([choice(), accountId(), tokenCache.kept]).toEqual([null, null, { kind: 'empty' }])
      for (const look of [storedAccount, start().storedAccount])
        expect(await look()).toEqual({ ok: true, value: null })
    },
  )

  test('after a sign-out is nobody else’s: the person chose freely', async () => {
    const { signIn, signOut, fake, choice } = await lost()
    await signOut()
    fake.account = grace
    expect(await signIn()).toMatchObject({ ok: true, value: named(grace) })
    expect(choice()).toBeNull()
  })

  test('is compared with the one on the disk where the keyring was locked at first', async () => {
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
    'is followed at once where nobody knows any more who was before: %s',
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

describe('who is another', () => {
  const upper = (text: string) => text.toUpperCase()
  test.each<[what: string, isOther: boolean, change: (ada: Person) => Partial<Person>]>([
    ['the same', false, () => ({})],
    ['of another display name', false, () => ({ name: 'Ada King' })],
    ['of another address', false, () => ({ username: 'ada.king@contoso.example' })],
    ['whose address comes in capitals', false, ({ username }) => ({ username: upper(username) })],
    ['whose id comes in capitals', false, ({ oid }) => ({ oid: upper(oid) })],
    ['of the same address, with another id', true, () => ({ oid: grace.oid })],
    ['of the same name, with another id', true, ({ name }) => ({ ...grace, name })],
    ['of the same id, in another tenant', true, () => ({ tenantId: elsewhere })],
    [
      'the same at home, with another id here',
      true,
      ({ oid }) => ({
        oid: grace.oid,
        home: { oid, tenantId: '99999999-8888-4777-8666-555555555555' },
      }),
    ],
    [
      'a guest elsewhere of the same account at home',
      true,
      ({ oid }) => ({
        oid: grace.oid,
        tenantId: elsewhere,
        home: { oid, tenantId: '99999999-8888-4777-8666-555555555555' },
      }),
    ],
    [
      'a guest elsewhere with one id in both tenants',
      true,
      ({ oid }) => ({
        tenantId: elsewhere,
        home: { oid, tenantId: '99999999-8888-4777-8666-555555555555' },
      }),
    ],
    [
      'a guest from another tenant with the id of one here',
      true,
      ({ oid }) => ({ home: { oid: grace.oid, tenantId: elsewhere }, oid }),
    ],
  ])('one %s: %s', async (_what, isOther, change) => {
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
    // Its own tokens, and those alone, are what it goes on with.
    expect(await again.accessToken({ kind: 'fresh' })).toMatchObject({ ok: true })
    expect(again.accountId()).toBe(person.oid)
  })
})
