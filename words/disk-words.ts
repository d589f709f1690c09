// What a disk that does not take a file means to a person.

import { NotRemoved } from '../app/model/problems/not-removed.ts'
import { redactedText } from '../app/reading/redacted.ts'
import type { Words } from './words.ts'

const FULL = ['ENOSPC', 'EDQUOT']
const REFUSED = ['EACCES', 'EPERM', 'EROFS']

/** A system's code such as "ENOSPC", or the error's own words. */
export const detailOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : redactedText(String(error))

/** A file of the person's own, at the path that they chose. */
export function notSavedWords(error: unknown, path: string, { t }: Words): string {
  const detail = detailOf(error)
  if (FULL.includes(detail)) return t('today.notSaved.full', { path })
  if (REFUSED.includes(detail)) return t('today.notSaved.refused', { path })
  return t('today.notSaved.failed', { path, detail })
}

/** A file that the program keeps. */
export function notKeptWords(error: unknown, { t }: Words): string {
  if (error instanceof NotRemoved) return t('window.notKept.notRemoved', { paths: error.paths.join(', ') })
  const detail = detailOf(error)
  if (FULL.includes(detail)) return t('window.notKept.full')
  if (REFUSED.includes(detail)) return t('window.notKept.refused', { detail })
  return t('window.notKept.failed', { detail })
}
