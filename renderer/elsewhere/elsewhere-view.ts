// The views of "Show it elsewhere" and the way back from each.
import type { ExternalOutput } from '../../app/model/external-outputs/external-output.ts'
import type { ExternalOutputKind } from '../../app/model/names.ts'

export type ElsewhereView =
  | { kind: 'list' }
  | { kind: 'kinds' }
  | { kind: 'new'; of: ExternalOutputKind }
  | { kind: 'output' | 'fields' | 'lights' | 'hours'; id: string }

/** Null for the list, which Back leaves for the list of the settings. */
export function parentOf(view: ElsewhereView): ElsewhereView | null {
  switch (view.kind) {
    case 'list':
      return null
    case 'kinds':
    case 'output':
      return { kind: 'list' }
    case 'new':
      return { kind: 'kinds' }
    case 'fields':
    case 'lights':
    case 'hours':
      return { kind: 'output', id: view.id }
    default:
      throw view satisfies never
  }
}

/** What the views get: the output, and how another view is opened. */
export interface OutputViewProps {
  output: ExternalOutput
  open: (view: ElsewhereView) => void
}
