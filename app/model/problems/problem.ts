// Everything that can go wrong, as a discriminated union. What happens next is in problem-kinds.ts, the texts in
// words/*/problem.json.
import { z } from 'zod'
import { oneLine } from '../../reading/one-line.ts'
import { redactedText } from '../../reading/redacted.ts'
import { requestNames } from '../graph-requests.ts'
import { cloudNames, graphVersions, statusChanges, statusNames } from '../names.ts'
import { policyFaultSchema } from '../policy.ts'
import { declaredNext, type ProblemKind, refusalKinds } from './problem-kinds.ts'
import { namedErrorText } from './thrown-error.ts'

/** `next` is `person` for any problem of a click: the program does not repeat it. */
const problem = <Kind extends ProblemKind, Shape extends z.ZodRawShape>(kind: Kind, shape: Shape) =>
  z.object({
    kind: z.literal(kind),
    next: z.enum([declaredNext[kind], 'person']),
    /** If the clock may be the cause: how far it is ahead of Microsoft's, ms; negative if it is behind. */
    clockOffMs: z.number().optional(),
    ...shape,
  })

/** An error number such as "AADSTS700016", to look it up; shown beside a text. */
const code = z.string().nullable()

/** The kinds of response that a request can expect. */
const expectedAnswers = ['presence', 'presences', 'people', 'confirmation', 'sign-in', 'tenant'] as const
export type ExpectedAnswer = (typeof expectedAnswers)[number]
/** The connection failed; `detail` is the name of Chromium's or the system's error. */
const noConnection = { host: z.string(), detail: z.string() }
/** A lamp or a room of a Hue bridge. */
const lamp = { host: z.string(), name: z.string() }

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
  /** A success whose JSON is not a response to the request. */
  problem('not-an-answer', { host: z.string(), expected: z.enum(expectedAnswers) }),
  problem('too-large', { host: z.string(), limitBytes: z.number() }),
  problem('cut-short', { host: z.string() }),
  // Graph and Entra, as servers
  problem('throttled', { host: z.string(), retryAfterMs: z.number().nullable() }),
  problem('server-error', { host: z.string(), status: z.number(), retryAfterMs: z.number().nullable() }),
  /** A refusal that has not lasted long enough to need the user (polling/refusals.ts). */
  problem('passing-refusal', { refused: z.enum(refusalKinds) }),
  /** Entra reports that it cannot answer at the moment. */
  problem('entra-busy', { code }),
  /** MSAL could not use Entra's response. */
  problem('answer-not-understood', { host: z.string() }),
  // this program
  /** A call neither ended nor failed within `afterMs`. */
  problem('unfinished', { afterMs: z.number() }),
  /** The limit on requests was reached; the next one is allowed after `retryAfterMs`. */
  problem('held-back', { retryAfterMs: z.number() }),
  // Graph, about this user
  /** Graph refused a token that Entra had just issued. */
  problem('token-refused', {}),
  /** `entra`: there is no consent, so no token. `graph`: the request was refused although it had a token. */
  problem('permission-missing', { permission: z.string(), by: z.enum(['entra', 'graph']) }),
  problem('presence-unavailable', { status: z.number() }),
  problem('cloud-without-presence', {}),
  problem('not-in-this-cloud', {
    request: z.enum(requestNames),
    cloud: z.enum(cloudNames),
    version: z.enum(graphVersions),
  }),
  /** Graph refused a change of the user's own status. */
  problem('status-refused', {
    change: z.enum(statusChanges),
    status: z.number(),
    retryAfterMs: z.number().nullable(),
  }),
  /** Graph accepted a status, but minutes later it still reports another one. */
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
  /** Graph asks again for claims with which a sign-in was completed. */
  problem('demand-not-met', { demands: z.array(demandSchema) }),
  problem('consent-refused', { code }),
  problem('admin-consent-needed', { code }),
  // Entra, about a feature's permissions: the rest of the program works
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
  /** An unknown refusal: Entra's text, if any, and the id of the request to look it up. */
  problem('entra-refused', { code, detail: z.string(), correlationId: z.guid().optional() }),
  // this computer
  problem('sign-in-cancelled', {}),
  problem('other-account-chosen', { chosen: z.string() }),
  problem('sign-in-timed-out', { afterMs: z.number() }),
  /** A token or presence of another account came back. */
  problem('other-account-answered', { host: z.string() }),
  problem('browser-not-opened', { detail: z.string() }),
  /** The URL is longer than the system can open, in characters. */
  problem('address-too-long', { length: z.number(), limit: z.number() }),
  /** The program cannot listen on the loopback addresses to which the browser sends the result. */
  problem('loopback-unavailable', { detail: z.string() }),
  problem('keyring-locked', {}),
  /** The keyring has not answered yet, for example while it asks for its password. */
  problem('keyring-silent', {}),
  problem('tokens-unreadable', { keptAs: z.string() }),
  /** After a sign-out these files still contain tokens: they could be neither removed nor emptied. */
  problem('tokens-not-removed', { paths: z.array(z.string()) }),
  problem('colleagues-unreadable', { keptAs: z.string() }),
  // whose light is shown (services/session/whose-light.ts)
  /** Graph gives no presence of the colleague who is followed, for whatever reason. */
  problem('person-not-visible', {}),
  problem('colleagues-off', {}),
  /** A policy does not allow the light of a colleague. */
  problem('colleague-light-managed', {}),
  problem('whose-light-unreadable', {}),
  /** The policy file is not valid, so the user's own settings are used. */
  problem('policy-broken', { path: z.string(), faults: z.array(policyFaultSchema) }),
  // the program's own updates
  problem('update-failed', { detail: z.string() }),
  problem('update-refused', {}),
  problem('update-not-installed', { detail: z.string() }),
  // the external outputs (outputs/external/); `host` is the target's name or address
  problem('output-unreachable', noConnection),
  problem('output-timed-out', { host: z.string(), afterMs: z.number() }),
  problem('output-certificate-untrusted', noConnection),
  /** The certificate is for other names. */
  problem('output-certificate-name', noConnection),
  /** The certificate has expired or is not yet valid, by the clock of this computer. */
  problem('output-certificate-date', noConnection),
  /** The target answered with an error; `detail` is its status code or reason. */
  problem('output-refused', noConnection),
  /** The password, key or certificate is wrong. */
  problem('output-access-refused', { host: z.string() }),
  /** A password, key or address is not kept on this computer. Why is not known. */
  problem('output-secret-missing', {}),
  /** The keyring does not give the secrets, or has not answered yet. */
  problem('output-keyring-locked', {}),
  problem('output-keyring-silent', {}),
  problem('output-secrets-unreadable', { keptAs: z.string() }),
  /** http would be sent to an address outside the local network. */
  problem('output-address-public', { host: z.string() }),
  // texts of a web request that cannot be sent (model/external-outputs/web-request-text.ts)
  problem('output-address-invalid', {}),
  problem('output-headers-invalid', {}),
  problem('output-body-invalid', {}),
  // the program of an output (model/external-outputs/program-file.ts, outputs/external/program/)
  problem('output-program-not-absolute', { file: z.string() }),
  /** A batch file of Windows. */
  problem('output-program-needs-shell', { file: z.string() }),
  /** The folder of a program of macOS. */
  problem('output-program-is-bundle', { file: z.string() }),
  /** `detail` is the system's code, such as "ENOENT". */
  problem('output-program-not-started', { file: z.string(), detail: z.string() }),
  /** `detail` is the exit code or signal, and the last line of the standard error. */
  problem('output-program-failed', { file: z.string(), detail: z.string() }),
  problem('output-program-hung', { file: z.string(), afterMs: z.number() }),
  /** The Hue bridge has no connection to the lamp: its power is off, or it is too far away. */
  problem('output-lamp-unreachable', lamp),
  /** The Hue bridge does not know the lamp or the room any more. */
  problem('output-lamp-missing', lamp),
  // the pairing with a Hue bridge and the search for devices (outputs/external/)
  problem('not-a-hue-bridge', { host: z.string() }),
  problem('bridge-button-not-pressed', { host: z.string(), afterMs: z.number() }),
  problem('device-search-failed', { detail: z.string() }),
  /** A file that the user named, such as a certificate, cannot be read or used. */
  problem('output-file-unreadable', { path: z.string(), detail: z.string() }),
  /** No USB light that the output uses is plugged in. */
  problem('output-usb-none', {}),
  /** Linux does not let this user open the light, whose name `device` is. */
  problem('output-usb-not-allowed', { device: z.string() }),
  /** Windows or macOS did not open the light. */
  problem('output-usb-in-use', { device: z.string() }),
  /** The light was opened, but a report was not sent. */
  problem('output-usb-failed', { device: z.string(), detail: z.string() }),
  /** The page that drives the USB lights did not start, crashed or stopped responding. */
  problem('output-usb-unavailable', { detail: z.string() }),
  problem('unexpected', { detail: z.string() }),
])

