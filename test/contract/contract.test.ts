// Limits of input from outside: every text, list and number from the window, the settings file or a policy has a maximum,
// and no schema accepts NaN or an infinite number.
import { expect, test } from 'vitest'
import { z } from 'zod'
import { commandNames } from '../../app/contract/channels.ts'
import { commands, events } from '../../app/contract/contract.ts'
import { notificationKinds } from '../../app/model/names.ts'
import { policySchema } from '../../app/model/policy.ts'
import { settingsSchema } from '../../app/model/settings.ts'
import { recordSchema } from '../../app/model/timeline.ts'

type Node = z.core.JSONSchema.JSONSchema

/** Formats whose pattern limits the length. */
const SHORT_FORMATS: ReadonlySet<unknown> = new Set(['date', 'uuid'])

/** The schema as JSON Schema; undefined for `void`. Throws for what JSON Schema cannot express, such as NaN and dates. */
function jsonSchemaOf(schema: z.ZodType, io: 'input' | 'output'): Node | undefined {
  return schema instanceof z.ZodVoid ? undefined : z.toJSONSchema(schema, { io, unrepresentable: 'throw' })
}

const partsOf = (node: Node): [string, Node | boolean][] => [
  ...Object.entries(node.properties ?? {}),
  ...[node.anyOf, node.oneOf, node.allOf].flatMap((list) =>
    (list ?? []).map((part, at): [string, Node | boolean] => [`|${at}`, part]),
  ),
  ...(node.prefixItems ?? []).map((part, at): [string, Node | boolean] => [`[${at}]`, part]),
  // `false`: a tuple without further items.
  ...(node.items === undefined || node.items === false || Array.isArray(node.items)
    ? []
    : [['[]', node.items] as [string, Node]]),
  ...(typeof node.additionalProperties === 'object'
    ? [['{}', node.additionalProperties] as [string, Node]]
    : []),
]

/** The paths of everything without a limit. Without `whole`, only of values of any type. */
function unlimitedIn(node: Node | boolean, place: string, whole: boolean): string[] {
  if (typeof node === 'boolean') return [`${place}: anything`]
  const parts = partsOf(node)
  const isChoice = node.enum !== undefined || node.const !== undefined
  const isNumber = node.type === 'number' || node.type === 'integer'
  const complaints = [
    ...(node.type === undefined && !isChoice && parts.length === 0 ? ['anything'] : []),
    ...(whole &&
    node.type === 'string' &&
    !isChoice &&
    node.maxLength === undefined &&
    !SHORT_FORMATS.has(node.format)
      ? ['text']
      : []),
    ...(whole && node.type === 'array' && node.maxItems === undefined ? ['list'] : []),
    ...(whole && isNumber && !isChoice && !(isBound(node.minimum) && isBound(node.maximum))
      ? ['number']
      : []),
    ...(whole &&
    node.additionalProperties &&
    typeof node.additionalProperties === 'object' &&
    !hasListedNames(node)
      ? ['record']
      : []),
  ]
  return [
    ...complaints.map((what) => `${place}: ${what}`),
    ...parts.flatMap(([name, part]) => unlimitedIn(part, `${place}.${name}`, whole)),
  ]
}
/** Whether the names of a record are those of a list. */
const hasListedNames = ({ propertyNames }: Node) =>
  typeof propertyNames === 'object' && propertyNames.enum !== undefined
const isBound = (bound: unknown) => typeof bound === 'number' && Number.isFinite(bound)

/** What the window, the settings file and the policy file may contain. */
const inputs = {
  ...Object.fromEntries(commandNames.map((name) => [name, jsonSchemaOf(commands[name].request, 'input')])),
  'settings file': jsonSchemaOf(settingsSchema, 'output'),
  policy: jsonSchemaOf(policySchema, 'input'),
}

test.each(Object.entries(inputs))('%s: each text, list and number has a limit', (name, node) => {
  expect(node === undefined ? [] : unlimitedIn(node, name, true)).toEqual([])
})

/** The texts of a language are the program's own and have any shape. */
const OWN_WORDS = ['readWords.{}: anything']

