// Certificates for a test, made with openssl in a temporary folder.
import { join } from 'node:path'
import { run } from '../debian-packages.ts'
import { temporaryFolder } from '../temporary-folder.ts'

interface IssuedCertificate {
  certificate: string
  key: string
}

export interface Authority {
  /** The file of its certificate. */
  file: string
  /** Issues a certificate. `name` is a subject alternative name, such as "IP:127.0.0.1" or "DNS:broker". */
  issue(name: string, options?: { passphrase?: string }): Promise<IssuedCertificate>
}

const KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1']

export async function createAuthority(): Promise<Authority> {
  const folder = await temporaryFolder()
  const [file, authorityKey] = [join(folder, 'authority.pem'), join(folder, 'authority.key')]
  const common = ['req', '-x509', '-days', '2', ...KEY]
  await run('openssl', [...common, '-noenc', '-subj', '/CN=Test CA', '-keyout', authorityKey, '-out', file])
  let issued = 0
  return {
    file,
    async issue(name, { passphrase } = {}) {
      issued += 1
      const [certificate, key] = [join(folder, `${issued}.pem`), join(folder, `${issued}.key`)]
      const protection = passphrase === undefined ? ['-noenc'] : ['-passout', `pass:${passphrase}`]
      const authority = ['-CA', file, '-CAkey', authorityKey]
      const subject = ['-subj', `/CN=${issued}`, '-addext', `subjectAltName=${name}`]
      const leaf = ['-addext', 'basicConstraints=critical,CA:FALSE']
      await run('openssl', [
        ...[...common, ...protection, ...authority, ...subject, ...leaf],
        ...['-keyout', key, '-out', certificate],
      ])
      return { certificate, key }
    },
  }
}
