import { expect, test } from 'vitest'
import { createNotices } from '../../app/desktop/notices.ts'
import type { Problem } from '../../app/microsoft/problem.ts'
import type { AppState } from '../../app/state.ts'
import { wordsIn } from '../../words/words.ts'
import { following, presence, signedIn } from '../presence/states.ts'

const words = wordsIn('en')
const well = following(presence('Available'))
const lost: Problem = { kind: 'sign-in-needed', needs: 'person', code: null }
const troubled = (problem: Problem): AppState => ({ ...well, following: { ...well.following, problem } })

test('speaks once when a person has to do something, and again only after a recovery', () => {
  const notices = createNotices()
  const titles = [
    well,
    troubled(lost),
    troubled(lost),
    { ...troubled(lost), pausedUntil: 1 },
    troubled(lost),
    well,
    troubled(lost),
  ].map((state) => notices(state, words)?.title ?? null)
  expect(titles).toEqual([null, 'Sign in again', null, null, null, null, 'Sign in again'])
})

test('says the next step', () => {
  expect(createNotices()(troubled(lost), words)?.body).toBe('Choose Sign in. Nothing opens before you do.')
})

test.each<[string, AppState]>([
  ['a passing failure', troubled({ kind: 'timed-out', needs: 'time', host: 'h', afterMs: 1 })],
  ['the demo', { ...troubled(lost), session: { kind: 'demo', pretending: null } }],
  ['whoever has just tried to sign in', { ...signedIn, session: { kind: 'signed-out', problem: lost } }],
  ['a wish for quiet', { ...troubled(lost), settings: { ...well.settings, notifications: [] } }],
])('nothing for %s', (_name, state) => {
  expect(createNotices()(state, words)).toBeNull()
})

test('a keyring that is locked at the start is worth a word', () => {
  const locked: AppState = {
    ...signedIn,
    session: { kind: 'signed-out', problem: { kind: 'keyring-locked', needs: 'person' } },
  }
  expect(createNotices()(locked, words)?.title).toBe('The keyring is locked')
})