test('no schema accepts NaN or an infinite number', () => {
  for (const none of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])
    expect(z.number().safeParse(none).success).toBe(false)
  const schemas = {
    ...Object.fromEntries(commandNames.map((name) => [name, commands[name].answer])),
    ...events,
    record: recordSchema,
  }
  const found = Object.entries(schemas).flatMap(([name, schema]) => {
    const node = jsonSchemaOf(schema, 'input')
    return node === undefined ? [] : unlimitedIn(node, name, false)
  })
  expect(found.filter((place) => !place.endsWith('settings.notifications: anything'))).toEqual(OWN_WORDS)
})

test.each<[z.ZodType, string]>([
  [z.object({ a: z.string() }), 'text'],
  [z.array(z.boolean()), 'list'],
  [z.tuple([z.string()]), 'text'],
  [z.number().min(0), 'number'],
  [z.union([z.literal('a'), z.number().max(1)]), 'number'],
  [z.record(z.string().max(3), z.boolean()), 'record'],
  [z.partialRecord(z.enum(['a']), z.string()), 'text'],
  [z.unknown(), 'anything'],
  [z.array(z.any()).max(1), 'anything'],
])('a missing limit is found (%#)', (schema, what) => {
  const node = jsonSchemaOf(schema, 'input')
  expect(node && unlimitedIn(node, 'it', true)).toEqual([expect.stringContaining(what)])
})

test.each([z.nan(), z.date()])('a schema that JSON cannot express is found (%#)', (schema) => {
  expect(() => jsonSchemaOf(schema, 'input')).toThrow()
})

/** A value that `node` accepts, in which list number `which` (from 1) contains its item twice. */
function sampleOf(node: Node, which: number): { sample: unknown; lists: number } {
  let lists = 0
  function sample(part: Node | boolean | undefined): unknown {
    if (part === undefined || typeof part === 'boolean') return null
    if (part.const !== undefined) return part.const
    if (part.enum) return part.enum[0]
    if (part.anyOf ?? part.oneOf) return sample((part.anyOf ?? part.oneOf)?.[0])
    switch (part.type) {
      case 'array': {
        lists += 1
        const number = lists
        const item = sample(Array.isArray(part.items) ? part.items[0] : part.items)
        return number === which ? [item, item] : [item]
      }
      case 'object':
        return Object.fromEntries(
          Object.entries(part.properties ?? {}).map(([name, of]) => [name, sample(of)]),
        )
      case 'string':
        return textSamples.find((text) => fits(text, part)) ?? 'a'
      case 'number':
      case 'integer':
        return part.minimum ?? 1
      default:
        return part.type === 'boolean'
    }
  }
  return { sample: sample(node), lists }
}
const textSamples = ['a', 'F7', '2026-11-23', '11111111-2222-3333-4444-555555555555']
const fits = (text: string, { format, pattern }: Node): boolean =>
  pattern !== undefined ? new RegExp(pattern).test(text) : format === undefined

const withLists = Object.entries({
  ...Object.fromEntries(commandNames.map((name) => [name, commands[name].request])),
  settings: settingsSchema,
  policy: policySchema,
} satisfies Record<string, z.ZodType>).flatMap(([name, schema]) => {
  const node = jsonSchemaOf(schema, name === 'settings' ? 'output' : 'input')
  return node === undefined ? [] : [{ name, schema, node }]
})

test.each(withLists)('$name: no list accepts duplicates', ({ schema, node }) => {
  const { sample, lists } = sampleOf(node, 0)
  expect(schema.safeParse(sample).error).toBeUndefined()
  for (let which = 1; which <= lists; which++)
    expect(schema.safeParse(sampleOf(node, which).sample).success, `list ${which}`).toBe(false)
})

test('100,000 notifications are rejected', () => {
  const notifications = Array.from({ length: 100_000 }, () => 'stale')
  expect(commands.changeSettings.request.safeParse({ notifications }).success).toBe(false)
  expect(
    commands.changeSettings.request.parse({ notifications: [...notificationKinds] }).notifications,
  ).toEqual(notificationKinds)
})
