// The texts below the fields of an output.
import type { Words } from '../../../words/words.ts'
import type { EnteredKind, FieldName } from './output-fields.ts'

const withoutHint = ['port', 'username', 'method', 'keyFile', 'longestSeconds'] as const satisfies FieldName[]
type HintedName = Exclude<FieldName, (typeof withoutHint)[number]>

/** The text below a field; undefined if its label says enough. */
export function fieldHint(kind: EnteredKind, name: FieldName, { t }: Words): string | undefined {
  const isHinted = (one: FieldName): one is HintedName => !withoutHint.some((plain) => plain === one)
  if (kind === 'wled' && name === 'host') return t('elsewhere.fieldHint.wledHost')
  return isHinted(name) ? t(`elsewhere.fieldHint.${name}`) : undefined
}
