// What a person may send to whoever helps them: the state in short and the last of the log, without tokens, messages
// and names. In English, as those read it who know the program.

import { lightOf } from '../model/light.ts'
import { featureNames } from '../model/names.ts'
import type { Problem } from '../model/problem.ts'
import type { Account, AppState, FeatureState, Managed, Session } from '../model/state.ts'
import { redacted } from '../reading/redacted.ts'

/** What the computer is, as far as it bears on a tray icon. */
export interface Environment {
  /** Such as "Electron 45.4.1". */
  versions: readonly string[]
  /** Name, release and architecture. */
  system: string
  /** Such as "KDE, wayland"; null where the system has but one desktop. */
  desktop: string | null
}

export interface DiagnosticsParts {
  state: AppState
  environment: Environment
  /** The names of what was written of errors that nobody caught, oldest first. */
  crashTraces: readonly string[]
  /** The last of the log, oldest first. */
  logLines: readonly string[]
  nowMs: number
  /** How far this computer's clock was ahead of Microsoft's at the last answer, ms; null before there was one. */
  clockOffMs: number | null
}

/** In characters; V8 refuses ten times as many. */
const LONGEST_PATTERN = 1000

const HIDDEN = '[hidden]'

/** The text for the clipboard. Pure. */
export function diagnosticsOf({
  state,
  environment,
  crashTraces,
  logLines,
  nowMs,
  clockOffMs,
}: DiagnosticsParts): string {
  const { session, following, settings } = state
  const { last, nextCheckAt } = following
  // Never less than none: the clock may have been set back since.
  const seconds = (ms: number) => `${Math.max(0, Math.round(ms / 1000))} s`
  const facts: readonly (readonly [name: string, value: string])[] = [
    ['Versions', environment.versions.join(', ')],
    ['System', [environment.system, environment.desktop].filter(Boolean).join('; ')],
    ['Language', `${state.language} (setting: ${settings.language})`],
    ['Session', `${session.kind}, tokens kept in ${state.tokensKeptIn}, page ${state.page}`],
    ['Registration', `cloud ${settings.cloud}, tenant ${tenantKind(settings.tenant)}`],
    ['Client ID', settings.clientId === '' ? 'none' : shortened(settings.clientId)],
    ['Light', lightOf(state).name],
    [
      'Reason',
      last ? `${word(last.presence.availability)}/${word(last.presence.activity)}` : 'no answer yet',
    ],
    ['Last answer', last ? `${seconds(nowMs - last.at)} ago` : 'none'],
    ['Next check', nextCheckAt === null ? 'none planned' : `in ${seconds(nextCheckAt - nowMs)}`],
    ['Problem', problemsInShort(state)],
    ['Clock', clockInShort(clockOffMs)],
    ['Paused', state.pausedUntil === null ? 'no' : `for ${seconds(state.pausedUntil - nowMs)}`],
    ['Policy', policyInShort(state.managed)],
    ['Errors', crashTraces.join(', ') || 'none'],
    ['Updates', updatesInShort(state, seconds, nowMs)],
    ['Settings', settingsInShort(state)],
  ]
  return [
    `Tally Light ${state.version}`,
    ...facts.map(([name, value]) => `${name}: ${value}`),
    '',
    'Log:',
    ...maskedLines(logLines, state),
    '',
  ].join('\n')
}

/** That of one's own presence first, and each other one behind the name of what met it. */
function problemsInShort({ session, signInProblem, following, ...state }: AppState): string {
  const own = (session.kind === 'signed-out' ? session.problem : null) ?? following.problem
  const others: readonly (readonly [name: string, problem: Problem | null])[] = [
    ['sign-in', signInProblem],
    ...featureNames.map((name) => [name, heldUpBy(state.features[name])] as const),
    ['setting the status', state.ownStatus.problem],
    ['list of colleagues', state.colleagues.problem],
  ]
  const told = others.flatMap(([name, problem]) => (problem ? [`${name}: ${problemInShort(problem)}`] : []))
  return [own ? problemInShort(own) : 'none', ...told].join('; ')
}

const heldUpBy = (feature: FeatureState): Problem | null =>
  feature.kind === 'held-up' ? feature.problem : null

/** With Entra's number and correlation id, or the name of what the network or the system said; never with a whole sentence. */
function problemInShort(problem: Problem): string {
  const code = 'code' in problem && problem.code
  const detail = 'detail' in problem && ERROR_NAME.test(problem.detail) && problem.detail
  // It names a request, nobody who made it.
  const correlation = 'correlationId' in problem && `correlation ${problem.correlationId}`
  const refused = 'refused' in problem && problem.refused
  const status = 'status' in problem && typeof problem.status === 'number' && problem.status
  return [problem.kind, refused, status, code || detail, correlation].filter(Boolean).join(' ')
}

/** "net::ERR_CERT_DATE_INVALID", "EACCES", "HTTP 407". */
const ERROR_NAME = /^(?:(?:net::)?[A-Z][A-Z0-9_]{3,59}|HTTP \d{3})$/

function clockInShort(offMs: number | null): string {
  if (offMs === null) return 'not compared'
  return `${Math.abs(Math.round(offMs / 1000))} s ${offMs < 0 ? 'behind' : 'ahead of'} Microsoft`
}

const tenantKind = (tenant: string): string =>
  tenant === 'organizations' ? tenant : tenant.includes('.') ? 'a domain' : 'an ID'

