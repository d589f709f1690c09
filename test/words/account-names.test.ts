import { describe, expect, test } from 'vitest'
import type { Account } from '../../app/model/account-state.ts'
import { languageNames } from '../../app/model/names.ts'
import { accountNames } from '../../words/account-names.ts'
import { wordsIn } from '../../words/words.ts'

const before: Account = { name: 'Ada', username: 'ada@contoso.example', tenantId: 'one' }

const others: [what: string, chosen: Account, en: string][] = [
  ['another address', { ...before, username: 'grace@contoso.example' }, 'grace@contoso.example'],
  ['no address', { ...before, name: 'Grace', username: '' }, 'Grace'],
  ['the same address elsewhere', { ...before, tenantId: 'two' }, 'ada@contoso.example (tenant two)'],
  [
    'the same address in other case elsewhere',
    { ...before, username: 'ADA@contoso.example', tenantId: 'two' },
    'ADA@contoso.example (tenant two)',
  ],
  ['everything equal', before, 'ada@contoso.example (chosen now)'],
]

test.each(others)('differs in: %s', (_what, chosen, en) => {
  expect(accountNames({ before, chosen }, wordsIn('en')).chosen).toBe(en)
})

describe.each(languageNames)('in %s', (language) => {
  test.each(others)('the names differ: %s', (_what, chosen) => {
    const names = accountNames({ before, chosen }, wordsIn(language))
    expect(names.before.toLowerCase()).not.toBe(names.chosen.toLowerCase())
  })
})