export type Problem = z.infer<typeof problemSchema>
export type ProblemOf<Kind extends ProblemKind> = Extract<Problem, { kind: Kind }>

/** The problem of a click, which the program does not repeat. */
export const withoutRetry = (problem: Problem): Problem => ({ ...problem, next: 'person' })

/** The schema of an `Answer`. */
export const answerSchema = <Value extends z.ZodType>(value: Value) =>
  z.discriminatedUnion('ok', [
    z.object({ ok: z.literal(true), value }),
    z.object({ ok: z.literal(false), problem: problemSchema }),
  ])

/** The result of a call to the outside: failures are values, not exceptions. */
export type Answer<Value> = { ok: true; value: Value } | { ok: false; problem: Problem }

/** The problem of a successful response of `host` that is not what the request expects. */
export const notAnAnswer = (host: string, expected: ExpectedAnswer): Answer<never> =>
  failed({ kind: 'not-an-answer', next: 'retries', host, expected })

export const ok = <Value>(value: Value): Answer<Value> => ({ ok: true, value })
export const failed = <Value = never>(problem: Problem): Answer<Value> => ({ ok: false, problem })

/**
 * Text from outside as the detail of a problem, which the window shows: one line, without secrets, at most `longest`
 * characters. It is cut last, as a part of a secret cannot be recognised.
 */
export const safeDetail = (text: string, longest = 200): string =>
  oneLine(redactedText(text)).slice(0, longest)

/** Nobody is signed in, or Entra wants to see the user again, with this code. */
export const signInNeeded = (code: string | null = null): Problem => ({
  kind: 'sign-in-needed',
  next: 'person',
  code,
})

/** The problem of an unexpected exception, with its text. */
export const unexpected = (error: unknown): ProblemOf<'unexpected'> => ({
  kind: 'unexpected',
  next: 'retries',
  detail: safeDetail(namedErrorText(error)),
})
