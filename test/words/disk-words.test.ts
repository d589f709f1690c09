import { expect, test } from 'vitest'
import { NotRemoved } from '../../app/model/problems/not-removed.ts'
import { detailOf, notKeptWords, notSavedWords } from '../../words/disk-words.ts'
import { wordsIn } from '../../words/words.ts'

const words = wordsIn('en')
const failure = (code: string) => Object.assign(new Error(`${code}: write`), { code })

test.each([
  ['ENOSPC', 'no room left'],
  ['EDQUOT', 'no room left'],
  ['EROFS', 'does not let'],
  ['EACCES', 'does not let'],
  ['EIO', 'EIO'],
])('%s has a text', (code, part) => {
  expect(notKeptWords(failure(code), words)).toContain(part)
  expect(notSavedWords(failure(code), '/day.csv', words)).toContain('/day.csv')
})

test('an error without a code keeps its message', () => {
  expect(detailOf(new Error('odd'))).toBe('Error: odd')
})

test('names the paths that could not be removed', () => {
  const text = notKeptWords(new NotRemoved(['/profile/history/a', '/profile/history/b']), words)
  expect(text).toContain('/profile/history/a, /profile/history/b')
})
