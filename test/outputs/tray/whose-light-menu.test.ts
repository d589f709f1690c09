// The menu's choice of whose light is shown.
import { expect, test } from 'vitest'
import type { AccountView } from '../../../app/model/state.ts'
import type { MenuEntry } from '../../../app/outputs/tray/menu-entry.ts'
import { whoseLightEntries } from '../../../app/outputs/tray/whose-light-menu.ts'
import { wordsIn } from '../../../words/words.ts'
import { colleague, following, presence, signedIn } from '../../model/states.ts'

const entriesOf = (state: AccountView) => whoseLightEntries(state, wordsIn('en'))
const labels = (entries: readonly MenuEntry[]): string[] =>
  entries.flatMap((entry) => {
    if (entry.kind === 'separator') return ['-']
    if (entry.kind === 'submenu') return [entry.label, ...labels(entry.entries)]
    return [entry.kind === 'switch' && entry.on ? `* ${entry.label}` : entry.label]
  })

const on: AccountView = {
  ...signedIn,
  features: { ...signedIn.features, colleagues: { kind: 'on' } },
  colleagues: { people: [colleague(1), colleague(2)], seen: {}, problem: null },
}
const { group: _, tell: __, ...person } = colleague(9, { name: 'Grace' })
const grace: AccountView = { ...on, following: { ...following(presence('Busy')).following, person } }
const forbidden = (state: AccountView): AccountView => ({
  ...state,
  settings: { ...state.settings, colleagueLight: false },
  managed: { ...state.managed, fields: ['colleagueLight'] },
})
const off = (state: AccountView): AccountView => ({
  ...state,
  features: { ...state.features, colleagues: { kind: 'off' } },
})

test.each<[string, AccountView, string[]]>([
  ['one’s own', on, ['Whose light', '* My own', 'Colleague 1', 'Colleague 2', '-', 'Somebody else…']],
  [
    'a colleague beside the list',
    grace,
    ['Whose light', 'My own', '* Grace', 'Colleague 1', 'Colleague 2', '-', 'Somebody else…'],
  ],
  ['before colleagues are on', off(on), ["Show a colleague's light…"]],
  ['a colleague while they are off', off(grace), ['Whose light', 'My own', '* Grace']],
  ['forbidden', forbidden(on), []],
  ['forbidden later', forbidden(grace), ['Whose light', 'My own', '* Grace']],
  ['signed out', { ...on, session: { kind: 'signed-out', problem: null } }, []],
  ['this computer', { ...on, session: { kind: 'this-computer' } }, []],
])('%s', (_name, state, expected) => {
  expect(labels(entriesOf(state))).toEqual(expected)
})
