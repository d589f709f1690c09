// What each command of the command line does and says, in every session.
import { describe, expect, test } from 'vitest'
import type { RemoteCommand } from '../../../app/desktop/command-line/command-messages.ts'
import { createRemoteCommands } from '../../../app/desktop/command-line/remote-commands.ts'
import type { Session } from '../../../app/model/account-state.ts'
import { defaultSettings } from '../../../app/model/settings.ts'
import { type AccountView, firstState, type Managed } from '../../../app/model/state.ts'
import { wordsIn } from '../../../words/words.ts'
import { withFollowed } from '../../model/states.ts'
import { createAccountStore } from '../../support/account-store.ts'

const NOW = Date.parse('2026-11-23T10:42:00Z')
const account = { name: 'Ada', username: 'ada@example.com', tenantId: 'tenant' }
const signedIn: Session = { kind: 'signed-in', account }
const on = { kind: 'on' } as const

function stage(view: Partial<AccountView>, whileSending: Partial<AccountView> = {}) {
  const store = createAccountStore({ ...firstState('1.0.0', defaultSettings, 'en'), ...view })
  const calls: unknown[] = []
  const run = createRemoteCommands({
    store,
    sessions: {
      checkNow: () => void calls.push('check'),
      resume: () => void calls.push('resume'),
      pause(length) {
        calls.push(['pause', length])
        store.setState({ pausedUntil: NOW + 30 * 60_000 })
      },
    },
    ownStatus: {
      async setStatus(choice) {
        calls.push(choice)
        store.setState(whileSending)
      },
      async clearStatus() {
        calls.push('reset')
        store.setState(whileSending)
      },
    },
    openWindow: () => void calls.push('open'),
    wordsNow: () => wordsIn('en'),
    nowMs: () => NOW,
  })
  return { store, calls, run }
}

const features = { colleagues: { kind: 'off' }, 'own-status': on } as const

test.each<RemoteCommand>([{ kind: 'check' }, { kind: 'pause', length: 30 }])(
  '%j is for all accounts, also while one that is not followed is shown',
  async (command) => {
    const signedOut = {
      ...firstState('1.0.0', defaultSettings, 'en'),
      session: { kind: 'not-set-up' },
    } as const
    const { run, calls } = stage(withFollowed(signedOut))
    expect(await run(command)).toMatchObject({ done: true })
    expect(calls).toHaveLength(1)
  },
)

test.each<[RemoteCommand, unknown, string]>([
  [{ kind: 'open' }, 'open', 'The window is shown.'],
  [{ kind: 'check' }, 'check', 'Checking now.'],
  [{ kind: 'pause', length: 30 }, ['pause', { minutes: 30 }], 'Paused until 11:12.'],
  [{ kind: 'pause', length: 'until-tomorrow' }, ['pause', 'until-tomorrow'], 'Paused until 11:12.'],
  [
    { kind: 'set', status: 'Busy', length: 45 },
    { status: 'Busy', length: { minutes: 45 } },
    'Status set: Busy.',
  ],
  [
    { kind: 'set', status: 'Offline', length: 'end-of-day' },
    { status: 'Offline', length: 'end-of-day' },
    'Status set: Appear offline.',
  ],
  [{ kind: 'set', status: 'reset', length: 'until-changed' }, 'reset', 'Status reset.'],
])('%j is done', async (command, call, text) => {
  const { run, calls } = stage({ session: signedIn, features })
  expect(await run(command)).toEqual({ done: true, text })
  expect(calls).toEqual([call])
})

test('the end of a pause', async () => {
  const paused = stage({ session: signedIn, pausedUntil: NOW + 1000 })
  expect(await paused.run({ kind: 'resume' })).toEqual({ done: true, text: 'The pause has ended.' })
  expect(paused.calls).toEqual(['resume'])
  const notPaused = stage({ session: signedIn })
  expect(await notPaused.run({ kind: 'resume' })).toMatchObject({ done: true })
  expect(notPaused.calls).toEqual([])
})

describe('what cannot be done is refused with words, and nothing is done', () => {
  const sessions: Session[] = [
    { kind: 'starting' },
    { kind: 'not-set-up' },
    { kind: 'signed-out', problem: null },
    { kind: 'signing-in' },
    { kind: 'other-account', before: account, chosen: account },
  ]
  const commands: RemoteCommand[] = [
    { kind: 'check' },
    { kind: 'pause', length: 30 },
    { kind: 'set', status: 'Busy', length: 'until-changed' },
    { kind: 'set', status: 'reset', length: 'until-changed' },
  ]
  test.each(sessions.flatMap((session) => commands.map((command) => [session, command] as const)))(
    '%j: %j',
    async (session, command) => {
      const { run, calls } = stage({ session, features })
      expect(await run(command)).toMatchObject({ done: false, text: expect.stringContaining('account') })
      expect(calls).toEqual([])
    },
  )

  test('a check while paused', async () => {
    const { run, calls } = stage({ session: signedIn, pausedUntil: NOW + 1000 })
    expect(await run({ kind: 'check' })).toMatchObject({ done: false })
    expect(calls).toEqual([])
  })

  test.each(['off', 'asking'] as const)('a status while the feature is %s', async (kind) => {
    const { run, calls } = stage({ session: signedIn, features: { ...features, 'own-status': { kind } } })
    const answer = await run({ kind: 'set', status: 'Busy', length: 30 })
    expect(answer).toMatchObject({ done: false, text: expect.stringContaining('Settings') })
    expect(calls).toEqual([])
  })

  test('a status that the organisation has switched off: the settings could not switch it on', async () => {
    const managed: Managed = { fields: ['own-status'], organization: 'Contoso', problem: null }
    const { run, calls } = stage({ session: signedIn, managed })
    for (const status of ['Busy', 'reset'] as const)
      expect(await run({ kind: 'set', status, length: 'until-changed' })).toEqual({
        done: false,
        text: '“Set my status” is set by your organisation, so nothing was changed.',
      })
    expect(calls).toEqual([])
  })

  test.each<[Partial<AccountView>, string]>([
    [{ session: { kind: 'starting' } }, 'account'],
    [{ session: { kind: 'signed-out', problem: null } }, 'account'],
    [{ session: { kind: 'demo', pretending: null } }, 'account'],
    [{ features: { ...features, 'own-status': { kind: 'off' } } }, 'Settings'],
    [{ features: { ...features, 'own-status': { kind: 'asking' } } }, 'Settings'],
  ])('a status that is no longer sent: %j', async (whileSending, words) => {
    for (const status of ['Busy', 'reset'] as const) {
      const { run } = stage({ session: signedIn, features }, whileSending)
      const answer = await run({ kind: 'set', status, length: 'until-changed' })
      expect(answer).toMatchObject({ done: false, text: expect.stringContaining(words) })
    }
  })

  test('a status that Microsoft refuses, with its reason', async () => {
    const { run, store } = stage({ session: signedIn, features })
    const problem = { kind: 'teams-session-missing', next: 'person', status: 'Busy' } as const
    store.setState(({ ownStatus }) => ({ ownStatus: { ...ownStatus, problem } }))
    const answer = await run({ kind: 'set', status: 'Busy', length: 30 })
    expect(answer).toMatchObject({ done: false, text: expect.stringContaining('Teams') })
  })
})
