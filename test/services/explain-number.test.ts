// The explanation of an error number on Entra's page, for the sign-in or the feature that is in the browser.
import { expect, test } from 'vitest'
import type { AccountView } from '../../app/model/state.ts'
import { explanationOf } from '../../app/services/explain-number.ts'

const off: AccountView['features'] = { colleagues: { kind: 'off' }, 'own-status': { kind: 'off' } }
const asking: AccountView['features'] = { ...off, colleagues: { kind: 'asking' } }
const explain = (text: string, features = off) => explanationOf(text, { features })

test('a known number, as a problem without a retry', () => {
  expect(explain('AADSTS50011: The redirect URI')).toEqual({
    kind: 'explained',
    problem: { kind: 'redirect-missing', next: 'person', code: 'AADSTS50011' },
  })
})

test('the first known number of several', () => {
  expect(explain('AADSTS4567890, AADSTS90094')).toMatchObject({ problem: { kind: 'admin-consent-needed' } })
})

test('for a feature that asks for consent: its permissions', () => {
  expect(explain('90094', asking)).toEqual({
    kind: 'explained',
    problem: {
      kind: 'feature-admin-consent-needed',
      next: 'person',
      permissions: ['Presence.Read.All', 'User.ReadBasic.All'],
    },
  })
  expect(explain('50011', asking)).toMatchObject({ problem: { kind: 'redirect-missing' } })
})

test('the same for a feature whose page timed out', () => {
  const problem = { kind: 'sign-in-timed-out', next: 'person', afterMs: 300_000 } as const
  const lost: AccountView['features'] = { ...off, colleagues: { kind: 'held-up', problem } }
  expect(explain('90094', lost)).toEqual(explain('90094', asking))
  const other: AccountView['features'] = {
    ...off,
    colleagues: { kind: 'held-up', problem: { kind: 'offline', next: 'waits' } },
  }
  expect(explain('90094', other)).toEqual(explain('90094'))
})

test('an unknown number differs from no number', () => {
  expect(explain('4567890 ')).toEqual({ kind: 'unknown', code: 'AADSTS4567890' })
  expect(explain('help')).toEqual({ kind: 'no-number' })
})
