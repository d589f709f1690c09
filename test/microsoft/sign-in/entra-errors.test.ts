// Entra's error responses and MSAL's errors as problems and in words: by their number, and never with MSAL's own text.
import {
  AuthErrorCodes,
  ClientAuthErrorCodes,
  ClientConfigurationErrorCodes,
  InteractionRequiredAuthErrorCodes,
} from '@azure/msal-node'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type Flow,
  problemOfEntra,
  problemOfEntraNumber,
  problemOfRefusal,
} from '../../../app/microsoft/sign-in/entra-errors.ts'
import { languageNames } from '../../../app/model/names.ts'
import { causeNames, causeOf, entraCauses } from '../../../app/model/problems/entra-numbers.ts'
import { type Problem, problemSchema } from '../../../app/model/problems/problem.ts'
import { declaredNext } from '../../../app/model/problems/problem-kinds.ts'
import { problemWords } from '../../../words/problem-words.ts'
import { wordsIn } from '../../../words/words.ts'

const host = 'login.microsoftonline.com'
const flows: readonly Flow[] = ['interactive', 'silent']
const CORRELATION = 'fb3d2015-bc17-4bb9-bb85-30c5cf1aaaa7'
const TRACE = '255d1aef-8c98-452f-ac51-23d051240864'

/** An error with the fields of MSAL's errors. */
const msal = (name: string, errorCode: string, errorMessage = '', more: object = {}) =>
  Object.assign(new Error(errorMessage), { name, errorCode, errorMessage, ...more })

/** An error description of Entra. */
const described = (number: number, sentence: string) =>
  `AADSTS${number}: ${sentence} Trace ID: ${TRACE} Correlation ID: ${CORRELATION} Timestamp: 2026-11-23 10:45:00Z`

/** The error that MSAL 7 creates for it. */
const refused = (number: number, word: string, flow: Flow, sentence = 'Something.') =>
  problemOfEntra(
    msal(
      'ServerError',
      word,
      `Error(s): ${number} - Timestamp: 2026-11-23 10:45:00Z - Description: ${described(number, sentence)} - Correlation ID: ${CORRELATION} - Trace ID: ${TRACE}`,
      { errorNo: number, correlationId: CORRELATION },
    ),
    null,
    host,
    flow,
  )

const wordsOf = (problem: Problem): string =>
  languageNames.flatMap((language) => Object.values(problemWords(problem, wordsIn(language)))).join('\n')

/** The OAuth error codes that accompany the numbers. */
const oauthWords = [
  ...['invalid_grant', 'interaction_required', 'access_denied', 'invalid_request', 'invalid_client'],
  ...[
    'login_required',
    'consent_required',
    'unauthorized_client',
    'temporarily_unavailable',
    'server_error',
    '',
  ],
]

/** Common numbers, by cause. */
const met: Readonly<Record<string, readonly number[]>> = {
  'a policy of the organisation': [
    ...[53000, 53001, 53002, 53003, 53008, 53009, 53011, 530002, 530021, 530031, 530032, 530034, 530035],
    ...[50131, 50155, 530084, 700003],
  ],
  'not admitted to this tenant': [50177, 50178, 51004, 500341, 500212, 500213, 500021, 500022, 5000224],
  'not assigned to the application': [50105],
  'wrong platform of the redirect address': [7000218, 9002327, 9002326],
  'wrong cloud': [900439, 900382, 90038],
  'registration or Graph missing in the tenant': [
    650052, 500011, 500014, 650054, 650056, 65005, 70011, 70001,
  ],
  'no such tenant': [90002, 50128, 500128],
  "an administrator's consent": [90094, 90097],
  'a personal account': [500201, 500207, 70002],
  'an expired password': [50055, 50144],
  passing: [50196, 90033],
}
const kindsOf: Readonly<Record<string, readonly Problem['kind'][]>> = {
  'a policy of the organisation': ['blocked-by-policy'],
  'not admitted to this tenant': ['not-let-into-tenant'],
  'not assigned to the application': ['not-assigned'],
  'wrong platform of the redirect address': ['public-client-off', 'single-page-redirect'],
  'wrong cloud': ['wrong-cloud'],
  'registration or Graph missing in the tenant': ['registration-incomplete'],
  'no such tenant': ['tenant-unknown'],
  "an administrator's consent": ['admin-consent-needed'],
  'a personal account': ['personal-account'],
  'an expired password': ['password-expired'],
  passing: ['entra-busy'],
}

