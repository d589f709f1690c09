// What pmset says of a call, on outputs of `pmset -g assertions`.
import { expect, test } from 'vitest'
import { callsIn } from '../../../app/signals/microphone/power-assertions.ts'
import { takesLessThan } from '../../support/processor-time.ts'
import { readOrNull, recordedOutput, truncations } from './recorded-output.ts'

test.each([
  ['nobody is in a call', 'pmset-quiet', []],
  ['Teams is in a call', 'pmset-teams-call', ['Microsoft Teams']],
  ['other assertions, also of Teams, are no call', 'pmset-other-programs', []],
])('%s', (_what, output, programs) => {
  expect(callsIn(recordedOutput(output))).toEqual(programs)
  expect(callsIn(recordedOutput(output).replaceAll('\n', '\r\n'))).toEqual(programs)
})

test('an output that is cut off shows no call that is not there', () => {
  for (const cut of truncations(recordedOutput('pmset-other-programs')))
    expect(readOrNull(() => callsIn(cut)) ?? []).toEqual([])
})

test.each([
  ['nothing', ''],
  ['a failure in words', 'pmset: command failed'],
  ['the name of the call alone', '"Microsoft Teams Call in progress"'],
])('%s is refused', (_what, text) => expect(() => callsIn(text)).toThrow())

test('megabytes are read at once', () => {
  const text = `Assertion status system-wide:\n${'   pid 1(a): named: "'.repeat(200_000)}`
  expect(takesLessThan(2000, () => callsIn(text))).toBe(true)
})
