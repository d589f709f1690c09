// Maps Chromium's and Node's error names to the cause of a failed request. Pure.
import type { ProblemKind } from './problem-kinds.ts'

/**
 * The first match counts. Chromium's names are in net/base/net_error_list.h, and Electron prefixes them with "net::";
 * Node's come from its tls module ("X509 certificate error codes") and from the system. Any other name is
 * `unreachable`.
 */
const causes = [
  ['offline', /^(?:ERR_INTERNET_DISCONNECTED|ENETDOWN)$/],
  [
    'cut-short',
    /^ERR_(?:NETWORK_CHANGED|NETWORK_IO_SUSPENDED|CERT_DATABASE_CHANGED|CERT_VERIFIER_CHANGED|CONTENT_LENGTH_MISMATCH|INCOMPLETE_CHUNKED_ENCODING|INCOMPLETE_HTTP2_HEADERS|RESPONSE_HEADERS_TRUNCATED)$/,
  ],
  [
    'proxy-sign-in-wanted',
    /^ERR_(?:PROXY_AUTH_\w+|UNEXPECTED_PROXY_AUTH|UNABLE_TO_REUSE_CONNECTION_FOR_PROXY_AUTH|(?:INVALID|MISSING)_AUTH_CREDENTIALS|UNSUPPORTED_AUTH_SCHEME|MISCONFIGURED_AUTH_ENVIRONMENT|MALFORMED_IDENTITY|(?:UNEXPECTED|UNDOCUMENTED)_SECURITY_LIBRARY_STATUS)$/,
  ],
  [
    'proxy-refused',
    /^ERR_(?:TUNNEL_CONNECTION_FAILED|HTTPS_PROXY_TUNNEL_\w+|PROXY_UNABLE_TO_CONNECT_TO_DESTINATION|SOCKS_CONNECTION_HOST_UNREACHABLE)$/,
  ],
  [
    'proxy-unreachable',
    /^ERR_(?:PROXY_\w+|SOCKS_\w+|PAC_\w+|MANDATORY_PROXY_CONFIGURATION_FAILED|NO_SUPPORTED_PROXIES)$/,
  ],
  ['certificate-date', /^(?:ERR_CERT_DATE_INVALID|(?:CERT|CRL)_(?:NOT_YET_VALID|HAS_EXPIRED))$/],
  [
    'client-certificate-wanted',
    /^ERR_(?:BAD_SSL_CLIENT_AUTH_CERT|(?:SSL_)?CLIENT_AUTH_\w+|SSL_\w+_CERTIFICATE_REQUIRED)$/,
  ],
  [
    'certificate-untrusted',
    /^(?:ERR_(?:CERT_\w+|CERTIFICATE_\w+|TLS_CERT_\w+|QUIC_CERT_\w+|ECH_FALLBACK_CERTIFICATE_INVALID|SSL_PINNED_KEY_NOT_IN_CERT_CHAIN|SSL_SERVER_CERT_\w+|SSL_BAD_PEER_PUBLIC_KEY|SSL_KEY_USAGE_INCOMPATIBLE|INSECURE_RESPONSE)|(?:CERT|CRL)_\w+|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_(?:GET|VERIFY|DECRYPT|DECODE)_\w+|INVALID_(?:CA|PURPOSE)|PATH_LENGTH_EXCEEDED|HOSTNAME_MISMATCH)$/,
  ],
  [
    'name-not-found',
    /^(?:ERR_(?:NAME_\w+|DNS_\w+|ICANN_NAME_COLLISION|HOST_RESOLVER_QUEUE_TOO_LARGE)|ENOTFOUND|EAI_\w+)$/,
  ],
  [
    'connection-refused',
    /^(?:ERR_(?:CONNECTION_REFUSED|(?:NETWORK_)?ACCESS_DENIED|BLOCKED_BY_ADMINISTRATOR)|ECONNREFUSED|EACCES|EPERM)$/,
  ],
  // Not from Microsoft, which redirects none of these requests.
  ['not-json', /^ERR_(?:TOO_MANY_REDIRECTS|(?:UNSAFE|INVALID)_REDIRECT)$/],
] as const satisfies readonly (readonly [ProblemKind, RegExp])[]

export type NetworkCause = (typeof causes)[number][0] | 'unreachable'

/** The cause for a name such as "net::ERR_CERT_DATE_INVALID" or "ECONNREFUSED". */
export function causeOfName(name: string): NetworkCause {
  const bare = name.replace(/^net::/, '')
  return causes.find(([, names]) => names.test(bare))?.[0] ?? 'unreachable'
}

/**
 * The cause of an error and the name it was derived from, which an administrator can search for; null without a name.
 * Libraries wrap the system's error, so the chain of causes is searched: a name with another cause than `unreachable`
 * takes precedence.
 */
export function causeOfError(error: unknown): { cause: NetworkCause; name: string | null } {
  const named = namesIn(error, 0).map((name) => ({ cause: causeOfName(name), name }))
  const best = named.find(({ cause }) => cause !== 'unreachable') ?? named[0]
  return best ?? { cause: causeInMessage(error, 0), name: null }
}

/** How many levels of causes are searched. */
const MAX_DEPTH = 5

function namesIn(error: unknown, depth: number): string[] {
  if (!(error instanceof Error)) return typeof error === 'string' ? namesInText(error) : []
  const code = 'code' in error && typeof error.code === 'string' ? [error.code] : []
  const inside = [error.cause, ...(error instanceof AggregateError ? error.errors : [])]
  return [
    ...namesInText(error.message),
    ...code,
    ...(depth < MAX_DEPTH ? inside.flatMap((one) => namesIn(one, depth + 1)) : []),
  ]
}

const namesInText = (text: string): string[] =>
  text.match(/(?:net::)?\bERR_[A-Z0-9_]+\b|\bE(?!RROR\b)[A-Z]{3,}\b|\bEAI_[A-Z]+\b/g) ?? []

/** For an error without a name: Chromium says "redirect policy was 'error'", Node "unexpected redirect". */
function causeInMessage(error: unknown, depth: number): NetworkCause {
  if (!(error instanceof Error) || depth > MAX_DEPTH) return 'unreachable'
  if (/\bredirect\b/i.test(error.message)) return 'not-json'
  return causeInMessage(error.cause, depth + 1)
}
