// Details of problems contain text from outside: no secret in it may reach the window.
import { expect, test } from 'vitest'
import { problemOfEntra } from '../../../app/microsoft/sign-in/entra-errors.ts'
import { findTenant } from '../../../app/microsoft/sign-in/tenant.ts'
import { safeDetail, unexpected } from '../../../app/model/problems/problem.ts'
import { secrets } from '../../losses/secret-shapes.ts'

const host = 'login.microsoftonline.com'
const serverError = (errorMessage: string) =>
  Object.assign(new Error(errorMessage), { name: 'ServerError', errorCode: 'odd', errorMessage })

const sources: readonly (readonly [name: string, problem: (text: string) => unknown])[] = [
  ['an exception', (text) => unexpected(new Error(text))],
  ['something thrown', (text) => unexpected(text)],
  ["Entra's refusal", (text) => problemOfEntra(serverError(text), null, host)],
  ["Entra's answer about a tenant", (text) => refusedTenant(text)],
]

function refusedTenant(text: string) {
  const json = { error: 'odd', error_description: text }
  const network = { request: async () => ({ ok: true, value: { status: 400, headers: {}, json } }) as const }
  return findTenant(network, () => 0, { tenant: 'x', cloud: 'global' })
}

/** Every sequence of nine characters. */
const partsOf = (secret: string): string[] =>
  Array.from({ length: Math.max(0, secret.length - 8) }, (_, at) => secret.slice(at, at + 9))

test.each(sources)('no secret of any shape in the detail of %s', async (_name, problem) => {
  for (const [shape, secret] of secrets) {
    // Also where the detail is cut.
    for (const before of ['', 'x '.repeat(90), 'x '.repeat(95), 'x '.repeat(140), 'x '.repeat(145)]) {
      const detail = JSON.stringify(await problem(`${before}got ${secret} instead`))
      expect(
        partsOf(secret).filter((part) => detail.includes(part)),
        shape,
      ).toEqual([])
    }
  }
})

test('a detail is one short line', () => {
  expect(safeDetail(`one\ntwo\u202E ${'x '.repeat(500)}`)).toHaveLength(200)
  expect(safeDetail('one\ntwo\u202E')).toBe('one two')
})
