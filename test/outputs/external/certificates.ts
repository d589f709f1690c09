// An own certificate authority and a server's certificate, made by openssl for one test.
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { temporaryFolder } from '../../support/temporary-folder.ts'

export interface Certificates {
  /** PEM texts. */
  authority: string
  certificate: string
  key: string
}

/** Valid for `days`, which may be negative: already expired. */
export async function createCertificates({
  days = 2,
  names = 'DNS:localhost,IP:127.0.0.1,IP:::1',
} = {}): Promise<Certificates> {
  const folder = await temporaryFolder()
  const openssl = (...options: string[]) => execFileSync('openssl', options, { cwd: folder, stdio: 'pipe' })
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']
  openssl(
    'req',
    '-x509',
    ...newKey,
    '-keyout',
    'ca.key',
    '-out',
    'ca.pem',
    '-days',
    '2',
    '-subj',
    '/CN=Test authority',
  )
  openssl(
    'req',
    ...newKey,
    '-keyout',
    'server.key',
    '-out',
    'server.csr',
    '-subj',
    '/CN=localhost',
    '-addext',
    `subjectAltName=${names}`,
  )
  openssl(
    ...['x509', '-req', '-in', 'server.csr', '-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial'],
    ...['-out', 'server.pem', '-days', String(days), '-copy_extensions', 'copy'],
  )
  const read = (name: string) => readFileSync(join(folder, name), 'utf8')
  return { authority: read('ca.pem'), certificate: read('server.pem'), key: read('server.key') }
}
