// The problem of a target whose certificate was not accepted.
import type { Problem } from '../../model/problems/problem.ts'

/**
 * The certificate is for other names: Chromium (net/base/net_error_list.h), Node's check of the name ("Errors",
 * ERR_TLS_CERT_ALTNAME_INVALID) and OpenSSL ("X509 certificate error codes").
 */
const OTHER_NAME = /^(?:net::ERR_CERT_COMMON_NAME_INVALID|ERR_TLS_CERT_ALTNAME_INVALID|HOSTNAME_MISMATCH)$/

/** `name` is that of Chromium's or Node's error. */
export const certificateProblem = (name: string, host: string, detail: string): Problem => ({
  kind: OTHER_NAME.test(name) ? 'output-certificate-name' : 'output-certificate-untrusted',
  next: 'person',
  host,
  detail,
})
