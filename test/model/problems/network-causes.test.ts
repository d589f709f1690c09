// The cause for each name in Chromium's list of network errors, of Node's TLS and of the system.
import { describe, expect, test } from 'vitest'
import { causeOfError, causeOfName, type NetworkCause } from '../../../app/model/problems/network-causes.ts'

/** Chromium's names (net/base/net_error_list.h) without "ERR_", by cause. */
const chromium: Readonly<Record<NetworkCause, string>> = {
  offline: 'INTERNET_DISCONNECTED',
  'certificate-date': 'CERT_DATE_INVALID',
  'certificate-untrusted': `CERT_COMMON_NAME_INVALID CERT_AUTHORITY_INVALID CERT_CONTAINS_ERRORS
    CERT_NO_REVOCATION_MECHANISM CERT_UNABLE_TO_CHECK_REVOCATION CERT_REVOKED CERT_INVALID
    CERT_WEAK_SIGNATURE_ALGORITHM CERT_NON_UNIQUE_NAME CERT_WEAK_KEY CERT_NAME_CONSTRAINT_VIOLATION
    CERT_VALIDITY_TOO_LONG CERTIFICATE_TRANSPARENCY_REQUIRED CERT_SYMANTEC_LEGACY CERT_KNOWN_INTERCEPTION_BLOCKED
    CERT_END ECH_FALLBACK_CERTIFICATE_INVALID QUIC_CERT_ROOT_NOT_KNOWN SSL_PINNED_KEY_NOT_IN_CERT_CHAIN
    INSECURE_RESPONSE SSL_SERVER_CERT_CHANGED SSL_SERVER_CERT_BAD_FORMAT SSL_BAD_PEER_PUBLIC_KEY SSL_KEY_USAGE_INCOMPATIBLE`,
  'client-certificate-wanted': `SSL_CLIENT_AUTH_CERT_NEEDED BAD_SSL_CLIENT_AUTH_CERT
    SSL_CLIENT_AUTH_PRIVATE_KEY_ACCESS_DENIED SSL_CLIENT_AUTH_CERT_NO_PRIVATE_KEY SSL_CLIENT_AUTH_SIGNATURE_FAILED
    CLIENT_AUTH_CERT_TYPE_UNSUPPORTED SSL_CLIENT_AUTH_CERT_BAD_FORMAT SSL_CLIENT_AUTH_NO_COMMON_ALGORITHMS`,
  'proxy-unreachable': `PROXY_CONNECTION_FAILED MANDATORY_PROXY_CONFIGURATION_FAILED PROXY_CERTIFICATE_INVALID
    SOCKS_CONNECTION_FAILED PAC_SCRIPT_FAILED PAC_NOT_IN_DHCP PAC_SCRIPT_TERMINATED PAC_STATUS_NOT_OK
    NO_SUPPORTED_PROXIES PROXY_HTTP_1_1_REQUIRED`,
  'proxy-refused': `TUNNEL_CONNECTION_FAILED HTTPS_PROXY_TUNNEL_RESPONSE HTTPS_PROXY_TUNNEL_RESPONSE_REDIRECT
    SOCKS_CONNECTION_HOST_UNREACHABLE PROXY_UNABLE_TO_CONNECT_TO_DESTINATION`,
  'proxy-sign-in-wanted': `PROXY_AUTH_REQUESTED PROXY_AUTH_UNSUPPORTED PROXY_AUTH_REQUESTED_WITH_NO_CONNECTION
    UNEXPECTED_PROXY_AUTH UNABLE_TO_REUSE_CONNECTION_FOR_PROXY_AUTH INVALID_AUTH_CREDENTIALS UNSUPPORTED_AUTH_SCHEME
    MISSING_AUTH_CREDENTIALS UNEXPECTED_SECURITY_LIBRARY_STATUS MISCONFIGURED_AUTH_ENVIRONMENT
    UNDOCUMENTED_SECURITY_LIBRARY_STATUS MALFORMED_IDENTITY`,
  'name-not-found': `NAME_NOT_RESOLVED NAME_RESOLUTION_FAILED ICANN_NAME_COLLISION HOST_RESOLVER_QUEUE_TOO_LARGE
    DNS_MALFORMED_RESPONSE DNS_SERVER_REQUIRES_TCP DNS_SERVER_FAILED DNS_TIMED_OUT DNS_CACHE_MISS DNS_SEARCH_EMPTY
    DNS_SORT_ERROR DNS_SECURE_RESOLVER_HOSTNAME_RESOLUTION_FAILED DNS_NAME_HTTPS_ONLY DNS_REQUEST_CANCELLED
    DNS_NO_MATCHING_SUPPORTED_ALPN`,
  'connection-refused': 'CONNECTION_REFUSED NETWORK_ACCESS_DENIED ACCESS_DENIED BLOCKED_BY_ADMINISTRATOR',
  'not-json': 'TOO_MANY_REDIRECTS UNSAFE_REDIRECT INVALID_REDIRECT',
  'cut-short': `NETWORK_CHANGED NETWORK_IO_SUSPENDED CERT_DATABASE_CHANGED CERT_VERIFIER_CHANGED CONTENT_LENGTH_MISMATCH INCOMPLETE_CHUNKED_ENCODING
    INCOMPLETE_HTTP2_HEADERS RESPONSE_HEADERS_TRUNCATED`,
  unreachable: `FAILED ABORTED TIMED_OUT UNEXPECTED BLOCKED_BY_CLIENT CONNECTION_CLOSED CONNECTION_RESET
    CONNECTION_ABORTED CONNECTION_FAILED CONNECTION_TIMED_OUT ADDRESS_INVALID ADDRESS_UNREACHABLE SSL_PROTOCOL_ERROR
    NO_SSL_VERSIONS_ENABLED SSL_VERSION_OR_CIPHER_MISMATCH SSL_RENEGOTIATION_REQUESTED ALPN_NEGOTIATION_FAILED
    SSL_NO_RENEGOTIATION SSL_DECOMPRESSION_FAILURE_ALERT SSL_BAD_RECORD_MAC_ALERT SSL_HANDSHAKE_NOT_COMPLETED
    SSL_DECRYPT_ERROR_ALERT SSL_UNRECOGNIZED_NAME_ALERT SSL_OBSOLETE_CIPHER TEMPORARILY_THROTTLED ADDRESS_IN_USE
    TLS13_DOWNGRADE_DETECTED ECH_NOT_NEGOTIATED INVALID_ECH_CONFIG_LIST EMPTY_RESPONSE INVALID_HTTP_RESPONSE
    HTTP2_PROTOCOL_ERROR QUIC_PROTOCOL_ERROR INSUFFICIENT_RESOURCES OUT_OF_MEMORY CACHE_MISS HTTP_1_1_REQUIRED
    SELF_SIGNED_CERT_GENERATION_FAILED TOO_MANY_RETRIES CONTENT_DECODING_FAILED`,
}

