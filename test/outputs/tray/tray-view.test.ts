import { describe, expect, test } from 'vitest'
import type { Session } from '../../../app/model/account-state.ts'
import { lightOf } from '../../../app/model/light.ts'
import type { NotifyChoice } from '../../../app/model/names.ts'
import type { AccountView } from '../../../app/model/state.ts'
import type { MenuEntry } from '../../../app/outputs/tray/menu-entry.ts'
import { trayView } from '../../../app/outputs/tray/tray-view.ts'
import { wordsIn } from '../../../words/words.ts'
import { account, colleague, following, presence, seen, signedIn, withFollowed } from '../../model/states.ts'

const now = Date.parse('2026-11-23T11:00:00')
const view = (state: AccountView, language: 'en' | 'ru' = 'en') =>
  trayView(state, lightOf(state), wordsIn(language), now, 'linux')
const inACall = following(presence('Busy', 'InACall'))
const grace = { ...account, name: 'Grace', username: 'grace@contoso.com' }

function labels(entries: readonly MenuEntry[]): string[] {
  return entries.flatMap((entry) =>
    entry.kind === 'separator'
      ? []
      : entry.kind === 'submenu'
        ? [entry.label, ...labels(entry.entries)]
        : [entry.label],
  )
}
const choice = (state: AccountView, id: string) => {
  const all = (entries: readonly MenuEntry[]): MenuEntry[] =>
    entries.flatMap((entry) => (entry.kind === 'submenu' ? [entry, ...all(entry.entries)] : [entry]))
  return all(view(state).menu).find((entry) => 'id' in entry && entry.id === id)
}

test.each<Session>([
  { kind: 'signed-out', problem: null },
  { kind: 'signing-in' },
  { kind: 'other-account', before: account, chosen: grace },
])('an account that is not followed leaves the check and the pause to the others: %j', (session) => {
  const state: AccountView = { ...signedIn, session }
  for (const id of ['check-now', 'pause-30-min', 'pause-1-h', 'pause-until-tomorrow'])
    expect([choice(state, id), choice(withFollowed(state), id)]).toMatchObject([
      { enabled: false },
      { enabled: true },
    ])
})

test.each([null, 'light', 'dark'] as const)('a taskbar that is %s is passed on', (taskbar) => {
  expect(view({ ...inACall, taskbar }).taskbar).toBe(taskbar)
})

describe('the status line', () => {
  test.each<[string, AccountView, string]>([
    ['with the time since', inACall, 'In a call · since 10:42'],
    [
      'nobody saw it begin',
      following(presence('Away'), Date.parse('2026-11-23T08:05:00'), false),
      'Away · since 08:05 or earlier',
    ],
    [
      'since yesterday',
      following(presence('Away'), Date.parse('2026-11-22T17:30:00')),
      'Away · since 22 Nov, 17:30',
    ],
    [
      'out of office and working',
      following(presence('Available', 'Available', true)),
      'Available, out of office · since 10:42',
    ],
    ['out of office', following(presence('Away', 'Away', true)), 'Out of office · since 10:42'],
    [
      'stale',
      { ...inACall, following: { ...inACall.following, stale: true } },
      'In a call at 10:43 · not confirmed since',
    ],
    ['paused', { ...inACall, pausedUntil: Date.parse('2026-11-23T11:30:00') }, 'Paused · until 11:30'],
    ['not known yet', signedIn, 'Not known yet'],
    ['signing in', { ...signedIn, session: { kind: 'signing-in' } }, 'Signing in · continue in the browser'],
    [
      'another account',
      { ...inACall, session: { kind: 'other-account', before: account, chosen: grace } },
      'Another account was chosen · In the browser you chose grace@contoso.com; so far anna@contoso.com was followed.',
    ],
    ['not set up', { ...signedIn, session: { kind: 'not-set-up' } }, 'Not set up yet'],
    [
      'asked for, and not confirmed yet',
      {
        ...inACall,
        ownStatus: {
          askedFor: { status: 'Offline', at: Date.parse('2026-11-23T10:58:00'), until: null },
          sending: false,
          problem: null,
        },
      },
      'Offline · asked for at 10:58',
    ],
    ['demo', { ...inACall, session: { kind: 'demo', pretending: null } }, 'Demo · In a call · since 10:42'],
    [
      'this computer',
      { ...inACall, session: { kind: 'this-computer' } },
      'In a call, seen on this computer · since 10:42',
    ],
    [
      'this computer, paused',
      {
        ...inACall,
        session: { kind: 'this-computer' },
        pausedUntil: Date.parse('2026-11-23T11:30:00'),
      },
      'Paused · until 11:30',
    ],
    [
      'a lost sign-in',
      {
        ...inACall,
        following: { ...inACall.following, problem: { kind: 'sign-in-needed', next: 'person', code: null } },
      },
      'Sign in again',
    ],
  ])('%s', (_name, state, line) => {
    const { tooltip, menu } = view(state)
    expect(tooltip).toBe(line)
    expect(menu[0]).toEqual({ kind: 'line', id: 'status', label: line })
  })

  test('in Russian', () => {
    expect(view(inACall, 'ru').tooltip).toBe('Звонок · с 10:42')
  })
})

