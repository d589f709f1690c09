import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readSignInForm } from '../../../app/microsoft/sign-in/sign-in-form.ts'
import { takesLessThan } from '../../support/processor-time.ts'

const STATE = 'Zx_9-state'
const FORMS = 2000

const name = fc.constantFrom(
  'code',
  'state',
  'error',
  'error_description',
  'error_uri',
  'client_info',
  'STATE',
  '__proto__',
  '',
)
const value = fc.oneof(
  fc.constantFrom(STATE, STATE.toLowerCase(), `${STATE} `, '', 'c'),
  fc.string({ unit: 'binary' }),
)
const fields = fc.array(fc.tuple(name, value), { maxLength: 6 })

test(`a form is accepted if it has the state once, and a code or an error (${FORMS} tried)`, () => {
  const only = (form: [string, string][], wanted: string) => {
    const values = form.filter(([one]) => one === wanted).map(([, text]) => text)
    return values.length === 1 ? (values[0] ?? '') : ''
  }
  fc.assert(
    fc.property(fields, (form) => {
      const read = readSignInForm(String(new URLSearchParams(form)), STATE)
      // The values come back as encoded in UTF-8.
      const sent = [...new URLSearchParams(String(new URLSearchParams(form)))]
      if (only(sent, 'state') !== STATE) expect(read).toBe('state')
      else if (only(sent, 'error') !== '')
        expect(read).toEqual({
          kind: 'refused',
          error: only(sent, 'error'),
          description: only(sent, 'error_description'),
          uri: only(sent, 'error_uri'),
        })
      else if (only(sent, 'code') === '') expect(read).toBe('code')
      else expect(read).toMatchObject({ kind: 'code', code: only(sent, 'code'), state: STATE })
    }),
    { numRuns: FORMS },
  )
})

test(`no text causes an exception, and none is accepted without the state (${FORMS} tried)`, () => {
  const piece = fc.oneof(
    fc.constantFrom('%', '%zz', '&', '=', '+', 'state', 'code=', '%00'),
    fc.string({ unit: 'binary' }),
  )
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      expect(readSignInForm(pieces.join(''), STATE)).toBeTypeOf('string')
    }),
    { numRuns: FORMS },
  )
})

test('the longest accepted form is parsed quickly', () => {
  for (const piece of ['%', '&', '=', 'state=&', '%25', 'a=b&']) {
    const text = piece.repeat(Math.floor(65_536 / piece.length))
    expect(
      takesLessThan(1000, () => readSignInForm(text, STATE)),
      piece,
    ).toBe(true)
  }
})
