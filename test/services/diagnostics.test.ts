// The diagnostics contain a summary of the state, and nothing that identifies the user.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { noColleagues } from '../../app/model/colleague.ts'
import type { Presence } from '../../app/model/presence.ts'
import type { AccountView } from '../../app/model/state.ts'
import { type DiagnosticsParts, diagnosticsOf } from '../../app/services/diagnostics.ts'
import { brokenManaged } from '../renderer/scenes/managed-states.ts'
import {
  CLIENT_ID,
  following,
  NOW,
  outOfOffice,
  presence,
  stateWith,
} from '../renderer/scenes/window-states.ts'

const host = 'graph.microsoft.com'
const TENANT_ID = '99999999-8888-4777-8666-555555555555'

const copyOf = (
  state: AccountView,
  logLines: string[] = [],
  environment: object = {},
  clockOffMs: number | null = null,
) =>
  diagnosticsOf({
    state,
    clockOffMs,
    crashTraces: [],
    logLines,
    nowMs: NOW,
    environment: {
      versions: ['Electron 45.4.1', 'Chromium 148.0.1', 'Node.js 24.1.0'],
      system: 'Linux 6.1.0 x64, #1 SMP',
      desktop: 'KDE, wayland',
      ...environment,
    } satisfies DiagnosticsParts['environment'],
  })

test('summarize the state', () => {
  const copy = copyOf(
    following(presence('Busy', 'InACall'), {
      settings: { tenant: 'contoso.com', cloud: 'us-gov-l4', intervalSeconds: 45 },
      following: {
        problem: { kind: 'timed-out', next: 'retries', host: 'graph.microsoft.com', afterMs: 10_000 },
      },
    }),
    ['[2026-11-23 10:44:48.000] [info]  Light available → in-a-call: Busy/InACall'],
  )
  expect(copy.split('\n')).toEqual([
    'Tally Light 0.1.0',
    'Versions: Electron 45.4.1, Chromium 148.0.1, Node.js 24.1.0',
    'System: Linux 6.1.0 x64, #1 SMP; KDE, wayland',
    'Language: en (setting: system)',
    'Session: signed-in, tokens kept in keyring, page now',
    'Registration: cloud us-gov-l4, tenant a domain',
    'Client ID: 8a7e…7c11',
    'Light: in-a-call',
    'Reason: Busy/InACall',
    'Last answer: 12 s ago',
    'Next check: in 18 s',
    'Problem: timed-out',
    'Clock: not compared',
    'Paused: no',
    'Policy: none',
    'Errors: none',
    'Updates: on, none, never asked',
    'Microphone: pactl',
    'Settings: {"intervalSeconds":45,"notifications":["sign-in-needed"],"palette":"teams","theme":"system","windowPinned":false,"keepHistory":true,"openAtLogin":"off","factor":1}',
    '',
    'Log:',
    '[2026-11-23 10:44:48.000] [info]  Light available → in-a-call: Busy/InACall',
    '',
  ])
})

