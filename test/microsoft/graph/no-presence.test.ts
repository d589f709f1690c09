// Whatever Graph answers with 200, only a presence changes the light: the follower and the real parser over real HTTP.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Following, nothingFollowed } from '../../../app/model/following.ts'
import { isLasting } from '../../../app/model/problems/problem-kinds.ts'
import { createFollower } from '../../../app/polling/follower.ts'
import { noBackoff } from '../../../app/polling/tenant-backoff.ts'
import { collectionOf, junkText, personText, presenceText } from '../../security/hostile-json.ts'
import { signingIn, until } from '../sign-in/signing-in.ts'
import { ADA, graphOnLoopback } from './graph-on-loopback.ts'

/** Whether JSON is a presence, implemented independently of the program. */
function isPresence(text: string): boolean {
  const json: unknown = JSON.parse(text)
  return (
    typeof json === 'object' &&
    json !== null &&
    ['availability', 'activity'].some((name) => {
      const word: unknown = Object.getOwnPropertyDescriptor(json, name)?.value
      return typeof word === 'string' && /[\p{L}\p{N}\p{P}\p{S}]/u.test(word.slice(0, 1000))
    })
  )
}

const blank = fc.constantFrom('', ' ', '\t\r\n', '\u00A0\u2003', '\u200B\u200D\uFEFF', '\u202E\u0000')
const wordOfAnotherType = fc.oneof(
  blank,
  fc.constantFrom(null, true, 7, [], ['Busy'], {}, { value: 'Busy' }, [['Busy']], { '0': 'Busy' }),
)
const withoutWords = fc
  .record(
    {
      id: fc.constant(ADA),
      availability: wordOfAnotherType,
      activity: wordOfAnotherType,
      Availability: fc.constant('Busy'),
      'availability ': fc.constant('Busy'),
      presence: fc.constant({ availability: 'Busy', activity: 'Busy' }),
      outOfOfficeSettings: fc.constant({ isOutOfOffice: true, message: 'Away' }),
      statusMessage: fc.constant({ message: { content: 'Busy' } }),
      error: fc.constantFrom({}, null, { code: 'UnknownError', message: '' }),
      displayName: fc.constant('Ada'),
    },
    { requiredKeys: [] },
  )
  .map((value) => JSON.stringify(value))
/** As an own property, not as the prototype. */
const asPrototype = presenceText().map((text) => `{"__proto__":${text},"constructor":${text}}`)

const answers = fc
  .oneof(
    { weight: 3, arbitrary: withoutWords },
    { weight: 3, arbitrary: fc.json() },
    junkText,
    presenceText(),
    asPrototype,
    collectionOf(presenceText()),
    personText([ADA]),
    presenceText().map((text) => `[${text}]`),
  )
  .filter((text) => !isPresence(text))

test('JSON that is not a presence never changes the light, and is reported each time', {
  timeout: 120_000,
}, async () => {
  const { fake, clock, signIn, myPresence } = await signingIn()
  await signIn()
  let following: Following = nothingFollowed
  const follower = createFollower({
    clock,
    random: () => 0.5,
    intervalMs: () => 600_000,
    computer: { idleMs: () => 0 },
    backoff: noBackoff,
    onBackoff() {},
    onChange(next) {
      following = next
    },
    onFault(what, error) {
      throw new Error(what, { cause: error })
    },
    source: { myPresence },
  })
  /** A click causes at most one request a second. */
  const check = async () => {
    const before = fake.presenceRequests()
    follower.check()
    await clock.pass(1100)
    await until(() => fake.presenceRequests() > before && !following.checking)
  }
  fake.presence = { availability: 'Busy', activity: 'InACall' }
  follower.start()
  await check()
  const { last } = following
  expect(last).toMatchObject({ presence: { activity: 'InACall' } })
  await fc.assert(
    fc.asyncProperty(answers, async (text) => {
      const headers = { 'Content-Type': 'application/json' }
      fake.fail('presence', { status: 200, headers, body: text }, Number.POSITIVE_INFINITY)
      await check()
      const { problem } = following
      expect(following.last).toBe(last)
      expect(problem && !isLasting(problem), text).toBe(true)
    }),
    { numRuns: 400 },
  )
  fake.mend()
  fake.presence = { availability: 'Available', activity: 'Available' }
  await check()
  expect(following).toMatchObject({ last: { presence: { activity: 'Available' } }, problem: null })
  follower.stop()
})

test('among many presences it is neither a presence nor a reason to report the person as not visible', {
  timeout: 120_000,
}, async () => {
  let entry: unknown = null
  const { graph } = await graphOnLoopback({ answer: () => ({ body: { value: [entry] } }) })
  const entries = answers.map((text): unknown => JSON.parse(text)).filter((json) => !isDeep(json))
  await fc.assert(
    fc.asyncProperty(entries, fc.boolean(), async (json, isNamed) => {
      entry = isNamed && typeof json === 'object' && !Array.isArray(json) ? { ...json, id: ADA } : json
      const answer = await graph.presencesOf([ADA])
      const kind = answer.ok ? answer.value.get(ADA)?.kind : 'failed'
      if (isNamed || !hasAnId(entry)) expect(kind).toBe('failed')
      else expect(kind).not.toBe('seen')
    }),
    { numRuns: 300 },
  )
})

const hasAnId = (json: unknown): boolean => typeof json === 'object' && json !== null && 'id' in json
/** Nested too deeply to be serialized again. */
const isDeep = (json: unknown): boolean => {
  try {
    return JSON.stringify(json).length > 100_000
  } catch {
    return true
  }
}
