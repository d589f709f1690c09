// Unsent texts: kept for the account they belong to, and cleared with it.
import { expect, test } from 'vitest'
import { commands } from '../../app/contract/contract.ts'
import type { Session } from '../../app/model/account-state.ts'
import { unsentFields } from '../../app/model/names.ts'
import type { AccountView } from '../../app/model/state.ts'
import { createUnsentText } from '../../app/services/unsent-text.ts'
import { account, signedIn } from '../model/states.ts'
import { createAccountStore } from '../support/account-store.ts'

const anna: Session = { kind: 'signed-in', account }
const grace: Session = { kind: 'signed-in', account: { ...account, username: 'grace@contoso.com' } }
const signingIn: Session = { kind: 'signing-in' }
const signedOut: Session = { kind: 'signed-out', problem: null }
const demo: Session = { kind: 'demo', pretending: null }
const starting: Session = { kind: 'starting' }
const timedOut: Session = {
  kind: 'signed-out',
  problem: { kind: 'sign-in-timed-out', next: 'person', afterMs: 300_000 },
}

function setUp(session: Session) {
  const store = createAccountStore({ ...signedIn, session })
  const keeper = createUnsentText(store)
  return {
    ...keeper,
    become: (...sessions: Session[]) => sessions.map((next) => store.setState({ session: next })),
    put: (state: Partial<AccountView>) => store.setState(state),
  }
}

test('each field keeps its last text until that is sent or discarded', () => {
  const { setUnsentText, readUnsentTexts } = setUp(anna)
  expect(readUnsentTexts()).toEqual({})
  for (const field of unsentFields) {
    setUnsentText({ field, text: 'h' })
    setUnsentText({ field, text: 'half typed' })
    expect(readUnsentTexts()).toMatchObject({ [field]: 'half typed' })
  }
  expect(commands.readUnsentTexts.answer.parse(readUnsentTexts())).toEqual(readUnsentTexts())
  for (const field of unsentFields) setUnsentText({ field, text: null })
  expect(readUnsentTexts()).toEqual({})
})

test('a sent text is cleared even if the window has closed meanwhile', () => {
  const { setUnsentText, readUnsentTexts, sent } = setUp(anna)
  setUnsentText({ field: 'status-message', text: ' Back at one ' })
  sent('status-message', 'Back at one')
  expect(readUnsentTexts()).toEqual({})
  setUnsentText({ field: 'status-message', text: 'Back at two' })
  sent('status-message', 'Back at one')
  expect(readUnsentTexts()).toEqual({ 'status-message': 'Back at two' })
})

test.each<[string, Session[], string | undefined]>([
  ['another answer', [anna], 'half typed'],
  ['a new sign-in of the same account', [signingIn, anna], 'half typed'],
  ['a failed sign-in', [signingIn, timedOut, signingIn, anna], 'half typed'],
  ['the demo day', [demo, starting, anna], 'half typed'],
  ['another account', [signingIn, grace], undefined],
  ['another account and back', [signingIn, grace, signingIn, anna], undefined],
  ['a sign-out', [starting, signedOut, signingIn, anna], undefined],
  ['the client ID was removed', [{ kind: 'not-set-up' }, signingIn, anna], undefined],
])('a text of an account after %s', (_after, sessions, remaining) => {
  for (const field of ['status-message', 'find-colleague', 'grouped-colleague', 'colleague-group'] as const) {
    const { become, setUnsentText, readUnsentTexts } = setUp(anna)
    setUnsentText({ field, text: 'half typed' })
    become(...sessions)
    expect(readUnsentTexts()[field]).toBe(remaining)
  }
})

test('a sign-out clears the texts of the account, even if it fails', () => {
  const { become, forgetAccount, setUnsentText, readUnsentTexts } = setUp(anna)
  setUnsentText({ field: 'status-message', text: 'half typed' })
  forgetAccount()
  become(starting, { kind: 'signed-out', problem: { kind: 'keyring-locked', next: 'person' } }, anna)
  expect(readUnsentTexts()).toEqual({})
})

test('a text from the demo does not belong to the account', () => {
  const { become, setUnsentText, readUnsentTexts } = setUp(demo)
  setUnsentText({ field: 'status-message', text: 'made up' })
  expect(readUnsentTexts()).toEqual({ 'status-message': 'made up' })
  become({ kind: 'demo', pretending: 'paused' })
  expect(readUnsentTexts()).toEqual({ 'status-message': 'made up' })
  become(starting, anna)
  expect(readUnsentTexts()).toEqual({})
})

test('without an account, no text is kept for one', () => {
  const { become, setUnsentText, readUnsentTexts } = setUp(signingIn)
  setUnsentText({ field: 'status-message', text: 'too late' })
  become(anna)
  expect(readUnsentTexts()).toEqual({})
})

test('the fields of the first start are kept after a failed sign-in, and cleared after a successful one', () => {
  const { become, setUnsentText, readUnsentTexts } = setUp({ kind: 'not-set-up' })
  const typed = { 'first-client-id': '8a7e', 'first-tenant': 'contoso.c' }
  setUnsentText({ field: 'first-client-id', text: '8a7e' })
  setUnsentText({ field: 'first-tenant', text: 'contoso.c' })
  become(demo, { kind: 'not-set-up' }, signingIn, timedOut)
  expect(readUnsentTexts()).toEqual(typed)
  become(signingIn, anna)
  expect(readUnsentTexts()).toEqual({})
})

test('an error number is kept until the next page in the browser', () => {
  const { become, put, setUnsentText, readUnsentTexts } = setUp(signingIn)
  const isKept = () => 'page-number' in readUnsentTexts()
  setUnsentText({ field: 'page-number', text: '50011' })
  become(timedOut)
  expect(isKept()).toBe(true)
  become(signingIn)
  expect(isKept()).toBe(false)
  setUnsentText({ field: 'page-number', text: '50011' })
  become(anna)
  expect(isKept()).toBe(false)
  put({ features: { colleagues: { kind: 'asking' }, 'own-status': { kind: 'off' } } })
  setUnsentText({ field: 'page-number', text: '65001' })
  expect(isKept()).toBe(true)
  put({ features: { colleagues: { kind: 'on' }, 'own-status': { kind: 'off' } } })
  expect(isKept()).toBe(false)
})