/** The names of Node's tls module ("X509 certificate error codes"), of OpenSSL's alerts, and of the system. */
const node: Readonly<Partial<Record<NetworkCause, string>>> = {
  offline: 'ENETDOWN',
  'certificate-date': 'CERT_NOT_YET_VALID CERT_HAS_EXPIRED CRL_NOT_YET_VALID CRL_HAS_EXPIRED',
  'certificate-untrusted': `UNABLE_TO_GET_ISSUER_CERT UNABLE_TO_GET_CRL UNABLE_TO_DECRYPT_CERT_SIGNATURE
    UNABLE_TO_DECRYPT_CRL_SIGNATURE UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY CERT_SIGNATURE_FAILURE CRL_SIGNATURE_FAILURE
    DEPTH_ZERO_SELF_SIGNED_CERT SELF_SIGNED_CERT_IN_CHAIN UNABLE_TO_GET_ISSUER_CERT_LOCALLY
    UNABLE_TO_VERIFY_LEAF_SIGNATURE CERT_CHAIN_TOO_LONG CERT_REVOKED INVALID_CA PATH_LENGTH_EXCEEDED INVALID_PURPOSE
    CERT_UNTRUSTED CERT_REJECTED HOSTNAME_MISMATCH ERR_TLS_CERT_ALTNAME_INVALID ERR_TLS_CERT_ALTNAME_FORMAT`,
  'client-certificate-wanted': 'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED',
  'name-not-found': 'ENOTFOUND EAI_AGAIN EAI_FAIL EAI_NODATA EAI_NONAME',
  'connection-refused': 'ECONNREFUSED EACCES EPERM',
  unreachable:
    'ECONNRESET EPIPE ETIMEDOUT EHOSTUNREACH ENETUNREACH UND_ERR_SOCKET UND_ERR_CONNECT_TIMEOUT EPROTO',
}

const listed = (table: Readonly<Partial<Record<NetworkCause, string>>>, prefix = '') =>
  Object.entries(table).flatMap(([cause, names]) =>
    names.split(/\s+/).map((name): [name: string, cause: string] => [`${prefix}${name}`, cause]),
  )

describe('the cause of a name', () => {
  test.each([...listed(chromium, 'net::ERR_'), ...listed(node)])('%s is %s', (name, cause) => {
    expect(causeOfName(name)).toBe(cause)
  })
})

describe('the cause of an error', () => {
  const wrapped = (code: string) =>
    new TypeError('fetch failed', { cause: Object.assign(new Error('no'), { code }) })

  test.each(listed(chromium, 'net::ERR_'))('%s, as Electron throws it', (name, cause) => {
    expect(causeOfError(new Error(name))).toEqual({ cause, name })
    expect(causeOfError(new Error(`Error: ${name} at x`))).toEqual({ cause, name })
  })

  test.each(listed(node))('%s, as Node throws it', (name, cause) => {
    expect(causeOfError(wrapped(name))).toEqual({ cause, name })
  })

  test('is that of the most specific name in its chain', () => {
    const failed = (cause: unknown) => new Error('net::ERR_FAILED', { cause })
    expect(causeOfError(failed(wrapped('CERT_HAS_EXPIRED')))).toEqual({
      cause: 'certificate-date',
      name: 'CERT_HAS_EXPIRED',
    })
    const both = new AggregateError([
      new Error('connect ETIMEDOUT ::1:443'),
      new Error('connect ECONNREFUSED 127.0.0.1:443'),
    ])
    expect(causeOfError(new TypeError('fetch failed', { cause: both }))).toEqual({
      cause: 'connection-refused',
      name: 'ECONNREFUSED',
    })
    expect(causeOfError(failed(undefined))).toEqual({ cause: 'unreachable', name: 'net::ERR_FAILED' })
  })

  test.each([["Attempted to redirect, but redirect policy was 'error'"], ['unexpected redirect']])(
    'is a redirect: %s',
    (words) => {
      expect(causeOfError(new TypeError('fetch failed', { cause: new Error(words) })).cause).toBe('not-json')
    },
  )

  test('without a name is unreachable, also for any value and a circular chain', () => {
    const circle = new Error('ERROR: no')
    circle.cause = circle
    for (const odd of [circle, null, undefined, 7, {}, 'text', { code: 'ECONNREFUSED' }])
      expect(causeOfError(odd)).toEqual({ cause: 'unreachable', name: null })
  })
})