describe('the number decides', () => {
  test.each(Object.entries(met))('%s: each number, with any error code, in both flows', (cause, numbers) => {
    for (const number of numbers)
      for (const word of oauthWords)
        for (const flow of flows) {
          const problem = refused(number, word, flow)
          expect(kindsOf[cause], `${number} ${word} ${flow}`).toContain(problem.kind)
          expect(problem).toEqual({
            kind: problem.kind,
            next: declaredNext[problem.kind],
            code: `AADSTS${number}`,
          })
          if (flow === 'interactive')
            expect(problemOfRefusal(word, described(number, 'No.'))).toEqual(problem)
          expect(problemOfEntraNumber(number, flow)).toEqual(problem)
        }
  })

  test('a number only in error_uri is recognized', () => {
    for (const number of causeNames.flatMap((name) => entraCauses[name].numbers)) {
      const uri = `https://${host}/error?code=${number}`
      expect(problemOfRefusal('access_denied', 'No.', { uri })).toEqual(
        problemOfEntraNumber(number, 'interactive'),
      )
    }
  })

  test('the numbers of earlier versions are still recognized', () => {
    const known: readonly [Problem['kind'], readonly number[]][] = [
      ['account-not-in-tenant', [50020, 50034, 90072]],
      ['account-disabled', [50053, 50057]],
      ['personal-account', [500200, 500202, 9002332]],
      ['blocked-by-policy', [53004, 530003, 530004]],
      ['consent-refused', [65004]],
      ['admin-consent-needed', [90095]],
      ['client-unknown', [700016]],
      ['client-disabled', [7000112]],
      ['tenant-unknown', [50059, 900023]],
      ['single-tenant-client', [50194]],
      ['public-client-off', [7000215]],
      ['redirect-missing', [50011, 500113]],
    ]
    for (const [kind, numbers] of known)
      for (const number of numbers)
        for (const flow of flows) expect(problemOfEntraNumber(number, flow)).toMatchObject({ kind })
  })

  test.each([50072, 50074, 50076, 50078, 50079, 50158])(
    'AADSTS%i needs a sign-in after a token refresh, and is a refusal after a sign-in',
    (number) => {
      for (const word of oauthWords) {
        expect(refused(number, word, 'silent')).toMatchObject({ kind: 'sign-in-needed' })
        expect(refused(number, word, 'interactive')).toMatchObject({ kind: 'second-factor-refused' })
      }
    },
  )

  test('an interactive sign-in never ends with the problem sign-in-needed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9_999_999 }), fc.constantFrom(...oauthWords), (number, word) => {
        expect(refused(number, word, 'interactive').kind).not.toBe('sign-in-needed')
        expect(problemOfRefusal(word, described(number, 'No.')).kind).not.toBe('sign-in-needed')
      }),
    )
  })

  test('a number that is not in the table has no problem', () => {
    for (const number of [0, 1, 5, 49_999, 9_999_999, -1, 1.5, Number.NaN, Number.MAX_SAFE_INTEGER])
      for (const flow of flows) expect(problemOfEntraNumber(number, flow)).toBeNull()
  })
})

