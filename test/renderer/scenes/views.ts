// The state of every view of the window, by name.

import type { Account } from '../../../app/model/account-state.ts'
import { settingsPages } from '../../../app/model/names.ts'
import type { AccountView } from '../../../app/model/state.ts'
import type { Timeline } from '../../../app/model/timeline.ts'
import { full, longNames, onPage, team } from './colleague-states.ts'
import { brokenManaged, managed, managedAtFirst } from './managed-states.ts'
import { forbidden, withOutputs } from './output-states.ts'
import { withFurther } from './several-accounts.ts'
import {
  CLIENT_ID,
  following,
  inSettings,
  minutesAgo,
  NOW,
  outOfOffice,
  presence,
  presenceUnknown,
  someDays,
  stateWith,
} from './window-states.ts'

export const inACall = following(
  presence('Busy', 'InACall', {
    ...outOfOffice('I am on leave until 7 December.\n'.repeat(20)),
    statusMessage: {
      message: { content: 'Heads down on the release' },
      expiryDateTime: { dateTime: '2026-11-23T17:00:00', timeZone: 'Pacific Standard Time' },
    },
    workLocation: { workLocationType: 'office' },
  }),
)
/** The user signed in with another account than Adele's. */
export function choosing(chosen: Partial<Account> = { name: 'Grace Hopper', username: 'grace@contoso.com' }) {
  const before = { name: 'Adele Vance', username: 'adele.vance@contoso.com', tenantId: CLIENT_ID }
  return stateWith({
    session: { kind: 'other-account', before, chosen: { ...before, ...chosen } },
    settings: { clientId: CLIENT_ID },
  })
}

/** Grace's light instead of Adele's. */
const ofGrace = followedInstead('Grace Hopper')
function followedInstead(name: string, part: Partial<AccountView['following']> = {}): AccountView {
  const busy = following(presence('Busy', 'InACall'), {
    features: { colleagues: { kind: 'on' }, 'own-status': { kind: 'on' } },
    colleagues: team.colleagues,
  })
  const [person = { id: CLIENT_ID, name, address: '' }] = team.colleagues.people
  return { ...busy, following: { ...busy.following, person: { ...person, name }, ...part } }
}

const WORD = 'Donaudampfschifffahrtsgesellschaft'.repeat(8)
const longAccount: Account = {
  name: WORD,
  username: `${'x'.repeat(200)}@${'contoso'.repeat(6)}.com`,
  tenantId: CLIENT_ID,
}
/** Long texts without spaces, and a right-to-left one. */
const unbroken = following(
  presence('Busy', WORD, {
    ...outOfOffice(`${WORD}\nhttps://contoso.example/${WORD}`),
    statusMessage: {
      message: { content: `أنا في إجازة حتى نهاية الأسبوع ${WORD}` },
      expiryDateTime: { dateTime: WORD, timeZone: WORD },
    },
    workLocation: { workLocationType: 'office' },
  }),
  {
    session: { kind: 'signed-in', account: longAccount },
    update: { kind: 'ready', version: '10.20.30' },
    programFailure: 'window-crashed',
    features: { colleagues: { kind: 'on' }, 'own-status': { kind: 'on' } },
  },
)

/** Without an account. */
const thisComputer: AccountView = {
  ...following(presence('Available', 'Available')),
  session: { kind: 'this-computer' },
  settings: { ...stateWith({}).settings, thisComputer: true },
}

