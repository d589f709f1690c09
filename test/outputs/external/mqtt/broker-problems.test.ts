// The problem of each error that a connection to a broker can have.
import { checkServerIdentity, type PeerCertificate } from 'node:tls'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { problemSchema } from '../../../../app/model/problems/problem.ts'
import {
  brokerProblem,
  ConnectionClosed,
  mayBeOlderBroker,
  NoAnswer,
} from '../../../../app/outputs/external/mqtt/broker-problems.ts'

const host = 'broker.example'
const problemOfError = (error: unknown, wasAccepted = false) =>
  brokerProblem(error, { host, wasAccepted, afterMs: 10_000 })
const withCode = (code: string | number, message = 'words', more = {}) =>
  Object.assign(new Error(message), { code, ...more })

describe('before the broker has accepted the connection', () => {
  test.each([
    'ENOTFOUND',
    'EAI_AGAIN',
    'ECONNREFUSED',
    'ECONNRESET',
    'EHOSTUNREACH',
    'ENETUNREACH',
    'ENETDOWN',
    'EADDRNOTAVAIL',
    'ETIMEDOUT',
    'EPIPE',
    'EACCES',
  ])('%s', (code) => {
    const expected = { kind: 'output-unreachable', next: 'retries', host, detail: code }
    expect(problemOfError(withCode(code))).toEqual(expected)
    // Node tries each address of a name.
    expect(problemOfError(new AggregateError([withCode(code), withCode('EHOSTUNREACH')]))).toEqual(expected)
  })

  test.each([
    ['CERT_REVOKED', 'certificate revoked'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'unable to verify the first certificate'],
    ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'unable to get local issuer certificate'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'self-signed certificate in certificate chain'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'self-signed certificate'],
    ['INVALID_PURPOSE', 'unsuitable certificate purpose'],
  ])('%s', (code, detail) => {
    expect(problemOfError(withCode(code, `${detail}.`))).toEqual({
      kind: 'output-certificate-untrusted',
      next: 'person',
      host,
      detail,
    })
  })

  test.each([
    ['CERT_HAS_EXPIRED', 'certificate has expired'],
    ['CERT_NOT_YET_VALID', 'certificate is not yet valid'],
  ])('%s', (code, detail) => {
    expect(problemOfError(withCode(code, detail))).toEqual({
      kind: 'output-certificate-date',
      next: 'retries',
      host,
      detail,
    })
  })

  test.each(['192.168.1.5', 'homeassistant.local'])('a certificate for another name than %s', (entered) => {
    const error = checkServerIdentity(entered, {
      subject: { CN: 'home.example.org' },
      subjectaltname: 'DNS:home.example.org',
    } as unknown as PeerCertificate)
    expect(problemOfError(error)).toEqual({
      kind: 'output-certificate-name',
      next: 'person',
      host,
      detail: 'DNS:home.example.org',
    })
  })

  test.each([
    'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED',
    'ERR_SSL_TLSV1_ALERT_CERTIFICATE_REQUIRED',
    'ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE',
    'ERR_SSL_SSL/TLS_ALERT_CERTIFICATE_EXPIRED',
    'ERR_SSL_SSLV3_ALERT_CERTIFICATE_UNKNOWN',
    'ERR_SSL_TLSV1_ALERT_UNKNOWN_CA',
    'ERR_SSL_TLSV1_ALERT_ACCESS_DENIED',
    'ERR_SSL_TLSV1_ALERT_DECRYPT_ERROR',
  ])('%s', (code) => {
    expect(problemOfError(withCode(code))).toEqual({ kind: 'output-access-refused', next: 'person', host })
  })

  test.each([4, 5, 134, 135, 138, 140])('CONNACK %i is about the user', (code) => {
    expect(problemOfError(withCode(code, 'Connection refused: Not authorized'))).toEqual({
      kind: 'output-access-refused',
      next: 'person',
      host,
    })
  })

  test.each([1, 2, 3, 128, 129, 130, 131, 132, 133, 136, 137, 139, 149, 151, 156, 159])(
    'CONNACK %i is not',
    (code) => {
      expect(problemOfError(withCode(code, 'Connection refused: Server busy'))).toEqual({
        kind: 'output-refused',
        next: 'retries',
        host,
        detail: 'Connection refused: Server busy',
      })
    },
  )

  test('the statuses of a refused web socket', () => {
    const refused = (status: number) => problemOfError(new Error(`Unexpected server response: ${status}`))
    for (const status of [401, 403]) expect(refused(status).kind).toBe('output-access-refused')
    for (const status of [200, 301, 400, 404, 426, 500, 503])
      expect(refused(status)).toMatchObject({ kind: 'output-refused', detail: `HTTP ${status}` })
  })

  test('TLS where there is none', () => {
    const error = withCode('ERR_SSL_WRONG_VERSION_NUMBER', '0A:error:file.c:1', {
      reason: 'wrong version number',
    })
    expect(problemOfError(error)).toMatchObject({ kind: 'output-refused', detail: 'wrong version number' })
  })

  test.each([new NoAnswer(), new Error('connack timeout'), new Error('Opening handshake has timed out')])(
    'no answer: %s',
    (error) => {
      expect(problemOfError(error)).toEqual({
        kind: 'output-timed-out',
        next: 'retries',
        host,
        afterMs: 10_000,
      })
    },
  )

  test('a connection that ends is no broker', () => {
    expect(problemOfError(new ConnectionClosed())).toMatchObject({ kind: 'output-refused' })
  })
})

describe('after it', () => {
  test('a connection that ends is lost', () => {
    expect(problemOfError(new ConnectionClosed(), true)).toMatchObject({ kind: 'output-unreachable' })
  })

  test('a message that the broker does not allow is no wrong password', () => {
    expect(problemOfError(withCode(135, 'Publish error: Not authorized'), true)).toMatchObject({
      kind: 'output-refused',
      next: 'retries',
      detail: 'Publish error: Not authorized',
    })
  })
})

test('every error has a problem that the window can show, without secrets and line breaks', () => {
  const anyError = fc.oneof(
    fc.anything(),
    fc.string({ unit: 'binary' }).map((text) => new Error(text)),
    fc.tuple(fc.oneof(fc.string(), fc.integer()), fc.string()).map(([code, text]) => withCode(code, text)),
    fc.array(fc.anything()).map((errors) => new AggregateError(errors)),
  )
  fc.assert(
    fc.property(anyError, fc.boolean(), (error, wasAccepted) => {
      const problem = problemSchema.parse(problemOfError(error, wasAccepted))
      for (const value of Object.values(problem)) expect(`${value}`).not.toMatch(/[\n\r]/)
      mayBeOlderBroker(error)
    }),
  )
})

test('an older broker refuses the version, or just ends', () => {
  const older = [
    new ConnectionClosed(),
    withCode(1),
    withCode(132),
    withCode('ECONNRESET'),
    withCode('EPIPE'),
    new Error('garbage'),
  ]
  for (const error of older) expect(mayBeOlderBroker(error)).toBe(true)
  const others = [
    withCode('ECONNREFUSED'),
    withCode(5),
    withCode(135),
    withCode('CERT_HAS_EXPIRED'),
    new NoAnswer(),
  ]
  for (const error of others) expect(mayBeOlderBroker(error)).toBe(false)
})
