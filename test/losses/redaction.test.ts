// Every shape of secret in every way that might bring it into a line: nothing of it is left.
import { expect, test } from 'vitest'
import { redacted } from '../../app/storage/redacted.ts'
import { carriers, lineEnds, namedCarriers, secretNames, secrets, wrappedAt } from './secret-shapes.ts'

/** So many letters of a secret in a row would be a part of it. */
const PIECE = 9

/** Whether a part of it can be read; what stands between pieces of it, as line ends and escapes, is no part. */
function leaks(line: string, secret: string): boolean {
  for (let at = 0; at + PIECE <= secret.length; at++)
    if (line.includes(secret.slice(at, at + PIECE))) return true
  return line.includes(secret)
}

interface Case {
  name: string
  value: unknown
  secret: string
}

const cases: Case[] = [
  ...secrets.flatMap(([shape, secret]) =>
    carriers.map(([way, carry]) => ({ name: `${shape} ${way}`, value: carry(secret), secret })),
  ),
  ...secretNames.flatMap((name) =>
    namedCarriers.map(([way, carry]) => {
      const secret = 'Sh0rt.one-9xQ'
      return { name: `${name} ${way}`, value: carry(name, secret), secret }
    }),
  ),
  ...secrets.flatMap(([shape, secret]) =>
    wrappedAt.flatMap((width) =>
      lineEnds.map((end) => ({
        name: `${shape} in lines of ${width} that end with ${JSON.stringify(end)}`,
        value: `body:\n${secret.match(new RegExp(`.{1,${width}}`, 'g'))?.join(end)}`,
        secret,
      })),
    ),
  ),
]

test(`nothing of a secret is left in a line (${cases.length} tried)`, () => {
  const left = cases.flatMap(({ name, value, secret }) => {
    const line = JSON.stringify(redacted(value))
    return leaks(line, secret) ? [`${name}: ${line.slice(0, 200)}`] : []
  })
  expect(left).toEqual([])
  expect(cases.length).toBeGreaterThan(900)
})

test('a text without an end is no line without an end, and costs no second', () => {
  const begun = performance.now()
  for (const text of [
    'A'.repeat(3_000_000),
    'ab.'.repeat(1_000_000),
    `${'x'.repeat(30)}\n`.repeat(100_000),
    '%41'.repeat(900_000),
  ]) {
    expect(String(redacted(text)).length).toBeLessThan(11_000)
  }
  expect(performance.now() - begun).toBeLessThan(5000)
})