test.each<[name: string, state: AccountView, line: string]>([
  [
    'the managed settings without their values',
    stateWith({ managed: { fields: ['clientId', 'own-status'], organization: 'Contoso', problem: null } }),
    'Policy: in force: clientId, own-status',
  ],
  [
    'the errors of the policy without its content',
    stateWith({ managed: brokenManaged }),
    'Policy: broken: wrong-value, unknown-key',
  ],
  [
    'a source of the microphone that is left alone',
    stateWith({ microphone: [{ name: 'pactl', failure: 'ENOENT' }] }),
    'Microphone: pactl left alone: ENOENT',
  ],
  [
    'the log of Teams only when it is read',
    stateWith({
      microphone: [
        { name: 'consent-store', failure: null },
        { name: 'teams-log', failure: null },
      ],
    }),
    'Microphone: consent-store',
  ],
  ['the microphone switched off', stateWith({ settings: { microphone: false } }), 'Microphone: off'],
  [
    'this computer, without the program that records',
    {
      ...following(presence('Busy', 'InACall')),
      session: { kind: 'this-computer' },
      recording: [{ program: 'Secret Recorder', since: 0 }],
    },
    'Light: in-a-call-local',
  ],
  ['no client ID', stateWith({ session: { kind: 'not-set-up' } }), 'Client ID: none'],
  ['the kind of tenant: any', stateWith({}), 'Registration: cloud global, tenant organizations'],
  [
    'the kind of tenant: an ID',
    stateWith({ settings: { tenant: TENANT_ID } }),
    'Registration: cloud global, tenant an ID',
  ],
  [
    'why the user is signed out, with the error number',
    stateWith({
      session: {
        kind: 'signed-out',
        problem: { kind: 'client-unknown', next: 'person', code: 'AADSTS700016' },
      },
    }),
    'Problem: client-unknown AADSTS700016',
  ],
  [
    'the error name of the network',
    following(presence('Away', 'Away'), {
      following: {
        problem: {
          kind: 'certificate-date',
          next: 'retries',
          host: 'graph.microsoft.com',
          detail: 'net::ERR_CERT_DATE_INVALID',
        },
      },
    }),
    'Problem: certificate-date net::ERR_CERT_DATE_INVALID',
  ],
  [
    'no message of an error without a name',
    following(presence('Away', 'Away'), {
      following: { problem: { kind: 'unexpected', next: 'retries', detail: 'Error: for Adele' } },
    }),
    'Problem: unexpected',
  ],
  ['a pause', stateWith({ pausedUntil: NOW + 90_000 }), 'Paused: for 90 s'],
  [
    'a transient refusal, and each other problem with its name',
    following(presence('Busy', 'Busy'), {
      following: { problem: { kind: 'passing-refusal', next: 'retries', refused: 'token-refused' } },
      signInProblem: { kind: 'server-error', next: 'person', host, status: 503, retryAfterMs: null },
      features: {
        colleagues: { kind: 'on' },
        'own-status': {
          kind: 'held-up',
          problem: { kind: 'blocked-by-policy', next: 'person', code: 'AADSTS53003' },
        },
      },
      colleagues: {
        ...noColleagues,
        problem: {
          kind: 'proxy-refused',
          next: 'retries',
          host,
          detail: 'net::ERR_TUNNEL_CONNECTION_FAILED',
        },
      },
    }),
    'Problem: passing-refusal token-refused; sign-in: server-error 503; own-status: blocked-by-policy AADSTS53003; list of colleagues: proxy-refused net::ERR_TUNNEL_CONNECTION_FAILED',
  ],
  [
    'why an update failed',
    stateWith({
      update: {
        kind: 'failed',
        problem: { kind: 'update-failed', next: 'retries', detail: 'net::ERR_CERT_AUTHORITY_INVALID' },
      },
    }),
    'Updates: on, update-failed net::ERR_CERT_AUTHORITY_INVALID, never asked',
  ],
  [
    'when updates were last checked',
    stateWith({
      update: { kind: 'ready', version: '0.2.0' },
      settings: { updateCheckedAt: NOW - 60_000 },
    }),
    'Updates: on, ready 0.2.0, asked 60 s ago',
  ],
  ['how the program is updated', stateWith({ update: { kind: 'not-ours', by: 'hand' } }), 'Updates: by hand'],
  ['no answer yet', stateWith({}), 'Last answer: none'],
])('contain %s', (_name, state, line) => {
  expect(copyOf(state).split('\n')).toContain(line)
  expect(copyOf(state)).not.toContain('Secret')
})

test.each([
  [-3_600_400, 'Clock: 3600 s behind Microsoft'],
  [301_000, 'Clock: 301 s ahead of Microsoft'],
])('contain how far the clock is off: %s ms', (clockOffMs, line) => {
  expect(copyOf(stateWith({}), [], {}, clockOffMs).split('\n')).toContain(line)
})

test('an activity of more than one word is hidden', () => {
  expect(copyOf(following(presence('Busy', 'With anna@contoso.com')))).toContain('Reason: Busy/[hidden]')
})

