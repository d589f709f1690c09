// Everything that can go wrong, one discriminated union. What happens next: problem-kinds.ts. Its plain words are in
// words/*/problem.json.
import { z } from 'zod'
import { oneLine } from '../../reading/one-line.ts'
import { redactedText } from '../../reading/redacted.ts'
import { requestNames } from '../graph-requests.ts'
import { cloudNames, graphVersions, statusChanges, statusNames } from '../names.ts'
import { policyFaultSchema } from '../policy.ts'
import { declaredNext, type ProblemKind, refusalKinds } from './problem-kinds.ts'

/** `person` also where it met a person's own click, which nobody repeats for them. */
const problem = <Kind extends ProblemKind, Shape extends z.ZodRawShape>(kind: Kind, shape: Shape) =>
  z.object({
    kind: z.literal(kind),
    next: z.enum([declaredNext[kind], 'person']),
    /** How far this computer's clock is ahead of Microsoft's, ms, behind below 0; where it may be the cause. */
    clockOffMs: z.number().optional(),
    ...shape,
  })

/** An AADSTS number such as "AADSTS700016", for those who look it up; never the only thing shown. */
const code = z.string().nullable()

/** What an answer of Microsoft's can be. */
const expectedAnswers = ['presence', 'presences', 'people', 'confirmation', 'sign-in', 'tenant'] as const
export type ExpectedAnswer = (typeof expectedAnswers)[number]
/** No connection came about; `detail` is the name of the error, Chromium's or the system's. */
const noConnection = { host: z.string(), detail: z.string() }

/** Delegated permissions, by their names in Graph. */
const permissions = z.array(z.string())

/** A claim that Graph asked for ("Claims challenges, claims requests, and client capabilities"). */
const demandSchema = z.object({ claim: z.string(), value: z.string().nullable() })
export type Demand = z.infer<typeof demandSchema>

export const problemSchema = z.discriminatedUnion('kind', [
  // the network
  problem('offline', {}),
  problem('unreachable', noConnection),
  problem('certificate-date', noConnection),
  problem('certificate-untrusted', noConnection),
  problem('client-certificate-wanted', noConnection),
  problem('proxy-unreachable', noConnection),
  problem('proxy-refused', noConnection),
  problem('proxy-sign-in-wanted', noConnection),
  problem('name-not-found', noConnection),
  problem('connection-refused', noConnection),
  problem('timed-out', { host: z.string(), afterMs: z.number() }),
  problem('not-json', { host: z.string() }),
  /** A success whose JSON is not what was asked for. */
  problem('not-an-answer', { host: z.string(), expected: z.enum(expectedAnswers) }),
  problem('too-large', { host: z.string(), limitBytes: z.number() }),
  problem('cut-short', { host: z.string() }),
  // Graph and Entra, as servers
  problem('throttled', { host: z.string(), retryAfterMs: z.number().nullable() }),
  problem('server-error', { host: z.string(), status: z.number(), retryAfterMs: z.number().nullable() }),
  /** Refused, but not for long enough to ask a person (polling/refusals.ts). */
  problem('passing-refusal', { refused: z.enum(refusalKinds) }),
  /** Entra says of itself that it cannot answer just now. */
  problem('entra-busy', { code }),
  /** What came about a sign-in was of no use to MSAL. */
  problem('answer-not-understood', { host: z.string() }),
  // this program, of itself
  /** What was asked for never ended, nor failed: it was given up after `afterMs`. */
  problem('unfinished', { afterMs: z.number() }),
  /** The ceiling on requests was reached; there is room again after `retryAfterMs`. */
  problem('held-back', { retryAfterMs: z.number() }),
  // Graph, about this person
  /** Graph turned away a token that Entra had just issued. */
  problem('token-refused', {}),
  /** `entra`: nobody has agreed to it, so there is no token. `graph`: with a token it was refused all the same. */
  problem('permission-missing', { permission: z.string(), by: z.enum(['entra', 'graph']) }),
  problem('presence-unavailable', { status: z.number() }),
  problem('cloud-without-presence', {}),
  problem('not-in-this-cloud', {
    request: z.enum(requestNames),
    cloud: z.enum(cloudNames),
    version: z.enum(graphVersions),
  }),
  /** Graph did not take this change of one's own status. */
  problem('status-refused', {
    change: z.enum(statusChanges),
    status: z.number(),
    retryAfterMs: z.number().nullable(),
  }),
  /** Graph took a status, and still says something else minutes later. */
  problem('teams-session-missing', { status: z.enum(statusNames) }),
  // Entra, about this account
  problem('sign-in-needed', { code }),
  problem('sign-in-ran-out', { code }),
  problem('second-factor-refused', { code }),
  problem('password-expired', { code }),
  problem('account-not-in-tenant', { code }),
  problem('not-let-into-tenant', { code }),
  problem('account-disabled', { code }),
  problem('personal-account', { code }),
  problem('not-assigned', { code }),
  problem('blocked-by-policy', { code }),
  /** A sign-in was completed with these claims, and Graph asks for them again. */
  problem('demand-not-met', { demands: z.array(demandSchema) }),
  problem('consent-refused', { code }),
  problem('admin-consent-needed', { code }),
  // Entra, about what a feature needs: the rest goes on
  problem('feature-consent-refused', { permissions }),
  problem('feature-admin-consent-needed', { permissions }),
  // Entra, about the app registration
  problem('client-unknown', { code }),
  problem('client-disabled', { code }),
  problem('registration-incomplete', { code }),
  problem('tenant-unknown', { code }),
  problem('wrong-cloud', { code }),
  problem('single-tenant-client', { code }),
  problem('public-client-off', { code }),
  problem('single-page-redirect', { code }),
  problem('redirect-missing', { code }),
  /** A refusal that is in no table: in Entra's words, if any, with the name of the request, for those who look it up. */
  problem('entra-refused', { code, detail: z.string(), correlationId: z.guid().optional() }),
  // this computer
  problem('sign-in-cancelled', {}),
  problem('other-account-chosen', { chosen: z.string() }),
  problem('sign-in-timed-out', { afterMs: z.number() }),
  /** Another person's token, or presence, came where this account's was asked for. */
  problem('other-account-answered', { host: z.string() }),
  problem('browser-not-opened', { detail: z.string() }),
  /** Longer than this system's way to open it takes, in characters. */
  problem('address-too-long', { length: z.number(), limit: z.number() }),
  /** The addresses of this computer that the browser brings the answer to cannot be listened at. */
  problem('loopback-unavailable', { detail: z.string() }),
  problem('keyring-locked', {}),
  /** It has not answered yet, as while it asks for its password. */
  problem('keyring-silent', {}),
  problem('tokens-unreadable', { keptAs: z.string() }),
  /** Signed out, and these files still hold the tokens: the disk neither removed nor emptied them. */
  problem('tokens-not-removed', { paths: z.array(z.string()) }),
  problem('colleagues-unreadable', { keptAs: z.string() }),
  /** What an administrator set is not read; the person's own settings count. */
  problem('policy-broken', { path: z.string(), faults: z.array(policyFaultSchema) }),
  // the program's own updates
  problem('update-failed', { detail: z.string() }),
  problem('update-refused', {}),
  problem('update-not-installed', { detail: z.string() }),
  problem('unexpected', { detail: z.string() }),
])