describe('the menu', () => {
  test('has its entries in order', () => {
    expect(labels(view(inACall).menu)).toEqual([
      'In a call · since 10:42',
      'Open',
      'Check now',
      'Pause',
      '30 min',
      '1 h',
      'Until tomorrow',
      'Resume',
      'Set my status…',
      "Show a colleague's light…",
      'Sign out',
      'Start at login',
      'Settings',
      'Quit',
    ])
  })

  test('has no entry for the own status if an administrator has switched it off, and has it if switched on', () => {
    const managed = { ...inACall.managed, fields: ['own-status' as const] }
    expect(labels(view({ ...inACall, managed }).menu)).not.toContain('Set my status…')
    const on = { ...inACall.features, 'own-status': { kind: 'on' as const } }
    expect(labels(view({ ...inACall, managed, features: on }).menu)).toContain('My status')
  })

  test('has each status with its lengths once the permission is given', () => {
    const allowed: AccountView = {
      ...inACall,
      features: { ...inACall.features, 'own-status': { kind: 'on' } },
    }
    const mine = choice(allowed, 'my-status')
    expect(mine?.kind === 'submenu' && labels(mine.entries)).toEqual([
      ...['Available', 'Busy', 'Do not disturb', 'Be right back', 'Away', 'Appear offline'].flatMap(
        (name) => [
          name,
          ...['For 30 min', 'For 1 h', 'For 2 h', 'Until the end of the day', 'Until I change it'],
        ],
      ),
      'Reset my status',
    ])
    expect(choice(allowed, 'status-busy-1-h')).toMatchObject({
      choice: { kind: 'set-status', status: 'Busy', length: '1-h' },
    })
    expect(choice(allowed, 'status-reset')).toMatchObject({ choice: 'status-reset' })
    const signedOut: AccountView = { ...allowed, session: { kind: 'signed-out', problem: null } }
    expect(choice(signedOut, 'my-status')).toBeUndefined()
    const demo: AccountView = { ...allowed, session: { kind: 'demo', pretending: null } }
    expect(choice(demo, 'my-status')).toBeUndefined()
  })

  test('has an entry to install an update only while one is ready', () => {
    const updates: AccountView['update'][] = [
      { kind: 'none' },
      { kind: 'checking' },
      { kind: 'downloading', version: '0.2.0', percent: 3 },
      { kind: 'failed', problem: { kind: 'update-refused', next: 'retries' } },
      { kind: 'not-ours', by: 'hand' },
    ]
    for (const update of updates) expect(view({ ...inACall, update })).toEqual(view(inACall))
    const update = { kind: 'ready', version: '0.2.0' } as const
    expect(choice({ ...inACall, update }, 'install-update')).toMatchObject({
      label: 'Restart to update to 0.2.0',
      choice: 'install-update',
    })
    expect(view({ ...inACall, update })).toEqual({ ...view(inACall), menu: expect.anything() })
  })

  test('of this computer offers to sign in, to stop and to pause; there is nothing to check', () => {
    const here: AccountView = { ...inACall, session: { kind: 'this-computer' } }
    expect(labels(view(here).menu)).toEqual([
      'In a call, seen on this computer · since 10:42',
      'Open',
      'Check now',
      'Pause',
      '30 min',
      '1 h',
      'Until tomorrow',
      'Resume',
      'Sign in',
      'Stop showing this computer',
      'Start at login',
      'Settings',
      'Quit',
    ])
    expect(view(here).icon).toBe('in-a-call-local')
    expect(choice(here, 'check-now')).toMatchObject({ enabled: false })
    expect(choice(here, 'pause-1-h')).toMatchObject({ enabled: true })
    expect(choice(here, 'stop-this-computer')).toMatchObject({ choice: 'stop-this-computer' })
  })

  test('enables what can be done', () => {
    expect(choice(inACall, 'resume')).toMatchObject({ enabled: false })
    expect(choice({ ...inACall, pausedUntil: now + 1 }, 'resume')).toMatchObject({ enabled: true })
    expect(choice({ ...inACall, pausedUntil: now + 1 }, 'check-now')).toMatchObject({ enabled: false })
    expect(choice({ ...signedIn, session: { kind: 'signed-out', problem: null } }, 'sign-in')).toMatchObject({
      enabled: true,
    })
    expect(choice({ ...signedIn, session: { kind: 'signing-in' } }, 'cancel-sign-in')).toBeDefined()
    expect(choice({ ...inACall, openAtLogin: { kind: 'on' } }, 'start-at-login')).toMatchObject({ on: true })
  })

  test('has an entry for each of two accounts to choose from, and no other for an account', () => {
    const session = { kind: 'other-account', before: account, chosen: grace } as const
    const features = { ...inACall.features, 'own-status': { kind: 'off' as const } }
    const state: AccountView = { ...inACall, session, features }
    expect(choice(state, 'follow-chosen-account')).toMatchObject({
      label: 'Follow grace@contoso.com',
      choice: 'follow-chosen-account',
    })
    expect(choice(state, 'stay-with-account')).toMatchObject({
      label: 'Stay with anna@contoso.com',
      choice: 'stay-with-account',
    })
    for (const id of ['sign-in', 'sign-out', 'my-status']) expect(choice(state, id)).toBeUndefined()
    for (const id of ['check-now', 'pause-1-h'])
      expect(choice(state, id) ?? {}).not.toHaveProperty('enabled', true)
  })

  test.each([
    [{ kind: 'keyring-locked', next: 'person' }, true],
    [{ kind: 'keyring-silent', next: 'retries' }, false],
  ] as const)('%j: only a restart helps: %s', (problem, helps) => {
    const state: AccountView = { ...signedIn, session: { kind: 'signed-out', problem } }
    expect(choice(state, 'restart') !== undefined).toBe(helps)
    for (const id of ['check-now', 'sign-in']) expect(choice(state, id)).toMatchObject({ enabled: true })
  })

  test('has sign in and sign out when the sign-in was lost', () => {
    const lost: AccountView = {
      ...inACall,
      following: { ...inACall.following, problem: { kind: 'sign-in-needed', next: 'person', code: null } },
    }
    expect(choice(lost, 'sign-in')).toBeDefined()
    expect(choice(lost, 'sign-out')).toBeDefined()
  })
})