describe('the log is masked', () => {
  const state = following(presence('Away', 'Away'), { settings: { tenant: 'fabrikam.example' } })
  test.each<[name: string, line: string, masked: string]>([
    ['e-mail addresses', 'User bob.o@x.example failed', 'User [hidden] failed'],
    ['the name, in any letter case', 'Hello ADELE Vance!', 'Hello [hidden]!'],
    ['parts of the name', 'Vance, Adele', '[hidden], [hidden]'],
    ['but not in other words', 'in advance', 'in advance'],
    ['the tenant', 'at fabrikam.example.', 'at [hidden].'],
    ['identifiers', `tenant ${TENANT_ID}`, 'tenant 9999…5555'],
    ['unknown hosts', 'proxy.corp.contoso.com:8080 refused', '[hidden]:8080 refused'],
    ['but not Microsoft’s hosts', 'https://login.microsoftonline.us/x', 'https://login.microsoftonline.us/x'],
    ['the folder of the user', 'at /home/avance1/app.js:1:2', 'at /home/[hidden]/app.js:1:2'],
    ['the folder of the user on Windows', 'C:\\Users\\A Vance\\x', 'C:\\Users\\[hidden]\\x'],
    ...['annas-pc', '192.168.1.20', 'fe80::1', 'wled.local', 'Anna’s sign.sh'].map(
      (place) =>
        [
          `where an output is, such as ${place}`,
          `Output web-request fails: output-unreachable (${place})`,
          'Output web-request fails: output-unreachable ([hidden])',
        ] as [string, string, string],
    ),
    ['but not the time', '[2026-11-23 10:44:48.000] [info] x', '[2026-11-23 10:44:48.000] [info] x'],
    ['but not AADSTS numbers', 'AADSTS50020: refused', 'AADSTS50020: refused'],
    ['tokens', 'Bearer abc.def', '[hidden]'],
  ])('%s', (_name, line, masked) => {
    expect(copyOf(state, [line]).split('\n').at(-2)).toBe(masked)
  })
})

test('contain neither account during the choice between two', () => {
  const before = { name: 'Adele Vance', username: 'adele.vance@contoso.com', tenantId: TENANT_ID }
  const chosen = { name: 'Grace Hopper', username: 'ghopper@fabrikam.example', tenantId: CLIENT_ID }
  const state = stateWith({ session: { kind: 'other-account', before, chosen } })
  expect(copyOf(state, ['Vance or Hopper, ghopper']).split('\n').at(-2)).toBe(
    '[hidden] or [hidden], [hidden]',
  )
})

/** Any text, long enough not to occur by chance. */
const anyText = fc
  .string({ minLength: 5, maxLength: 60, unit: 'grapheme' })
  .map((text) => text.trim())
  .filter((text) => text.length >= 5 && !/[\r\n]/.test(text))
const base64url = (length: number) =>
  fc.string({
    minLength: length,
    maxLength: length,
    unit: fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'),
  })

test('contain no message, name, status or token', () => {
  const empty = copyOf(following(presence('Away', 'Away')))
  fc.assert(
    fc.property(
      fc.record({ name: anyText, username: anyText, message: anyText, status: anyText }),
      fc.record({ token: base64url(60), code: base64url(20) }),
      ({ name, username, message, status }, { token, code }) => {
        const graph = presence('Away', 'Away', {
          ...outOfOffice(message),
          statusMessage: { message: { content: status } },
        })
        const state = following(graph, {
          session: { kind: 'signed-in', account: { name, username, tenantId: CLIENT_ID } },
        })
        const read: Presence | undefined = state.following.last?.presence
        const log = [
          `[warn] ${name} <${username}> wrote: ${read?.outOfOffice.message} (${read?.statusMessage?.text})`,
          `[warn] Bearer eyJ0eXAiOiJKV1Qi.${token} refresh_token=${token}&code=${code}`,
        ]
        const copy = copyOf(state, log).toLowerCase()
        const personal = [name, username, message, status, token, code]
        for (const text of personal.filter((one) => !empty.toLowerCase().includes(one.toLowerCase()))) {
          expect(copy).not.toContain(text.toLowerCase())
        }
      },
    ),
    { numRuns: 60 },
  )
})