export const views: Readonly<Record<string, AccountView>> = {
  'out of office': inACall,
  demo: { ...inACall, session: { kind: 'demo', pretending: null } },
  stale: following(presenceUnknown, {
    following: {
      stale: true,
      last: inACall.following.last && { ...inACall.following.last, at: minutesAgo(12) },
      problem: { kind: 'timed-out', next: 'retries', host: 'graph.microsoft.com', afterMs: 30_000 },
    },
  }),
  attention: following(presenceUnknown, {
    following: {
      problem: { kind: 'permission-missing', next: 'person', permission: 'Presence.Read', by: 'graph' },
    },
  }),
  paused: following(presence('Away', 'Away'), { pausedUntil: NOW + 1_800_000, tokensKeptIn: 'memory' }),
  starting: stateWith({}),
  'first start': stateWith({ session: { kind: 'not-set-up' } }),
  'this computer': thisComputer,
  'this computer, in a call': {
    ...following(presence('Busy', 'InACall')),
    session: { kind: 'this-computer' },
    recording: [{ program: 'ZOOM VoiceEngine', since: minutesAgo(18) }],
  },
  'this computer without calls': {
    ...thisComputer,
    microphone: [{ name: 'pactl', failure: 'ENOENT' }],
  },
  'this computer without calls, by the settings': {
    ...thisComputer,
    settings: { ...thisComputer.settings, microphone: false },
  },
  'this computer, in the settings': { ...thisComputer, page: 'settings' },
  'first start after settings that could not be read': stateWith({
    session: { kind: 'not-set-up' },
    unreadSettings: { kind: 'kept', name: 'settings.json.unreadable' },
  }),
  'settings that the system refuses': {
    ...inACall,
    page: 'settings',
    unreadSettings: { kind: 'left', name: 'settings.json', detail: 'EACCES' },
  },
  'signed out': stateWith({
    session: {
      kind: 'signed-out',
      problem: { kind: 'client-unknown', next: 'person', code: 'AADSTS700016' },
    },
    settings: { clientId: CLIENT_ID },
  }),
  'signed out after an unfinished sign-in': stateWith({
    session: {
      kind: 'signed-out',
      problem: { kind: 'sign-in-timed-out', next: 'person', afterMs: 300_000 },
    },
    settings: { clientId: CLIENT_ID },
  }),
  'a feature during the sign-in': {
    ...inSettings(inACall, 'account'),
    features: { colleagues: { kind: 'asking' }, 'own-status': { kind: 'off' } },
  },
  'signing in': stateWith({ session: { kind: 'signing-in' } }),
  'another account': choosing(),
  'another account, in the settings': inSettings(choosing(), 'account'),
  'another account of the same address': choosing({ tenantId: '99999999-8888-4777-8666-555555555555' }),
  'another account of a long address': choosing({ username: `${'x'.repeat(200)}@contoso.com` }),
  settings: { ...inACall, page: 'settings' },
  ...Object.fromEntries(settingsPages.map((page) => [`settings: ${page}`, inSettings(inACall, page)])),
  'shown elsewhere': withOutputs,
  'shown elsewhere, with secrets in memory': { ...withOutputs, outputSecretsKeptIn: 'memory' },
  'not shown elsewhere by policy': forbidden,
  'a question about the secrets of outputs': { ...inACall, asksAboutOutputSecrets: true },
  'start at login held back': {
    ...inSettings(inACall, 'more'),
    openAtLogin: { kind: 'held-back', by: 'windows' },
  },
  'start at login of another program': {
    ...inSettings(inACall, 'more'),
    openAtLogin: { kind: 'other-program', program: `/home/${WORD}/${WORD}` },
  },
  'an update that downloads': {
    ...inSettings(inACall, 'about'),
    update: { kind: 'downloading', version: '10.20.30', percent: 40 },
  },
  'an update ready': { ...inACall, update: { kind: 'ready', version: '10.20.30' } },
  ...Object.fromEntries(
    (['account', 'checking', 'registration', 'about'] as const).map((page) => [
      `managed settings: ${page}`,
      { ...inSettings(inACall, page), managed },
    ]),
  ),
  'managed settings that are broken': { ...inACall, page: 'settings', managed: brokenManaged },
  'managed, signed out': { ...managedAtFirst, settings: { ...managedAtFirst.settings, cloud: 'us-gov-l5' } },
  'the light of a colleague': ofGrace,
  'the light of a colleague with a long name': followedInstead(WORD),
  'the light of a colleague who cannot be seen': followedInstead('Grace Hopper', {
    problem: { kind: 'person-not-visible', next: 'person' },
  }),
  'the day while a colleague is shown': { ...ofGrace, page: 'today' },
  'whose light, in the settings': inSettings(ofGrace, 'light'),
  'several accounts': withFurther(inACall),
  'several accounts, in the settings': withFurther(inSettings(inACall, 'account')),
  colleagues: team,
  'colleagues of long names': longNames,
  'texts without spaces': unbroken,
  'settings of a long account': inSettings(unbroken, 'account'),
  'a hundred colleagues': full,
  'no colleague yet': onPage({ kind: 'on' }),
  'colleagues offered': onPage({ kind: 'off' }),
  'colleagues held up': onPage({
    kind: 'held-up',
    problem: { kind: 'feature-admin-consent-needed', next: 'person', permissions: ['Presence.Read.All'] },
  }),
  today: { ...following(presence('Available', 'Available')), page: 'today' },
  'an empty day': {
    ...following(presenceUnknown),
    page: 'today',
    settings: { ...inACall.settings, keepHistory: false },
  },
}

/** The history for a view. */
export const historyOf = (view: string): Timeline => (view === 'today' ? someDays : [])
