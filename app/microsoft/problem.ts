// Everything that can go wrong, one discriminated union. Its plain words and next steps are in words/*/problem.json.
import { z } from 'zod'
import { policyFaultSchema } from '../policy.ts'
import { statusNames } from '../presence/own-status.ts'
import { oneLine } from '../reading/one-line.ts'
import { redactedText } from '../reading/redacted.ts'
import { cloudNames, graphVersions } from '../settings.ts'
import { requestNames } from './requests.ts'

/** Goes away by itself: the follower keeps trying. */
const passing = <Kind extends string, Shape extends z.ZodRawShape>(kind: Kind, shape: Shape) =>
  z.object({ kind: z.literal(kind), needs: z.literal('time'), ...shape })

/** Stays until a person does something: shown as `attention`. */
const lasting = <Kind extends string, Shape extends z.ZodRawShape>(kind: Kind, shape: Shape) =>
  z.object({ kind: z.literal(kind), needs: z.literal('person'), ...shape })

/** An AADSTS number such as "AADSTS700016", for those who look it up; never the only thing shown. */
const code = z.string().nullable()

/** Delegated permissions, by their names in Graph. */
const permissions = z.array(z.string())

export const problemSchema = z.discriminatedUnion('kind', [
  // the network
  passing('offline', {}),
  passing('unreachable', { host: z.string(), detail: z.string() }),
  passing('timed-out', { host: z.string(), afterMs: z.number() }),
  passing('not-json', { host: z.string() }),
  passing('too-large', { host: z.string(), limitBytes: z.number() }),
  passing('cut-short', { host: z.string() }),
  // Graph and Entra, as servers
  passing('throttled', { host: z.string(), retryAfterMs: z.number().nullable() }),
  passing('server-error', { host: z.string(), status: z.number(), retryAfterMs: z.number().nullable() }),
  // this program, of itself
  /** What was asked for never ended, nor failed: it was given up after `afterMs`. */
  passing('unfinished', { afterMs: z.number() }),
  /** The ceiling on requests was reached; there is room again after `retryAfterMs`. */
  passing('held-back', { retryAfterMs: z.number() }),
  // Graph, about this person
  lasting('permission-missing', { permission: z.string() }),
  lasting('presence-unavailable', { status: z.number() }),
  lasting('cloud-without-presence', {}),
  lasting('not-in-this-cloud', {
    request: z.enum(requestNames),
    cloud: z.enum(cloudNames),
    version: z.enum(graphVersions),
  }),
  lasting('not-own-presence', {}),
  /** Graph took a status, and still says something else minutes later. */
  lasting('teams-session-missing', { status: z.enum(statusNames) }),
  // Entra, about this account
  lasting('sign-in-needed', { code }),
  lasting('account-not-in-tenant', { code }),
  lasting('account-disabled', { code }),
  lasting('personal-account', { code }),
  lasting('blocked-by-policy', { code }),
  lasting('consent-refused', { code }),
  lasting('admin-consent-needed', { code }),
  // Entra, about what a feature needs: the rest goes on
  lasting('feature-consent-refused', { permissions }),
  lasting('feature-admin-consent-needed', { permissions }),
  // Entra, about the app registration
  lasting('client-unknown', { code }),
  lasting('client-disabled', { code }),
  lasting('tenant-unknown', { code }),
  lasting('single-tenant-client', { code }),
  lasting('public-client-off', { code }),
  lasting('redirect-missing', { code }),
  lasting('entra-refused', { code, detail: z.string() }),
  // this computer
  passing('sign-in-cancelled', {}),
  passing('other-account-chosen', { chosen: z.string() }),
  passing('sign-in-timed-out', { afterMs: z.number() }),
  /** Another person's token, or presence, came where this account's was asked for. */
  passing('other-account-answered', { host: z.string() }),
  lasting('browser-not-opened', { detail: z.string() }),
  /** Longer than this system's way to open it takes, in characters. */
  lasting('address-too-long', { length: z.number(), limit: z.number() }),
  /** The addresses of this computer that the browser brings the answer to cannot be listened at. */
  lasting('loopback-unavailable', { detail: z.string() }),
  lasting('keyring-locked', {}),
  lasting('tokens-unreadable', { keptAs: z.string() }),
  /** Signed out, and these files still hold the tokens: the disk neither removed nor emptied them. */
  lasting('tokens-not-removed', { paths: z.array(z.string()) }),
  lasting('colleagues-unreadable', { keptAs: z.string() }),
  /** What an administrator set is not read; the person's own settings count. */
  lasting('policy-broken', { path: z.string(), faults: z.array(policyFaultSchema) }),
  // the program's own updates
  passing('update-failed', { detail: z.string() }),
  passing('update-refused', {}),
  passing('update-not-installed', { detail: z.string() }),
  passing('unexpected', { detail: z.string() }),
])

export type Problem = z.infer<typeof problemSchema>
export type ProblemKind = Problem['kind']
export type ProblemOf<Kind extends ProblemKind> = Extract<Problem, { kind: Kind }>

/** The schema of an `Answer`. */
export const answerSchema = <Value extends z.ZodType>(value: Value) =>
  z.discriminatedUnion('ok', [
    z.object({ ok: z.literal(true), value }),
    z.object({ ok: z.literal(false), problem: problemSchema }),
  ])

/** What a call to the outside world comes back with: failures are values here, never exceptions. */
export type Answer<Value> = { ok: true; value: Value } | { ok: false; problem: Problem }

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
  needs: 'time',
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
