// Every kind of problem, and what happens next. Without zod, as the window imports this file; the schemas are in problem.ts.
import type { Problem } from './problem.ts'

/**
 * `retries`: the program tries again by itself, with backoff. `waits`: it tries again at the moment, or on the event, that
 * the problem's text names. `person`: it does not try again; the user has to act.
 */
export type Next = 'retries' | 'waits' | 'person'

/**
 * What happens next. The text of a problem (words/problem-words.ts) and the retries (polling/cadence/retry-delay.ts,
 * session.ts, updates.ts) derive from it.
 */
export const declaredNext = {
  offline: 'waits',
  unreachable: 'retries',
  'certificate-date': 'retries',
  'certificate-untrusted': 'retries',
  'client-certificate-wanted': 'retries',
  'proxy-unreachable': 'retries',
  'proxy-refused': 'retries',
  'proxy-sign-in-wanted': 'retries',
  'name-not-found': 'retries',
  'connection-refused': 'retries',
  'timed-out': 'retries',
  'not-json': 'retries',
  'not-an-answer': 'retries',
  'too-large': 'retries',
  'cut-short': 'retries',
  throttled: 'waits',
  'server-error': 'retries',
  'passing-refusal': 'retries',
  'entra-busy': 'retries',
  'answer-not-understood': 'retries',
  unfinished: 'retries',
  'held-back': 'waits',
  'token-refused': 'person',
  'permission-missing': 'person',
  'presence-unavailable': 'person',
  'cloud-without-presence': 'person',
  'not-in-this-cloud': 'person',
  'status-refused': 'person',
  'teams-session-missing': 'person',
  'sign-in-needed': 'person',
  'sign-in-ran-out': 'person',
  'second-factor-refused': 'person',
  'password-expired': 'person',
  'account-not-in-tenant': 'person',
  'not-let-into-tenant': 'person',
  'account-disabled': 'person',
  'personal-account': 'person',
  'not-assigned': 'person',
  'blocked-by-policy': 'person',
  'demand-not-met': 'person',
  'consent-refused': 'person',
  'admin-consent-needed': 'person',
  'feature-consent-refused': 'person',
  'feature-admin-consent-needed': 'person',
  'client-unknown': 'person',
  'client-disabled': 'person',
  'registration-incomplete': 'person',
  'tenant-unknown': 'person',
  'wrong-cloud': 'person',
  'single-tenant-client': 'person',
  'public-client-off': 'person',
  'single-page-redirect': 'person',
  'redirect-missing': 'person',
  'entra-refused': 'person',
  'sign-in-cancelled': 'person',
  'other-account-chosen': 'person',
  'sign-in-timed-out': 'person',
  'other-account-answered': 'retries',
  'browser-not-opened': 'person',
  'address-too-long': 'person',
  'loopback-unavailable': 'person',
  'keyring-locked': 'person',
  'keyring-silent': 'retries',
  'tokens-unreadable': 'person',
  'tokens-not-removed': 'person',
  'colleagues-unreadable': 'person',
  'person-not-visible': 'person',
  'colleagues-off': 'person',
  'colleague-light-managed': 'person',
  'whose-light-unreadable': 'person',
  'policy-broken': 'person',
  'update-failed': 'retries',
  'update-refused': 'retries',
  'update-not-installed': 'retries',
  'output-unreachable': 'retries',
  'output-timed-out': 'retries',
  'output-certificate-untrusted': 'person',
  'output-certificate-name': 'person',
  'output-certificate-date': 'retries',
  'output-refused': 'retries',
  'output-access-refused': 'person',
  'output-secret-missing': 'person',
  'output-keyring-locked': 'person',
  'output-keyring-silent': 'retries',
  'output-secrets-unreadable': 'person',
  'output-address-public': 'person',
  'output-address-invalid': 'person',
  'output-headers-invalid': 'person',
  'output-body-invalid': 'person',
  'output-program-not-absolute': 'person',
  'output-program-needs-shell': 'person',
  'output-program-is-bundle': 'person',
  'output-program-not-started': 'person',
  'output-program-failed': 'retries',
  'output-program-hung': 'retries',
  'output-lamp-unreachable': 'retries',
  'output-lamp-missing': 'person',
  'not-a-hue-bridge': 'person',
  'bridge-button-not-pressed': 'person',
  'device-search-failed': 'person',
  'output-file-unreadable': 'person',
  'output-usb-none': 'waits',
  'output-usb-not-allowed': 'retries',
  'output-usb-in-use': 'retries',
  'output-usb-failed': 'retries',
  'output-usb-unavailable': 'retries',
  unexpected: 'retries',
} as const satisfies Record<string, Next>

