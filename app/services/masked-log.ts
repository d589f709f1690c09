// Masks the log for the diagnostics: hides what identifies a person or an organisation.

import type { Account, Session } from '../model/account-state.ts'
import type { AccountView } from '../model/state.ts'
import { HIDDEN } from '../reading/hide-secrets.ts'
import { redacted } from '../reading/redacted.ts'

/** In characters. V8 rejects a pattern ten times as long. */
const MAX_PATTERN_LENGTH = 1000

/** A client ID is not secret, but it identifies an organisation. */
export const shortened = (id: string): string => `${id.slice(0, 4)}…${id.slice(-4)}`

/** Pure. */
export function maskedLines(lines: readonly string[], state: AccountView): string[] {
  const known = namesIn(state)
  return lines.map((line) => {
    const text = String(redacted(line))
    return known.reduce((masked, hide) => hide(masked), text).replaceAll(UNKNOWN_NAMES, mask)
  })
}

/** E-mail addresses, ids, the user's folder in a path, where an external output is (running-output.ts), and hosts. */
const UNKNOWN_NAMES =
  /(?<address>[^\s"'<>@,;]+@[^\s"'<>@,;]+)|(?<id>\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b)|(?<output>(?<=\bOutput [a-z-]+ fails: [a-z-]+ \()[^)]+)|(?<folder>(?<=[\\/](?:home|Users)[\\/]+)(?:[^\\/"':]+(?=[\\/])|[^\\/\s"':]+))|(?<host>\b(?:[a-z0-9-]+\.)+[a-z]{2,}\b)/gi

/** Hosts that stay visible, and file names that look like hosts. */
const VISIBLE_HOSTS =
  /^(?:graph|dod-graph|login)\.(?:microsoft|microsoftonline|partner\.microsoftonline)\.(?:com|us|cn)$|^microsoftgraph\.chinacloudapi\.cn$|\.(?:js|cjs|ts|json|asar|log)$/i

function mask(match: string, ...rest: unknown[]): string {
  const groups = rest.at(-1)
  if (typeof groups !== 'object' || groups === null) return HIDDEN
  if ('id' in groups && groups.id) return shortened(match)
  if ('host' in groups && groups.host && VISIBLE_HOSTS.test(match)) return match
  return HIDDEN
}

/** Functions that hide the names and texts of the state in a line, in any letter case. */
function namesIn(state: AccountView): ((text: string) => string)[] {
  const { settings } = state
  const registrations = [settings, ...settings.furtherAccounts]
  const sources = [state, ...state.accounts]
  const accounts = sources.flatMap(({ session, following }) => [
    ...accountsIn(session),
    ...personIn(following),
  ])
  const whole = [
    ...accounts.flatMap(({ name, username, tenantId }) => [name, username, tenantId]),
    ...registrations.map(({ clientId }) => clientId),
    // By line, because the log is masked line by line.
    ...sources
      .flatMap(({ following: { last } }) => [
        last?.presence.statusMessage?.text,
        last?.presence.outOfOffice.message,
      ])
      .flatMap((text) => text?.split('\n') ?? []),
    ...registrations.flatMap(({ tenant }) => (tenant === 'organizations' ? [] : [tenant])),
  ]
  const pieces = accounts
    .flatMap(({ name, username }) => [name, username.split('@')[0]])
    .flatMap((name) => name?.split(/[^\p{L}\p{N}]+/u) ?? [])
  return [
    ...whole.flatMap((text) =>
      text && text.trim().length > 1 ? inPieces(text.trim()).map((piece) => hider(escaped(piece))) : [],
    ),
    // A part of a name is hidden only as a whole word: "Ann", but not in "Channel".
    ...pieces.flatMap((piece) =>
      piece.length < 2 ? [] : [hider(`(?<![\\p{L}\\p{N}])${escaped(piece)}(?![\\p{L}\\p{N}])`)],
    ),
  ]
}

function personIn({ person }: AccountView['following']): Account[] {
  return person ? [{ name: person.name, username: person.address, tenantId: '' }] : []
}

function accountsIn(session: Session): Account[] {
  if (session.kind === 'other-account') return [session.before, session.chosen]
  return session.kind === 'signed-in' ? [session.account] : []
}

/** A message may be longer than a pattern. Equal lengths avoid a short piece, which would match too often. */
function inPieces(text: string): string[] {
  const letters = [...text]
  const count = Math.ceil(letters.length / MAX_PATTERN_LENGTH)
  const length = Math.ceil(letters.length / count)
  return Array.from({ length: count }, (_, place) =>
    letters.slice(place * length, (place + 1) * length).join(''),
  ).filter((piece) => piece !== '')
}

function hider(pattern: string): (text: string) => string {
  const found = new RegExp(pattern, 'giu')
  return (text) => text.replace(found, HIDDEN)
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
