// Maps the errors of a connection to a broker to problems. Pure.
import { z } from 'zod'
import { type Problem, safeDetail } from '../../../model/problems/problem.ts'
import { certificateProblem } from '../certificate-problem.ts'
import { OutputError } from '../output-driver.ts'

export interface BrokerCircumstances {
  host: string
  /** Whether the broker had accepted the connection. */
  wasAccepted: boolean
  /** How long it had to answer, ms. */
  afterMs: number
}

/** The connection ended without an error. */
export class ConnectionClosed extends Error {
  constructor() {
    super('connection closed')
  }
}

/** No answer in time. */
export class NoAnswer extends Error {}

/** The reasons in a CONNACK that concern the user ("MQTT 3.1.1", 3.2.2.3; "MQTT 5.0", 3.2.2.2). */
const ACCESS_REFUSED: ReadonlySet<unknown> = new Set([4, 5, 134, 135, 138, 140])
/** Those that concern the protocol version, and the malformed packet or protocol error that an older broker reports. */
const VERSION_REFUSED: ReadonlySet<unknown> = new Set([1, 129, 130, 132])

/** Faults of the system and the network (libuv, "Error constants"; getaddrinfo(3)). */
const UNREACHABLE =
  /^(?:EAI_\w+|E(?:NOTFOUND|CONN\w+|HOST\w+|NET\w+|ADDR\w+|PIPE|TIMEDOUT|ACCES|PERM|INVAL|PROTONOSUPPORT|MFILE|NFILE|NOBUFS))$/
/** Node, "X509 certificate error codes", and the check of the name. */
const CERTIFICATE =
  /^(?:ERR_TLS_CERT_\w+|(?:CERT|CRL)_\w+|UNABLE_TO_\w+|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|ERROR_IN_\w+|INVALID_(?:CA|PURPOSE)|PATH_LENGTH_EXCEEDED|HOSTNAME_MISMATCH|OUT_OF_MEM)$/
/** TLS alerts about this client's certificate (RFC 8446, 6.2), as OpenSSL and BoringSSL name them. */
const CLIENT_CERTIFICATE =
  /_ALERT_(?:(?:NO|BAD|UNSUPPORTED)_CERTIFICATE|CERTIFICATE_\w+|UNKNOWN_CA|ACCESS_DENIED|DECRYPT_ERROR)$/

/** The problem of an error that ended a connection, or of a message that was not confirmed. */
export function brokerProblem(error: unknown, { host, wasAccepted, afterMs }: BrokerCircumstances): Problem {
  if (error instanceof OutputError) return error.problem
  const code = codeIn(error)
  const text = messageIn(error)
  const unreachable = (detail: string): Problem => ({
    kind: 'output-unreachable',
    next: 'retries',
    host,
    detail,
  })
  const refused = (detail: string): Problem => ({
    kind: 'output-refused',
    next: 'retries',
    host,
    detail: safeDetail(detail).replace(/\.+$/, ''),
  })
  const accessRefused: Problem = { kind: 'output-access-refused', next: 'person', host }

  if (error instanceof NoAnswer || /connack timeout|keepalive timeout|handshake has timed out/i.test(text))
    return { kind: 'output-timed-out', next: 'retries', host, afterMs }
  if (error instanceof ConnectionClosed) return wasAccepted ? unreachable(text) : refused(text)
  if (!wasAccepted && ACCESS_REFUSED.has(code)) return accessRefused
  // ws gives the status of a refused web socket only in its message.
  const status = /^Unexpected server response: (\d+)$/.exec(text)?.[1]
  if (status === '401' || status === '403') return accessRefused
  if (status) return refused(`HTTP ${status}`)
  if (typeof code !== 'string') return refused(text)
  if (CERTIFICATE.test(code))
    return certificateProblem(code, host, safeDetail(certificateNames(error) ?? text).replace(/\.+$/, ''))
  if (CLIENT_CERTIFICATE.test(code)) return accessRefused
  return UNREACHABLE.test(code) ? unreachable(code) : refused(reasonIn(error) ?? text)
}

/** Whether a broker that knows only MQTT 3.1.1 may have ended a connection with MQTT 5 like this. */
export const mayBeOlderBroker = (error: unknown): boolean =>
  !(error instanceof OutputError || error instanceof NoAnswer) &&
  (error instanceof ConnectionClosed ||
    VERSION_REFUSED.has(codeIn(error)) ||
    codeIn(error) === 'ECONNRESET' ||
    codeIn(error) === 'EPIPE' ||
    (codeIn(error) === undefined && !/timeout|server response/i.test(messageIn(error))))

/** A string from Node, a number from the MQTT library. An AggregateError has the errors of each address. */
function codeIn(error: unknown): unknown {
  if (!(error instanceof Error)) return undefined
  if ('code' in error && error.code !== undefined) return error.code
  return error instanceof AggregateError ? codeIn(error.errors[0]) : undefined
}

const messageIn = (error: unknown) => (error instanceof Error ? error.message : 'error without text')

/** The names of a certificate for others (Node, "Errors", ERR_TLS_CERT_ALTNAME_INVALID): the message may lack them. */
const certificateNames = (error: unknown): string | null =>
  otherNamesSchema.safeParse(error).data?.cert.subjectaltname ?? null
const otherNamesSchema = z.object({ cert: z.object({ subjectaltname: z.string() }) })

/** OpenSSL's reason, without the source file and line that its message has. */
const reasonIn = (error: unknown): string | null =>
  error instanceof Error && 'reason' in error && typeof error.reason === 'string' ? error.reason : null
