// Every kind of problem, and what happens after it. Without the schemas (problem.ts), which the window does not carry.
import type { Problem } from './problem.ts'

/**
 * `retries`: it is tried again by itself, with growing gaps. `waits`: it is tried again at the moment, or on the signal,
 * that its words name. `person`: nothing is promised; somebody has to act.
 */
export type Next = 'retries' | 'waits' | 'person'

/**
 * What happens next. The words of a problem (words/problem-words.ts) and what is planned for it (polling/cadence/retry-delay.ts,
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
  'policy-broken': 'person',
  'update-failed': 'retries',
  'update-refused': 'retries',
  'update-not-installed': 'retries',
  unexpected: 'retries',
} as const satisfies Record<string, Next>

export type ProblemKind = keyof typeof declaredNext

/** What the same request, seconds later, may be granted: a person's problem only once it lasts (polling/refusals.ts). */
export const refusalKinds = [
  'token-refused',
  'permission-missing',
  'presence-unavailable',
  'entra-refused',
] as const satisfies readonly ProblemKind[]
export type RefusalKind = (typeof refusalKinds)[number]

/** Newer versions of the program are asked for about once a day. */
export const updateProblems: ReadonlySet<ProblemKind> = new Set([
  'update-failed',
  'update-refused',
  'update-not-installed',
])

/** A person's own attempt that came to nothing: nothing is wrong. */
const endedAttempts: ReadonlySet<ProblemKind> = new Set([
  'sign-in-cancelled',
  'other-account-chosen',
  'sign-in-timed-out',
])

/** Whether something is wrong that only a person can mend. */
export const isLasting = ({ kind }: { kind: ProblemKind }): boolean =>
  declaredNext[kind] === 'person' && !endedAttempts.has(kind)

/** The account is behind the system's keyring, and not lost. */
export const isKeyringProblem = ({ kind }: { kind: ProblemKind }): boolean =>
  kind === 'keyring-locked' || kind === 'keyring-silent'

/** What a computer's clock that is off may be the cause of: certificates and tokens have times. */
export const clockProblems: ReadonlySet<ProblemKind> = new Set([
  'certificate-date',
  'token-refused',
  'sign-in-needed',
  'sign-in-ran-out',
  'demand-not-met',
  'answer-not-understood',
  'entra-refused',
])

/** A server that asks for more, ms, is asked again after an hour all the same. */
export const LONGEST_RETRY_AFTER_MS = 60 * 60_000

/**
 * How long the server asks to be left alone, ms: above zero, at most an hour. Null where it gives no usable time (NaN, a
 * date in the past), and where no server refused.
 */
export function retryAfterOf(problem: Problem): number | null {
  if (problem.kind !== 'throttled' && problem.kind !== 'server-error') return null
  const askedMs = problem.retryAfterMs
  return askedMs !== null && askedMs > 0 ? Math.min(askedMs, LONGEST_RETRY_AFTER_MS) : null
}

/** Whether the limit that the tenant shares was reached: throttling by Entra says nothing of Graph's limit. */
export const isLimitOfGraph = (problem: Problem): boolean =>
  problem.kind === 'throttled' && !problem.host.startsWith('login.')

/** That Graph has no presence of one's own, which says nothing of others'. */
export const isOwnPresenceMissing = (problem: Problem): boolean =>
  (problem.kind === 'passing-refusal' ? problem.refused : problem.kind) === 'presence-unavailable'
