// The policy: what it can contain, and that one invalid value makes all of it invalid.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cloudNames, featureNames, policyFields } from '../../app/model/names.ts'
import { fieldsOf, type PolicyFault, policySchema, readPolicy } from '../../app/model/policy.ts'
import { INTERVAL_SECONDS } from '../../app/model/settings.ts'
import { readJson } from '../../app/reading/json.ts'
import { problemWords } from '../../words/problem-words.ts'
import { wordsIn } from '../../words/words.ts'
import { junkText, presenceText } from '../security/hostile-json.ts'
import { brokenPolicies, CLIENT_ID, wholePolicy } from '../support/policies.ts'

const read = (policy: unknown) => readPolicy(JSON.parse(JSON.stringify(policy)))

test.each<[string, object, object]>([
  ['every field', wholePolicy, wholePolicy],
  ['nothing', {}, {}],
  [
    'a client ID in capitals, with blanks',
    { clientId: ` ${CLIENT_ID.toUpperCase()} ` },
    { clientId: CLIENT_ID },
  ],
  ['any organisation', { tenant: 'organizations' }, { tenant: 'organizations' }],
  ['a domain', { tenant: 'Contoso.com' }, { tenant: 'contoso.com' }],
  ['one feature', { features: { colleagues: false } }, { features: { colleagues: false } }],
  ['no feature', { features: {} }, { features: {} }],
  ...cloudNames.map((cloud): [string, object, object] => [cloud, { cloud }, { cloud }]),
  ...[INTERVAL_SECONDS.least, INTERVAL_SECONDS.most].map((intervalSeconds): [string, object, object] => [
    `${intervalSeconds} s`,
    { intervalSeconds },
    { intervalSeconds },
  ]),
])('valid: %s', (_what, policy, understood) => {
  expect(read(policy)).toEqual({ kind: 'policy', policy: understood })
})

test('its fields are those with a value', () => {
  expect(fieldsOf(policySchema.parse(wholePolicy))).toEqual(policyFields)
  expect(fieldsOf({ cloud: 'global', features: { 'own-status': false } })).toEqual(['cloud', 'own-status'])
  expect(fieldsOf({ organization: 'Contoso', features: {} })).toEqual([])
})

describe(`invalid (${brokenPolicies.length} policies): it has no effect, and the fault names the key`, () => {
  test.each(brokenPolicies)('$key: $value', ({ policy, fault }) => {
    expect(readPolicy(policy)).toEqual({ kind: 'broken', faults: [fault] })
  })
})

test('JSON that is not a policy sets nothing', () => {
  fc.assert(
    fc.property(fc.oneof(junkText, presenceText(), fc.json()), (text) => {
      const json = readJson(text)
      const outcome = readPolicy(json)
      const names = typeof json === 'object' && json !== null ? Object.getOwnPropertyNames(json) : ['']
      if (names.some((name) => !Object.hasOwn(wholePolicy, name)) || Array.isArray(json))
        expect(outcome.kind).toBe('broken')
      if (outcome.kind === 'policy') expect(Object.keys(outcome.policy)).toEqual(names)
    }),
    { numRuns: 1000 },
  )
})

test('up to ten faults are reported, each with a short key', () => {
  const wrong = {
    clientId: 1,
    cloud: 'mars',
    cluod: 'global',
    features: { colleagues: 'yes', presence: true },
  }
  expect(read(wrong)).toEqual({
    kind: 'broken',
    faults: expect.arrayContaining([
      { kind: 'wrong-value', key: 'clientId' },
      { kind: 'wrong-value', key: 'cloud' },
      { kind: 'wrong-value', key: 'features.colleagues' },
      { kind: 'unknown-key', key: 'features.presence' },
      { kind: 'unknown-key', key: 'cluod' },
    ]),
  })
  const many = read(Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`${'x'.repeat(200)}${n}`, n])))
  if (many.kind !== 'broken') throw new Error('it counts as valid')
  expect(many.faults).toHaveLength(10)
  for (const fault of many.faults) expect('key' in fault && fault.key.length).toBe(60)
})

describe.each(['en', 'ru'] as const)('the text in %s', (language) => {
  const words = wordsIn(language)
  const meaningOf = (...faults: PolicyFault[]) =>
    problemWords({ kind: 'policy-broken', next: 'person', path: '/etc/p.json', faults }, words).meaning

  test('says for each invalid value what is valid', () => {
    for (const { fault } of brokenPolicies) {
      const meaning = meaningOf(fault)
      expect(meaning).toContain(`${fault.key}`)
      expect(meaning).toContain('/etc/p.json')
      expect(meaning).not.toMatch(/…|\{\{|problem\./)
    }
  })

  test('has the limits of the settings', () => {
    const wrong = (key: string) => meaningOf({ kind: 'wrong-value', key })
    for (const cloud of cloudNames) expect(wrong('cloud')).toContain(cloud)
    for (const limit of [INTERVAL_SECONDS.least, INTERVAL_SECONDS.most]) {
      expect(wrong('intervalSeconds')).toContain(`${limit}`)
    }
    for (const feature of featureNames) expect(wrong(`features.${feature}`)).toContain('true')
  })

  test('lists several faults', () => {
    const meaning = meaningOf({ kind: 'not-json', line: 7 }, { kind: 'too-large', limitBytes: 65_536 })
    expect(meaning).toMatch(/7.*; .*64/)
  })
})

test('it cannot add an output: neither a program to start nor an address to send to', () => {
  const outputs = [
    { kind: 'program', file: '/tmp/x', arguments: [], longestSeconds: 10 },
    { kind: 'web-request', host: 'example.com', method: 'GET', body: '' },
  ].map((target) => ({
    id: CLIENT_ID,
    name: 'x',
    on: true,
    lights: {},
    schedule: { kind: 'always' },
    target,
  }))
  for (const name of ['outputs', 'externalOutputs', 'program', 'file']) {
    for (const value of [outputs, outputs[0], outputs[0]?.target, '/tmp/x'])
      expect(read({ ...wholePolicy, [name]: value }), name).toMatchObject({ kind: 'broken' })
  }
})