describe('the table', () => {
  test('contains each number once', () => {
    const all = causeNames.flatMap((name) => [...entraCauses[name].numbers])
    expect(all.toSorted()).toEqual([...new Set(all)].toSorted())
    for (const name of causeNames)
      for (const number of entraCauses[name].numbers) expect(causeOf(number)).toBe(name)
  })

  test('has words for the cause of each number in every language, with the number or on a card that shows it', () => {
    for (const name of causeNames)
      for (const number of entraCauses[name].numbers)
        for (const language of languageNames) {
          const problem = problemOfEntraNumber(number, 'interactive')
          if (!problem) throw new Error(`${number} is not known`)
          expect(problemSchema.parse(problem)).toEqual(problem)
          const { title, meaning, nextStep } = problemWords(problem, wordsIn(language))
          for (const text of [title, meaning, nextStep]) {
            expect(text, `${number} ${language}`).toMatch(/\p{L}{2}/u)
            expect(text, `${number} ${language}`).not.toMatch(/\{\{|undefined|\bnull\b|problem\.|\s$/)
          }
          const place = entraCauses[name].place
          if (place) expect(nextStep, `${number} ${language}`).toContain(String(place[0]))
        }
  })
})

describe('a refusal that is not in the table', () => {
  const unknown = 9_999_999

  test('is reported with Entra’s sentence, its number and the correlation id', () => {
    const problem = {
      kind: 'entra-refused',
      next: 'person',
      code: `AADSTS${unknown}`,
      detail: `AADSTS${unknown}: Something new.`,
      correlationId: CORRELATION,
    }
    expect(refused(unknown, 'invalid_request', 'silent', 'Something new.')).toEqual(problem)
    expect(refused(unknown, 'access_denied', 'interactive', 'Something new.')).toEqual(problem)
    expect(problemOfRefusal('access_denied', described(unknown, 'Something new.'))).toEqual(problem)
    const inLines = described(unknown, 'Something new.').replace(/ (Trace|Correlation|Timestamp)/g, '\r\n$1')
    expect(problemOfRefusal('x', inLines)).toEqual(problem)
  })

  test('has no timestamp and no request id in its sentence, wherever they are', () => {
    const noise = fc.constantFrom(
      `Trace ID: ${TRACE}`,
      `Correlation ID: ${CORRELATION}`,
      'Timestamp: 2026-11-23 10:45:00Z',
      'Timestamp: 2026-11-23T10:45:00.123Z',
      '2026-11-23 10:45:00Z',
      'Request Id: abc-1',
    )
    fc.assert(
      fc.property(fc.array(fc.oneof(noise, fc.lorem()), { maxLength: 9 }), (parts) => {
        const problem = problemOfRefusal('x', `AADSTS${unknown}: No. ${parts.join(' ')}`)
        if (problem.kind !== 'entra-refused') throw new Error(problem.kind)
        expect(problem.detail).not.toMatch(/\d{4}-\d\d-\d\d|Trace|Correlation|Timestamp|Request/)
        expect(problem.detail).toContain(`AADSTS${unknown}: No.`)
      }),
    )
  })

  test.each([
    [`Correlation ID: ${CORRELATION}`, 'Trace ID: Not Available'],
    ['Correlation ID: Not Available', `Trace ID: ${TRACE}`],
    ['Correlation ID: Not Available', 'Trace ID: Not Available'],
  ])('has none of MSAL’s placeholders for missing values (%s, %s)', (...ids) => {
    const message = `Error(s): ${unknown} - Timestamp: Not Available - Description: AADSTS${unknown}: New. - ${ids.join(' - ')}`
    expect(problemOfEntra(msal('ServerError', 'invalid_request', message), null, host)).toMatchObject({
      kind: 'entra-refused',
      detail: `AADSTS${unknown}: New.`,
    })
  })

  test('without a description says so', () => {
    const none =
      'Error(s): Not Available - Timestamp: Not Available - Description: Not Available - Correlation ID: Not Available - Trace ID: Not Available'
    for (const message of [none, '', 'See https://aka.ms/msal.js.errors#invalid_scope for details'])
      expect(problemOfEntra(msal('ServerError', 'invalid_scope', message), null, host)).toEqual({
        kind: 'entra-refused',
        next: 'person',
        code: null,
        detail: '',
      })
    expect(problemOfRefusal('', '')).toMatchObject({ kind: 'entra-refused', detail: '' })
    expect(wordsOf(problemOfRefusal('', ''))).toMatch(/none was given/)
  })

  test('has only its number if there is nothing else', () => {
    const error = msal('ServerError', 'invalid_grant', 'Error(s): 50105 - …', { errorNo: '50105' })
    expect(problemOfEntra(error, null, host)).toMatchObject({ kind: 'not-assigned', code: 'AADSTS50105' })
  })
})

describe('which errors need the user', () => {
  const network: Problem = { kind: 'timed-out', next: 'retries', host, afterMs: 1 }

  test.each<[string, unknown, Problem | null, Problem['kind']]>([
    [
      'interaction required',
      msal('InteractionRequiredAuthError', 'interaction_required'),
      null,
      'sign-in-needed',
    ],
    [
      'a plain invalid_grant',
      msal('ServerError', 'invalid_grant', 'AADSTS700082: expired'),
      null,
      'sign-in-needed',
    ],
    ['no tokens', msal('InteractionRequiredAuthError', 'no_tokens_found'), null, 'sign-in-needed'],
    ['no account', msal('ClientAuthError', 'no_account_found'), null, 'sign-in-needed'],
    ['denied', msal('ServerError', 'access_denied'), null, 'consent-refused'],
    ['no network', msal('NetworkError', 'network_error'), network, 'timed-out'],
    ['temporarily unavailable', msal('ServerError', 'temporarily_unavailable'), null, 'entra-busy'],
    ['a programming error', new TypeError('x is not a function'), null, 'unexpected'],
    ['not an Error', 'oops', null, 'unexpected'],
  ])('%s', (_name, error, lastProblem, kind) => {
    expect(problemOfEntra(error, lastProblem, host).kind).toBe(kind)
  })

  test.each([
    ['access_denied', 'AADSTS65004: No.', 'consent-refused'],
    ['access_denied', '', 'consent-refused'],
    ['access_denied', 'AADSTS9999999: No.', 'entra-refused'],
    ['temporarily_unavailable', '', 'entra-busy'],
    ['login_required', '', 'entra-refused'],
    ['x', 'whatever', 'entra-refused'],
  ])('the error %s with “%s” from the sign-in page is %s', (error, description, kind) => {
    expect(problemOfRefusal(error, description)).toMatchObject({ kind })
  })
})

describe('MSAL’s own text', () => {
  const classes = [
    ...['AuthError', 'ClientAuthError', 'ClientConfigurationError', 'InteractionRequiredAuthError'],
    ...[
      'ServerError',
      'NetworkError',
      'CacheError',
      'JoseHeaderError',
      'NodeAuthError',
      'PlatformBrokerError',
    ],
  ]
  const codes = [
    AuthErrorCodes,
    ClientAuthErrorCodes,
    ClientConfigurationErrorCodes,
    InteractionRequiredAuthErrorCodes,
  ].flatMap((some): string[] => Object.values(some))
  const SECRET = 'secret text eyJhbGciOiJSUzI1NiJ9'
  const OF_MSAL = /msal|Error\(s\)|\w+Error\b|secret text|eyJ|Not Available|\d{4}-\d\d-\d\d/i

  test('MSAL exports codes to test', () => expect(codes.length).toBeGreaterThan(70))

  test('is never shown for any class and code', () => {
    const wordsByProblem = new Map<string, string>()
    const wordsOnce = (problem: Problem): string => {
      const key = JSON.stringify(problem)
      const words = wordsByProblem.get(key) ?? wordsOf(problemSchema.parse(problem))
      wordsByProblem.set(key, words)
      return words
    }
    const texts = (code: string) => [SECRET, `See https://aka.ms/msal.js.errors#${code} for details`]
    for (const name of classes)
      for (const code of codes)
        for (const flow of flows)
          for (const text of texts(code)) {
            // Text from a server is shown, but no server sends this.
            if (/^(?:ServerError|InteractionRequired)/.test(name) && text === SECRET) continue
            const words = wordsOnce(problemOfEntra(msal(name, code, text), null, host, flow))
            expect(words, `${name} ${code}`).not.toMatch(OF_MSAL)
            expect(words, `${name} ${code}`).not.toContain(code)
          }
  })

  test('is never shown for a refusal with any number and error code', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9_999_999 }),
        fc.constantFrom(...oauthWords),
        fc.constantFrom(...flows),
        fc.lorem(),
        (number, word, flow, sentence) => {
          const problem = refused(number, word, flow, sentence)
          expect(problemSchema.parse(problem)).toEqual(problem)
          expect(wordsOf(problem)).not.toMatch(OF_MSAL)
          expect(JSON.stringify(problem)).not.toContain(TRACE)
        },
      ),
    )
  })
})
