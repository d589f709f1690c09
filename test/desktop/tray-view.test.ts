import { describe, expect, test } from 'vitest'
import { type MenuEntry, trayView } from '../../app/desktop/tray-view.ts'
import type { AppState } from '../../app/state.ts'
import { wordsIn } from '../../words/words.ts'
import { following, presence, signedIn } from '../presence/states.ts'

const now = Date.parse('2026-11-23T11:00:00')
const view = (state: AppState, language: 'en' | 'ru' = 'en') =>
  trayView(state, wordsIn(language), now, 'linux')
const inACall = following(presence('Busy', 'InACall'))

function labels(entries: readonly MenuEntry[]): string[] {
  return entries.flatMap((entry) =>
    entry.kind === 'separator'
      ? []
      : entry.kind === 'submenu'
        ? [entry.label, ...labels(entry.entries)]
        : [entry.label],
  )
}
const choice = (state: AppState, id: string) => {
  const all = (entries: readonly MenuEntry[]): MenuEntry[] =>
    entries.flatMap((entry) => (entry.kind === 'submenu' ? [entry, ...all(entry.entries)] : [entry]))
  return all(view(state).menu).find((entry) => 'id' in entry && entry.id === id)
}

describe('the line that says the light', () => {
  test.each<[string, AppState, string]>([
    ['since when', inACall, 'In a call · since 10:42'],
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
    ['nothing yet', signedIn, 'Not known yet'],
    ['signing in', { ...signedIn, session: { kind: 'signing-in' } }, 'Signing in · continue in the browser'],
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
      'a lost sign-in',
      {
        ...inACall,
        following: { ...inACall.following, problem: { kind: 'sign-in-needed', needs: 'person', code: null } },
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
  test('has its entries in their order', () => {
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
      'Sign out',
      'Start at login',
      'Settings',
      'Quit',
    ])
  })

  test('has each status with its lengths once that is allowed', () => {
    const allowed: AppState = { ...inACall, features: { ...inACall.features, 'own-status': { kind: 'on' } } }
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
    const signedOut: AppState = { ...allowed, session: { kind: 'signed-out', problem: null } }
    expect(choice(signedOut, 'my-status')).toBeUndefined()
    const demo: AppState = { ...allowed, session: { kind: 'demo', pretending: null } }
    expect(choice(demo, 'my-status')).toBeUndefined()
  })

  test('offers what can be done', () => {
    expect(choice(inACall, 'resume')).toMatchObject({ enabled: false })
    expect(choice({ ...inACall, pausedUntil: now + 1 }, 'resume')).toMatchObject({ enabled: true })
    expect(choice({ ...inACall, pausedUntil: now + 1 }, 'check-now')).toMatchObject({ enabled: false })
    expect(choice({ ...signedIn, session: { kind: 'signed-out', problem: null } }, 'sign-in')).toMatchObject({
      enabled: true,
    })
    expect(choice({ ...signedIn, session: { kind: 'signing-in' } }, 'cancel-sign-in')).toBeDefined()
    expect(choice({ ...inACall, openAtLogin: true }, 'start-at-login')).toMatchObject({ on: true })
  })

  test('a lost sign-in has both ways', () => {
    const lost: AppState = {
      ...inACall,
      following: { ...inACall.following, problem: { kind: 'sign-in-needed', needs: 'person', code: null } },
    }
    expect(choice(lost, 'sign-in')).toBeDefined()
    expect(choice(lost, 'sign-out')).toBeDefined()
  })
})
