// The problem of a target whose certificate was not accepted.
import { causeOfName } from '../../model/problems/network-causes.ts'
import type { Problem } from '../../model/problems/problem.ts'

/**
 * The certificate is for other names: Chromium (net/base/net_error_list.h), Node's check of the name ("Errors",
 * ERR_TLS_CERT_ALTNAME_INVALID) and OpenSSL ("X509 certificate error codes").
 */
const OTHER_NAME = /^(?:net::ERR_CERT_COMMON_NAME_INVALID|ERR_TLS_CERT_ALTNAME_INVALID|HOSTNAME_MISMATCH)$/

/** `name` is that of Chromium's or Node's error. */
export function certificateProblem(name: string, host: string, detail: string): Problem {
  if (causeOfName(name) === 'certificate-date')
    return { kind: 'output-certificate-date', next: 'retries', host, detail }
  const kind = OTHER_NAME.test(name) ? 'output-certificate-name' : 'output-certificate-untrusted'
  return { kind, next: 'person', host, detail }
}
