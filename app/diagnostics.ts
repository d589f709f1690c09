// What a person may send to whoever helps them: the state in short, without tokens, messages and names.
import type { AppState } from './state.ts'

export const diagnosticsOf = ({ version }: AppState): string => `Tally Light ${version}\n`
