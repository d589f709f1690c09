// The texts below the fields of an output.
import type { Words } from '../../../words/words.ts'
import type { FieldName } from './output-fields.ts'

const withoutHint = ['port', 'username', 'method', 'keyFile', 'longestSeconds'] as const satisfies FieldName[]
type HintedName = Exclude<FieldName, (typeof withoutHint)[number]>

/** The text below a field; undefined if its label says enough. */
export function fieldHint(name: FieldName, { t }: Words): string | undefined {
  const isHinted = (one: FieldName): one is HintedName => !withoutHint.some((plain) => plain === one)
  return isHinted(name) ? t(`elsewhere.fieldHint.${name}`, { placeholders: PLACEHOLDERS }) : undefined
}

/** Those that are explained; a text cannot contain them, as they would be filled in. */
const PLACEHOLDERS = '{{light}} {{activity}} {{since}} {{name}}'
