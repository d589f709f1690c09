// The secrets of the external outputs on disk: by the id of the output and the name of the secret, encrypted by the
// system's keyring; only in memory if there is none.
import { join } from 'node:path'
import { z } from 'zod'
import { readJson } from '../reading/json.ts'
import {
  type EncryptedFile,
  type EncryptedFileParts,
  openEncryptedFile,
  type SecretText,
} from './encrypted-file.ts'

/** Not the names of this version alone: a newer one may have stored others. */
const storedSecretsSchema = z.record(z.string(), z.record(z.string(), z.string()))
export type StoredSecrets = z.infer<typeof storedSecretsSchema>

export interface OutputSecretsFile extends Omit<EncryptedFile, 'read' | 'write'> {
  /** Throws if the file exists and cannot be read. */
  read(): Promise<
    Exclude<SecretText, { kind: 'text' | 'empty' }> | { kind: 'secrets'; secrets: StoredSecrets }
  >
  /** Without any secret the file is removed. Never rejects. */
  write(secrets: StoredSecrets): Promise<void>
}

export function openOutputSecretsFile(
  folder: string,
  parts: Omit<EncryptedFileParts, 'path' | 'name' | 'isContent'>,
): OutputSecretsFile {
  const file = openEncryptedFile({
    ...parts,
    path: join(folder, 'output-secrets'),
    name: 'file of output secrets',
    isContent: (text) => storedSecretsSchema.safeParse(readJson(text)).success,
  })
  return {
    ...file,
    async read() {
      const reading = await file.read()
      if (reading.kind === 'empty') return { kind: 'secrets', secrets: {} }
      if (reading.kind !== 'text') return reading
      return { kind: 'secrets', secrets: storedSecretsSchema.parse(readJson(reading.text)) }
    },
    write: (secrets) =>
      Object.keys(secrets).length === 0 ? file.forget() : file.write(JSON.stringify(secrets)),
  }
}
