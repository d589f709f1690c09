// Every shape of secret, in every form in which a line may contain it: nothing of it is left.
import { expect, test } from 'vitest'
import { redacted } from '../../app/reading/redacted.ts'
import { diagnosticsOf } from '../../app/services/diagnostics.ts'
import { stateWith } from '../renderer/scenes/window-states.ts'
import { processorMsSince } from '../support/processor-time.ts'
import { carriers, lineEnds, namedCarriers, secretNames, secrets, wrappedAt } from './secret-shapes.ts'

/** So many letters of a secret in a row count as a part of it. */
const PIECE = 9

/** Whether a part of it can be read; line ends and escapes between pieces of it are ignored. */
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

/** Forms that are a line of their own. */
const texts = cases.flatMap(({ name, value, secret }) =>
  typeof value === 'string' && !/[\r\n]/.test(value) ? [{ name, value, secret }] : [],
)

test(`no part of a secret is left in a line (${cases.length} tried)`, () => {
  const left = cases.flatMap(({ name, value, secret }) => {
    const line = JSON.stringify(redacted(value))
    return leaks(line, secret) ? [`${name}: ${line.slice(0, 200)}`] : []
  })
  expect(left).toEqual([])
  expect(cases.length).toBeGreaterThan(900)
})

test('a huge text becomes a short line within five seconds', () => {
  const begun = process.cpuUsage()
  for (const text of [
    'A'.repeat(3_000_000),
    'ab.'.repeat(1_000_000),
    `${'x'.repeat(30)}\n`.repeat(100_000),
    '%41'.repeat(900_000),
  ]) {
    expect(String(redacted(text)).length).toBeLessThan(11_000)
  }
  expect(processorMsSince(begun)).toBeLessThan(5000)
})

function troublesome(): unknown[] {
  const [one, other] = [new Error('one'), new Error('other')]
  Object.assign(one, { cause: other })
  Object.assign(other, { cause: one })
  const round: unknown[] = []
  for (let times = 0; times < 50; times++) round.push(round)
  let wide: unknown = 'end'
  for (let level = 0; level < 20; level++) wide = Array.from({ length: 50 }, () => wide)
  let deep: object = {}
  for (let level = 0; level < 50_000; level++) deep = { deep }
  const { proxy, revoke } = Proxy.revocable({}, {})
  revoke()
  const lame = Object.assign(new Error('lame'), { stack: undefined, cause: 1n, code: Symbol('x') })
  return [
    one,
    round,
    wide,
    deep,
    { proxy },
    lame,
    Object.create(null),
    10n,
    undefined,
    new Date(Number.NaN),
    new WeakMap(),
  ]
}

test(`no value makes the log fail (${troublesome().length} tried)`, () => {
  const begun = process.cpuUsage()
  for (const value of troublesome()) expect(() => JSON.stringify(String(redacted(value)))).not.toThrow()
  expect(redacted(new AggregateError([new Error('inner')], 'outer'))).toMatch(/outer[\s\S]*inner/)
  expect(processorMsSince(begun)).toBeLessThan(5000)
})

test(`the copied diagnostics contain no secret, whatever a line of the log contains (${texts.length} lines tried)`, () => {
  const copy = diagnosticsOf({
    state: stateWith({}),
    environment: { versions: [], system: 'Linux', desktop: null },
    crashTraces: [],
    logLines: texts.map(({ value }) => value),
    nowMs: 0,
    clockOffMs: null,
  })
  expect(texts.filter(({ secret }) => leaks(copy, secret)).map(({ name }) => name)).toEqual([])
})
