// What is refused when an output is entered.
import { expect, test } from 'vitest'
import type { OutputTarget } from '../../../app/model/external-outputs/output-target.ts'
import { targetProblem } from '../../../app/model/external-outputs/target-problem.ts'

const request = (method: 'GET' | 'POST', body: string) =>
  ({ kind: 'web-request', host: 'a.example', method, body }) as const
const program = (file: string): OutputTarget => ({ kind: 'program', file, arguments: [], longestSeconds: 10 })
const kindOf = (...given: Parameters<typeof targetProblem>) => targetProblem(...given)?.kind ?? null

test('a web request is checked as far as it was entered', () => {
  expect(kindOf(request('POST', '{"a": "{{light}}"}'), {}, 'linux')).toBeNull()
  expect(kindOf(request('POST', '{a}'), {}, 'linux')).toBe('output-body-invalid')
  expect(kindOf(request('GET', '{a}'), {}, 'linux')).toBeNull()
  expect(kindOf(request('GET', ''), { address: 'a.example' }, 'linux')).toBe('output-address-invalid')
  expect(kindOf(request('GET', ''), { headers: 'Host: b' }, 'linux')).toBe('output-headers-invalid')
})

test('a program is checked by the rules of the system', () => {
  expect(kindOf(program('/usr/bin/true'), {}, 'linux')).toBeNull()
  expect(kindOf(program('true'), {}, 'linux')).toBe('output-program-not-absolute')
  expect(kindOf(program('C:\\x.bat'), {}, 'win32')).toBe('output-program-needs-shell')
})

test('the others are not checked here', () => {
  expect(kindOf({ kind: 'wled', host: 'wled.local', port: 80 }, {}, 'linux')).toBeNull()
})
