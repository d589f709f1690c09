// The published schema of the policy file is the program's own, and the page's examples hold to it.
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { featureNames } from '../../app/model/names.ts'
import { policySchema } from '../../app/model/policy.ts'
import { policyJsonSchema } from '../../scripts/policy-json-schema.ts'
import { brokenPolicies, wholePolicy } from '../support/policies.ts'
import { codeIn, readPage, tablesOf } from './markdown.ts'

const published: z.core.JSONSchema.JSONSchema = JSON.parse(readFileSync('docs/policy.schema.json', 'utf8'))
const administrators = readPage('docs/administrators.md')

test('docs/policy.schema.json is current (else: npm run policy-schema)', () => {
  expect(published).toEqual(JSON.parse(JSON.stringify(policyJsonSchema())))
})

test(`the published schema and the program agree on every policy (${brokenPolicies.length + 3} tried)`, () => {
  const schema = z.fromJSONSchema(published)
  for (const policy of [wholePolicy, {}, { features: { colleagues: true } }]) {
    expect(schema.safeParse(policy).success, JSON.stringify(policy)).toBe(true)
  }
  for (const { policy, key, value } of brokenPolicies) {
    expect(schema.safeParse(policy).success, `${key}: ${value}`).toBe(false)
  }
})

test('each example in the page for administrators is a policy', () => {
  const examples = [/```json\n(?<example>[\s\S]*?)```/g, /@'\n(?<example>[\s\S]*?)'@/g].flatMap((form) =>
    [...administrators.matchAll(form)].map(({ groups }) => groups?.example ?? ''),
  )
  expect(examples).toHaveLength(2)
  for (const example of examples) expect(policySchema.parse(JSON.parse(example))).not.toEqual({})
})

test('the page for administrators names every key and every feature', () => {
  const [rows = []] = tablesOf(administrators, 'name', 'sets')
  expect(new Set(rows.map(([name]) => codeIn(name)))).toEqual(new Set(Object.keys(policySchema.shape)))
  const features = rows.find(([name]) => name === '`features`')?.[2] ?? ''
  for (const feature of featureNames) expect(features).toContain(`\`${feature}\``)
})