describe('the colleagues', () => {
  const people = Array.from({ length: 20 }, (_, number) => colleague(number))
  const on: AccountView['features'] = { ...signedIn.features, colleagues: { kind: 'on' } }
  const team = (part: Partial<AccountView['colleagues']>, features = on): AccountView => ({
    ...inACall,
    features,
    colleagues: { people, seen: {}, problem: null, ...part },
  })
  const entries = (state: AccountView) => {
    const submenu = choice(state, 'tell-when-available')
    return submenu?.kind === 'submenu' ? submenu.entries : []
  }
  const names = (state: AccountView) => labels(entries(state))
  const one = (told: ReturnType<typeof seen>) =>
    team({ people: [colleague(1)], seen: { [colleague(1).id]: told } })

  test('lists at most fifteen colleagues who are not available', () => {
    expect(names(team({}))).toEqual(people.slice(0, 15).map(({ name }) => name))
    expect(choice(team({}), 'tell-when-available')).toMatchObject({ label: 'Tell me when available' })
  })

  test.each<[string, AccountView, number]>([
    ['busy', one(seen(presence('Busy'), now)), 1],
    ['available', one(seen(presence('Available'), now)), 0],
    ['available, out of office', one(seen(presence('Available', 'Available', true), now)), 0],
    ['not visible', one({ kind: 'not-visible' }), 0],
    ['switched off', team({}, signedIn.features), 0],
    ['nobody in the list', team({ people: [] }), 0],
  ])('%s', (_name, state, count) => {
    expect(names(state)).toHaveLength(count)
    expect(choice(state, 'tell-when-available') === undefined).toBe(count === 0)
  })

  test('a click asks for one notification, or cancels either kind', () => {
    const told = (tell: NotifyChoice) => entries(team({ people: [colleague(1, { tell })] }))
    const { id } = colleague(1)
    expect(told('never')).toMatchObject([
      { on: false, choice: { kind: 'notify-when-available', id, tell: 'once' } },
    ])
    expect(told('once')).toMatchObject([
      { on: true, choice: { kind: 'notify-when-available', id, tell: 'never' } },
    ])
    expect(told('each-time')).toMatchObject([
      { on: true, choice: { kind: 'notify-when-available', id, tell: 'never' } },
    ])
  })
})
