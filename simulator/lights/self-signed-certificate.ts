// A self-signed certificate, as a Hue bridge has one: ECDSA P-256, its id as the common name (RFC 5280, ITU-T X.690).
import { generateKeyPairSync, randomBytes, sign, X509Certificate } from 'node:crypto'

export interface SelfSigned {
  /** PEM. */
  key: string
  /** PEM. */
  cert: string
  /** SHA-256, in lower-case hexadecimal digits. */
  fingerprint: string
}

const SEQUENCE = 0x30
const SET = 0x31
const INTEGER = 0x02
const BIT_STRING = 0x03
const UTF8_STRING = 0x0c
const UTC_TIME = 0x17
const VERSION = 0xa0
const ECDSA_WITH_SHA256 = Buffer.from('06082a8648ce3d040302', 'hex')
const COMMON_NAME = Buffer.from('0603550403', 'hex')

export function selfSignedCertificate(commonName: string): SelfSigned {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const algorithm = der(SEQUENCE, ECDSA_WITH_SHA256)
  const name = der(SEQUENCE, der(SET, der(SEQUENCE, COMMON_NAME, der(UTF8_STRING, Buffer.from(commonName)))))
  const content = der(
    SEQUENCE,
    der(VERSION, der(INTEGER, Buffer.from([2]))),
    der(INTEGER, Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    algorithm,
    name,
    der(SEQUENCE, ...['170101000000Z', '380119031407Z'].map((at) => der(UTC_TIME, Buffer.from(at)))),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
  )
  const signature = sign('sha256', content, privateKey)
  const whole = new X509Certificate(
    der(SEQUENCE, content, algorithm, der(BIT_STRING, Buffer.from([0]), signature)),
  )
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: whole.toString(),
    fingerprint: whole.fingerprint256.replaceAll(':', '').toLowerCase(),
  }
}

function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts)
  return Buffer.concat([Buffer.from([tag, ...sizeOf(content.length)]), content])
}

function sizeOf(length: number): number[] {
  if (length < 0x80) return [length]
  return length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
}
