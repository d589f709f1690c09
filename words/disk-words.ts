// Texts for a file that could not be written.

import { NotRemoved } from '../app/model/problems/not-removed.ts'
import { redactedText } from '../app/reading/redacted.ts'
import type { Words } from './words.ts'

const FULL = ['ENOSPC', 'EDQUOT']
const REFUSED = ['EACCES', 'EPERM', 'EROFS']

/** The error code, such as "ENOSPC", or the redacted message. */
export const detailOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : redactedText(String(error))

/** For a file that the user saves at a path of their choice. */
export function notSavedWords(error: unknown, path: string, { t }: Words): string {
  const detail = detailOf(error)
  if (FULL.includes(detail)) return t('today.notSaved.full', { path })
  if (REFUSED.includes(detail)) return t('today.notSaved.refused', { path })
  return t('today.notSaved.failed', { path, detail })
}

/** For a file of the program. */
export function notKeptWords(error: unknown, { t }: Words): string {
  if (error instanceof NotRemoved) return t('window.notKept.notRemoved', { paths: error.paths.join(', ') })
  const detail = detailOf(error)
  if (FULL.includes(detail)) return t('window.notKept.full')
  if (REFUSED.includes(detail)) return t('window.notKept.refused', { detail })
  return t('window.notKept.failed', { detail })
}
