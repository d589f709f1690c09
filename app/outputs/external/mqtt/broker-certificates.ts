// The PEM files of a connection with TLS: the broker's certificate authority, and the certificate and key of this client.
import { X509Certificate } from 'node:crypto'
import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import { createSecureContext, type SecureContext, type SecureContextOptions } from 'node:tls'
import type { TargetOf } from '../../../model/external-outputs/output-target.ts'
import { safeDetail } from '../../../model/problems/problem.ts'
import { errorCode } from '../../../model/problems/thrown-error.ts'
import { OutputError } from '../output-driver.ts'

/** The bundle of all public authorities has 0.2 MB. */
const LARGEST_BYTES = 2_000_000
/** Without O_NONBLOCK, opening a pipe blocks until another process writes to it (open(2)). Windows has no such flag. */
const WITHOUT_WAITING = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)

type CertificateFiles = Pick<TargetOf<'mqtt'>, 'authorityFile' | 'certificateFile' | 'keyFile'>

/**
 * Reads the files. They are read for each connection, as certificates are renewed. Without an authority file, Node's own
 * list of authorities counts. Rejects with an OutputError that names the file at fault.
 */
export async function readSecureContext(
  { authorityFile, certificateFile, keyFile }: CertificateFiles,
  passphrase: string | undefined,
): Promise<SecureContext> {
  const ca = await readPem(authorityFile)
  const cert = await readPem(certificateFile)
  const key = await readPem(keyFile)
  // Node ignores an authority that it cannot parse.
  if (ca !== null) used(authorityFile, () => new X509Certificate(ca))
  if (cert !== null) used(certificateFile, () => createSecureContext({ cert }))
  const keyOptions: SecureContextOptions = key === null ? {} : { key, ...(passphrase ? { passphrase } : {}) }
  if (key !== null) {
    // One that was entered and lost is missing before this (services/known-secrets.ts).
    if (!passphrase && /ENCRYPTED/.test(key))
      throw unreadable(keyFile, new Error('encrypted, and no passphrase was entered'))
    used(keyFile, () => createSecureContext(keyOptions))
  }
  const all = { ...(ca === null ? {} : { ca }), ...(cert === null ? {} : { cert }), ...keyOptions }
  return used(keyFile || certificateFile || authorityFile, () => createSecureContext(all))
}

/** The text of the file; null if no file is named. */
async function readPem(path: string): Promise<string | null> {
  if (path === '') return null
  try {
    const file = await open(path, WITHOUT_WAITING)
    try {
      const found = await file.stat()
      if (!found.isFile()) throw new Error('not a file')
      if (found.size > LARGEST_BYTES) throw new Error('too large')
      return await file.readFile('utf8')
    } finally {
      await file.close()
    }
  } catch (error) {
    throw unreadable(path, error)
  }
}

function used<Value>(path: string, use: () => Value): Value {
  try {
    return use()
  } catch (error) {
    throw unreadable(path, error)
  }
}

function unreadable(path: string, error: unknown): OutputError {
  const reason = error instanceof Error && 'reason' in error ? String(error.reason) : null
  const text = reason ?? errorCode(error) ?? (error instanceof Error ? error.message : 'unreadable')
  return new OutputError({
    kind: 'output-file-unreadable',
    next: 'person',
    path,
    detail: safeDetail(text),
  })
}