export type ProblemKind = keyof typeof declaredNext

/** Refusals that may not recur seconds later: the user has to act only if they last (polling/refusals.ts). */
export const refusalKinds = [
  'token-refused',
  'permission-missing',
  'presence-unavailable',
  'person-not-visible',
  'entra-refused',
] as const satisfies readonly ProblemKind[]
export type RefusalKind = (typeof refusalKinds)[number]

/** Problems of the program's updates, which it checks for about once a day. */
export const updateProblems: ReadonlySet<ProblemKind> = new Set([
  'update-failed',
  'update-refused',
  'update-not-installed',
])

/** Sign-ins that the user ended: nothing is wrong. */
const endedAttempts: ReadonlySet<ProblemKind> = new Set([
  'sign-in-cancelled',
  'other-account-chosen',
  'sign-in-timed-out',
])

/** Whether something is wrong that only a person can fix. */
export const isLasting = ({ kind }: { kind: ProblemKind }): boolean =>
  declaredNext[kind] === 'person' && !endedAttempts.has(kind)

/** Sign-ins for which this computer opened no page, so that Microsoft has refused nothing. */
const unopenedPages: ReadonlySet<ProblemKind> = new Set([
  'browser-not-opened',
  'address-too-long',
  'loopback-unavailable',
])

/** Whether a sign-in that failed with this problem leaves the account as it was: Microsoft has not refused it. */
export const leavesAccount = (problem: { kind: ProblemKind }): boolean =>
  !isLasting(problem) || unopenedPages.has(problem.kind)

/** Whether the account is not lost, but the keyring does not give its tokens. */
export const isKeyringProblem = ({ kind }: { kind: ProblemKind }): boolean =>
  kind === 'keyring-locked' || kind === 'keyring-silent'

/** Problems that a wrong clock of this computer may cause: certificates and tokens have validity periods. */
export const clockProblems: ReadonlySet<ProblemKind> = new Set([
  'certificate-date',
  'token-refused',
  'sign-in-needed',
  'sign-in-ran-out',
  'demand-not-met',
  'answer-not-understood',
  'entra-refused',
])

/** The longest wait that a server can ask for, ms: an hour. */
export const LONGEST_RETRY_AFTER_MS = 60 * 60_000

/**
 * How long the server asks to wait, ms: above zero, at most an hour. Null if it gives no usable time (NaN, a date in the
 * past), or if the problem is not a server's.
 */
export function retryAfterOf(problem: Problem): number | null {
  if (problem.kind !== 'throttled' && problem.kind !== 'server-error') return null
  const { retryAfterMs } = problem
  return retryAfterMs !== null && retryAfterMs > 0 ? Math.min(retryAfterMs, LONGEST_RETRY_AFTER_MS) : null
}

/** Whether Graph's limit for the tenant was reached. Entra (login.…) has limits of its own. */
export const isLimitOfGraph = (problem: Problem): boolean =>
  problem.kind === 'throttled' && !problem.host.startsWith('login.')

/** Whether Graph has no presence of the person who is followed. It may have the presences of others. */
export function isPresenceMissing(problem: Problem): boolean {
  const kind = problem.kind === 'passing-refusal' ? problem.refused : problem.kind
  return kind === 'presence-unavailable' || kind === 'person-not-visible'
}
