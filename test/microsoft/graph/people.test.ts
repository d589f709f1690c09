import { describe, expect, test } from 'vitest'
import { permissionsOf } from '../../../app/model/graph-requests.ts'
import { signingIn } from '../sign-in/signing-in.ts'
import { ADA, type Asked, graphOnLoopback } from './graph-on-loopback.ts'

const queryOf = ({ path }: Asked) => new URL(path, 'http://graph').searchParams

/** A user that Graph could return for `ada`. */
const ada = {
  id: ADA,
  displayName: 'Ada Lovelace',
  mail: 'ada@contoso.com',
  userPrincipalName: 'ada@contoso.onmicrosoft.com',
}

async function find(text: string, value: unknown = []) {
  const { graph, asked } = await graphOnLoopback({ answer: () => ({ body: { value } }) })
  return { answer: await graph.findPeople(text), asked }
}

describe('the request', () => {
  test.each([
    ['a name', 'Ada', "'Ada'"],
    ['spaces around it', '  Ada ', "'Ada'"],
    ['an address', 'ada@contoso.com', "'ada@contoso.com'"],
    ['a quote', "O'Neil", "'O''Neil'"],
    ['a quote that would end the literal', "x') or true or ('", "'x'') or true or ('''"],
    ['characters with a meaning in URLs', 'a&$top=999#+%27?', "'a&$top=999#+%27?'"],
    ['a guest', 'eve_fabrikam.com#EXT#@contoso.com', "'eve_fabrikam.com#EXT#@contoso.com'"],
    ['other scripts', 'Ада 😀', "'Ада 😀'"],
    ['half a surrogate pair', 'Ada\uD83D', "'Ada'"],
  ])('%s', async (_name, text, literal) => {
    const { answer, asked } = await find(text)
    expect(answer).toEqual({ ok: true, value: [] })
    const [one] = asked
    const query = one && queryOf(one)
    expect(query?.get('$filter')).toBe(
      ['displayName', 'surname', 'mail', 'userPrincipalName']
        .map((property) => `startswith(${property},${literal})`)
        .join(' or '),
    )
    expect(query?.get('$top')).toBe('10')
    expect([...(query?.keys() ?? [])]).toEqual(['$filter', '$select', '$top'])
    expect(one?.path).not.toContain('+')
  })

  test.each(['', '   ', '\uD83D'])('is not sent for %j', async (text) => {
    const { answer, asked } = await find(text)
    expect(answer).toEqual({ ok: true, value: [] })
    expect(asked).toEqual([])
  })

  test('contains only the beginning of a long text', async () => {
    const { asked } = await find('x'.repeat(100_000))
    expect(asked[0]?.path.length).toBeLessThan(2000)
  })
})

describe('the search', () => {
  test.each([
    ['Gra', ['Grace Hopper']],
    ['hopper', ['Grace Hopper']],
    ['GRACE@contoso.example', ['Grace Hopper']],
    ["O'J", ["Katherine O'Johnson"]],
    ['race', []],
  ])('%s finds %j', async (text, names) => {
    const world = await signingIn()
    await world.signIn()
    await world.consent(permissionsOf('colleagues'))
    const answer = await world.findPeople(text)
    expect(answer.ok && answer.value.map(({ name }) => name)).toEqual(names)
  })
})

describe('the result', () => {
  test('has the name and address of a person', async () => {
    expect((await find('ada', [ada])).answer).toEqual({
      ok: true,
      value: [{ id: ADA, name: 'Ada Lovelace', address: 'ada@contoso.com' }],
    })
  })

  test.each([
    ['no mail', { ...ada, mail: null }, { name: 'Ada Lovelace', address: 'ada@contoso.onmicrosoft.com' }],
    ['no name', { ...ada, displayName: null }, { name: 'ada@contoso.com', address: 'ada@contoso.com' }],
    ['wrong types', { ...ada, mail: 7 }, { name: 'Ada Lovelace', address: 'ada@contoso.onmicrosoft.com' }],
    ['markup in a name', { ...ada, displayName: '<b>Ada</b>\u202E' }, { name: 'Ada', address: ada.mail }],
  ])('%s', async (_name, found, person) => {
    expect((await find('ada', [found])).answer).toEqual({ ok: true, value: [{ id: ADA, ...person }] })
  })

  test('skips invalid entries, and has at most ten people', async () => {
    const strange = [null, 7, {}, { id: 'x', displayName: 'X' }, { id: ADA, displayName: '' }]
    const many = Array.from({ length: 30 }, (_, place) => ({ ...ada, displayName: `Ada ${place}` }))
    expect((await find('ada', strange)).answer).toEqual({ ok: true, value: [] })
    const { answer } = await find('ada', [...strange, ...many])
    expect(answer.ok && answer.value).toHaveLength(10)
  })

  test('has the exact address first, then is sorted by name', async () => {
    const people = ['ada@contoso.com.au', 'ADA@contoso.com', 'ada@contoso.com.at'].map((mail, place) => ({
      ...ada,
      mail,
      displayName: ['Ben', 'Zoe', 'Ada'][place],
    }))
    const { answer } = await find('ada@contoso.com', people)
    expect(answer.ok && answer.value.map(({ name }) => name)).toEqual(['Zoe', 'Ada', 'Ben'])
  })

  test.each([
    ...[null, [], 'ok', 7, {}, { error: {} }, { value: 'x' }, { value: [null] }, { value: [{}, 7, []] }],
    { value: [{ id: 'ada', displayName: 'Ada' }] },
    { availability: 'Busy', activity: 'Busy' },
  ])('%j is not an answer', async (body) => {
    const { graph } = await graphOnLoopback({ answer: () => ({ body }) })
    expect(await graph.findPeople('ada')).toMatchObject({
      ok: false,
      problem: { kind: 'not-an-answer', expected: 'people' },
    })
  })

  test.each([
    [400, 'server-error'],
    [403, 'permission-missing'],
    [429, 'throttled'],
  ])('a refusal (%i) is not about presence', async (status, kind) => {
    const { graph } = await graphOnLoopback({ answer: () => ({ status }) })
    expect(await graph.findPeople('ada')).toMatchObject({ ok: false, problem: { kind } })
  })
  test('a 403 is retried once, with a fresh token', async () => {
    const answers = [{ status: 403 }, { body: { value: [ada] } }]
    const { graph, needs } = await graphOnLoopback({ answer: () => answers.shift() ?? { status: 403 } })
    expect(await graph.findPeople('ada')).toMatchObject({ ok: true, value: [{ name: 'Ada Lovelace' }] })
    expect(needs.map(({ need }) => need.kind)).toEqual(['any', 'fresh'])
    expect(await graph.findPeople('ada')).toMatchObject({
      ok: false,
      problem: { kind: 'permission-missing' },
    })
    expect(needs).toHaveLength(4)
  })
})
