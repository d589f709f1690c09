// What the user typed for an output and did not save. The main process keeps it (unsent-fields.ts), without the secrets.
import { useState } from 'react'
import { useUnsent } from '../../controls/unsent-fields.ts'
import type { FieldValues } from './output-fields.ts'

/** What the form of a new output does not ask for. */
export const newOutput = { lights: {}, schedule: { kind: 'always' } } as const

export interface Draft {
  name: string
  values: FieldValues
}

/** `owner`: the id of the output, or the kind of a new one. The draft of another owner is replaced by the first change. */
export function useDraft(owner: string, first: Draft) {
  const [text, keep] = useUnsent('output-draft')
  // The same first values while the output changes in the background.
  const [start] = useState(first)
  const draft = draftIn(text, owner)
  return {
    draft: draft ?? start,
    isChanged: draft !== null,
    change: (next: Draft) => keep(JSON.stringify({ owner, ...next })),
    discard: () => keep(null),
  }
}

function draftIn(text: string | null, owner: string): Draft | null {
  if (text === null) return null
  const kept: unknown = JSON.parse(text)
  if (!isRecord(kept) || kept.owner !== owner || !isRecord(kept.values)) return null
  const { name, values } = kept
  return {
    name: String(name),
    values: Object.fromEntries(Object.entries(values).map(([field, value]) => [field, String(value)])),
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null