export type Problem = z.infer<typeof problemSchema>
export type ProblemOf<Kind extends ProblemKind> = Extract<Problem, { kind: Kind }>

/** The problem where nobody tries again: a person's own click met it. */
export const withoutRetry = (problem: Problem): Problem => ({ ...problem, next: 'person' })

/** The schema of an `Answer`. */
export const answerSchema = <Value extends z.ZodType>(value: Value) =>
  z.discriminatedUnion('ok', [
    z.object({ ok: z.literal(true), value }),
    z.object({ ok: z.literal(false), problem: problemSchema }),
  ])

/** What a call to the outside world comes back with: failures are values here, never exceptions. */
export type Answer<Value> = { ok: true; value: Value } | { ok: false; problem: Problem }

/** The failure of a request that `host` answered with a success that is no answer to it. */
export const notAnAnswer = (host: string, expected: ExpectedAnswer): Answer<never> =>
  failed({ kind: 'not-an-answer', next: 'retries', host, expected })

export const ok = <Value>(value: Value): Answer<Value> => ({ ok: true, value })
export const failed = <Value = never>(problem: Problem): Answer<Value> => ({ ok: false, problem })

/**
 * Words from outside as a problem may hold them, since its details reach the window: in one line, without secrets, at
 * most `longest` characters. They are cut last: a piece of a secret has no shape.
 */
export const safeDetail = (text: string, longest = 200): string =>
  oneLine(redactedText(text)).slice(0, longest)

/** The words of an exception that nobody foresaw, short enough to show. */
export const unexpected = (error: unknown): ProblemOf<'unexpected'> => ({
  kind: 'unexpected',
  next: 'retries',
  detail: safeDetail(wordsOf(error)),
})

/** Anything may be thrown, also what no text can be made of. */
function wordsOf(error: unknown): string {
  try {
    return error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  } catch {
    return 'an error without words'
  }
}
