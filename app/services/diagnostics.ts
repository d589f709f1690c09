// The diagnostics that the user can send to get help: a summary of the state and the end of the log, without tokens,
// messages and names. Always in English.

import { heldUpBy } from '../model/account-state.ts'
import { lightOf } from '../model/light.ts'
import { featureNames } from '../model/names.ts'
import type { Problem } from '../model/problems/problem.ts'
import type { AccountView, Managed, MicrophoneSourceState } from '../model/state.ts'
import { HIDDEN } from '../reading/hide-secrets.ts'
import { maskedLines, shortened } from './masked-log.ts'

/** The system that the program runs on. */
export interface Environment {
  /** Such as "Electron 45.4.1". */
  versions: readonly string[]
  /** Name, release and architecture. */
  system: string
  /** Such as "KDE, wayland"; null if the system has only one desktop. */
  desktop: string | null
}

export interface DiagnosticsParts {
  state: AccountView
  environment: Environment
  /** The file names of the traces of uncaught errors, oldest first. */
  crashTraces: readonly string[]
  /** The last lines of the log, oldest first. */
  logLines: readonly string[]
  nowMs: number
  /** How far the computer's clock was ahead of Microsoft's at the last answer, ms. Null before the first answer. */
  clockOffMs: number | null
}

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
  // Never negative, even if the clock was set back.
  const seconds = (ms: number) => `${Math.max(0, Math.round(ms / 1000))} s`
  const facts: readonly (readonly [name: string, value: string])[] = [
    ['Versions', environment.versions.join(', ')],
    ['System', [environment.system, environment.desktop].filter(Boolean).join('; ')],
    ['Language', `${state.language} (setting: ${settings.language})`],
    ['Session', `${session.kind}, tokens kept in ${state.tokensKeptIn}, page ${state.page}`],
    ['Registration', `cloud ${settings.cloud}, tenant ${tenantKind(settings.tenant)}`],
    ['Client ID', settings.clientId === '' ? 'none' : shortened(settings.clientId)],
    ['Light', following.person ? "a colleague's" : lightOf(state).name],
    ['Reason', reasonOf(following)],
    ['Last answer', last ? `${seconds(nowMs - last.at)} ago` : 'none'],
    ['Next check', nextCheckAt === null ? 'none planned' : `in ${seconds(nextCheckAt - nowMs)}`],
    ['Problem', problemsInShort(state)],
    ['Clock', clockInShort(clockOffMs)],
    ['Paused', state.pausedUntil === null ? 'no' : `for ${seconds(state.pausedUntil - nowMs)}`],
    ['Policy', policyInShort(state.managed)],
    ['Errors', crashTraces.join(', ') || 'none'],
    ['Updates', updatesInShort(state, seconds, nowMs)],
    ['Microphone', microphoneInShort(state)],
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

/** Never what a colleague does: this text is given to others. */
function reasonOf({ last, person }: AccountView['following']): string {
  if (!last) return 'no answer yet'
  if (person) return 'an answer'
  return `${word(last.presence.availability)}/${word(last.presence.activity)}`
}

/** The problem of the own presence, then the others with their names. */
function problemsInShort({ session, signInProblem, following, ...state }: AccountView): string {
  const own = (session.kind === 'signed-out' ? session.problem : null) ?? following.problem
  const others: readonly (readonly [name: string, problem: Problem | null])[] = [
    ['sign-in', signInProblem],
    ...featureNames.map((name) => [name, heldUpBy(state.features[name])] as const),
    ['setting the status', state.ownStatus.problem],
    ['list of colleagues', state.colleagues.problem],
    ['history', state.historyProblem],
  ]
  const named = others.flatMap(([name, problem]) => (problem ? [`${name}: ${problemInShort(problem)}`] : []))
  return [own ? problemInShort(own) : 'none', ...named].join('; ')
}

/** With Entra's number and correlation id, or the error name of the network or the system. Contains no sentences. */
function problemInShort(problem: Problem): string {
  const code = 'code' in problem && problem.code
  const detail = 'detail' in problem && ERROR_NAME.test(problem.detail) && problem.detail
  // It identifies a request, not a user.
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

function tenantKind(tenant: string): string {
  if (tenant === 'organizations') return tenant
  return tenant.includes('.') ? 'a domain' : 'an ID'
}

/** Graph's values are single words. Any other text is hidden. */
const word = (text: string) => (/^[A-Za-z]{1,40}$/.test(text) ? text : HIDDEN)

/** The names of the managed settings without their values, or the errors of an invalid policy file. */
function policyInShort({ fields, problem }: Managed): string {
  if (problem?.kind === 'policy-broken') return `broken: ${problem.faults.map(({ kind }) => kind).join(', ')}`
  return fields.length > 0 ? `in force: ${fields.join(', ')}` : 'none'
}

function updatesInShort(
  { update, settings }: AccountView,
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

/** The sources, never the programs that record. */
function microphoneInShort({ microphone, settings }: AccountView): string {
  if (!settings.microphone) return 'off'
  const isOn = ({ name }: MicrophoneSourceState) => name !== 'teams-log' || settings.teamsLog
  const inShort = ({ name, failure }: MicrophoneSourceState) =>
    failure === null ? name : `${name} left alone: ${failure}`
  return microphone.filter(isOn).map(inShort).join(', ') || 'no source'
}

function settingsInShort({ settings, openAtLogin }: AccountView): string {
  const { intervalSeconds, notifications, palette, theme, windowPinned, keepHistory, restraint } = settings
  return JSON.stringify({
    intervalSeconds,
    notifications,
    palette,
    theme,
    windowPinned,
    keepHistory,
    openAtLogin: openAtLogin.kind === 'held-back' ? `held-back: ${openAtLogin.by}` : openAtLogin.kind,
    factor: restraint.factor,
  })
}