/** A client ID is no secret, but it names an organisation. */
const shortened = (id: string): string => `${id.slice(0, 4)}…${id.slice(-4)}`

/** Graph's own words are single; whatever else it may say one day is not copied. */
const word = (text: string): string => (/^[A-Za-z]{1,40}$/.test(text) ? text : HIDDEN)

/** Which settings are managed, never what they are; what is wrong with a file that cannot be read. */
function policyInShort({ fields, problem }: Managed): string {
  if (problem?.kind === 'policy-broken') return `broken: ${problem.faults.map(({ kind }) => kind).join(', ')}`
  return fields.length > 0 ? `in force: ${fields.join(', ')}` : 'none'
}

function updatesInShort(
  { update, settings }: AppState,
  seconds: (ms: number) => string,
  nowMs: number,
): string {
  if (update.kind === 'not-ours') return `by ${update.by}`
  const { updates, updateCheckedAt } = settings
  const version = 'version' in update ? ` ${update.version}` : ''
  const became = update.kind === 'failed' ? problemInShort(update.problem) : `${update.kind}${version}`
  const asked = updateCheckedAt === null ? 'never asked' : `asked ${seconds(nowMs - updateCheckedAt)} ago`
  return `${updates ? 'on' : 'off'}, ${became}, ${asked}`
}

function settingsInShort({ settings, openAtLogin }: AppState): string {
  const { intervalSeconds, notifications, palette, theme, windowPinned, keepHistory, restraint } = settings
  return JSON.stringify({
    ...{ intervalSeconds, notifications, palette, theme, windowPinned, keepHistory },
    openAtLogin: openAtLogin.kind === 'held-back' ? `held-back: ${openAtLogin.by}` : openAtLogin.kind,
    factor: restraint.factor,
  })
}

function maskedLines(lines: readonly string[], state: AppState): string[] {
  const known = namesIn(state)
  return lines.map((line) => {
    const text = String(redacted(line))
    return known.reduce((masked, hide) => hide(masked), text).replaceAll(UNKNOWN_NAMES, mask)
  })
}

/** E-mail addresses; identifiers; a person's folder in a path; hosts, of which Microsoft's own stay. */
const UNKNOWN_NAMES =
  /(?<address>[^\s"'<>@,;]+@[^\s"'<>@,;]+)|(?<id>\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b)|(?<folder>(?<=[\\/](?:home|Users)[\\/]+)(?:[^\\/"':]+(?=[\\/])|[^\\/\s"':]+))|(?<host>\b(?:[a-z0-9-]+\.)+[a-z]{2,}\b)/gi

const OUR_HOSTS =
  /^(?:graph|dod-graph|login)\.(?:microsoft|microsoftonline|partner\.microsoftonline)\.(?:com|us|cn)$|^microsoftgraph\.chinacloudapi\.cn$|\.(?:js|cjs|ts|json|asar|log)$/i

function mask(match: string, ...rest: unknown[]): string {
  const groups = rest.at(-1)
  if (typeof groups !== 'object' || groups === null) return HIDDEN
  if ('id' in groups && groups.id) return shortened(match)
  if ('host' in groups && groups.host && OUR_HOSTS.test(match)) return match
  return HIDDEN
}

/** What this state knows that belongs to a person: a line that says it, in whatever letter case, does not say it on. */
function namesIn({ session, following, settings }: AppState): ((text: string) => string)[] {
  const accounts = accountsIn(session)
  const presence = following.last?.presence
  const whole = [
    ...accounts.flatMap(({ name, username, tenantId }) => [name, username, tenantId]),
    settings.clientId,
    // The log is read line by line.
    ...[presence?.statusMessage?.text, presence?.outOfOffice.message].flatMap(
      (text) => text?.split('\n') ?? [],
    ),
    ...(settings.tenant === 'organizations' ? [] : [settings.tenant]),
  ]
  const pieces = accounts
    .flatMap(({ name, username }) => [name, username.split('@')[0]])
    .flatMap((name) => name?.split(/[^\p{L}\p{N}]+/u) ?? [])
  return [
    ...whole.flatMap((text) =>
      text && text.trim().length > 1 ? inPieces(text.trim()).map((piece) => hider(escaped(piece))) : [],
    ),
    // A part of a name counts as a word of its own only: "Ann" is not in "Channel".
    ...pieces.flatMap((piece) =>
      piece.length < 2 ? [] : [hider(`(?<![\\p{L}\\p{N}])${escaped(piece)}(?![\\p{L}\\p{N}])`)],
    ),
  ]
}

function accountsIn(session: Session): Account[] {
  if (session.kind === 'other-account') return [session.before, session.chosen]
  return session.kind === 'signed-in' ? [session.account] : []
}

/** A pattern cannot be as long as a message may be. The pieces are of one length: a short one would be everywhere. */
function inPieces(text: string): string[] {
  const letters = [...text]
  const count = Math.ceil(letters.length / LONGEST_PATTERN)
  const length = Math.ceil(letters.length / count)
  return Array.from({ length: count }, (_, place) =>
    letters.slice(place * length, (place + 1) * length).join(''),
  ).filter((piece) => piece !== '')
}

function hider(pattern: string): (text: string) => string {
  const found = new RegExp(pattern, 'giu')
  return (text) => text.replace(found, HIDDEN)
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
