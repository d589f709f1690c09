// The token cache on disk: MSAL's JSON, encrypted by the system's keyring; only in memory if there is none.
import { z } from 'zod'
import type { TokenCache } from '../model/token-store.ts'
import { readJson } from '../reading/json.ts'
import { type EncryptedFile, type EncryptedFileParts, openEncryptedFile } from './encrypted-file.ts'

export type TokenCacheParts = Omit<EncryptedFileParts, 'name' | 'isContent'>

/** A token cache that retries failed writes and removals, and reports their state. */
export type StoredTokens = TokenCache & Pick<EncryptedFile, 'left' | 'subscribe' | 'stop'>

/** MSAL's serialized cache: sections of entities. The entities are MSAL's own. */
const msalCacheSchema = z.record(z.string(), z.record(z.string(), z.record(z.string(), z.unknown())))

export function createTokenCache(parts: TokenCacheParts): StoredTokens {
  const file = openEncryptedFile({
    ...parts,
    name: 'token cache',
    isContent: (text) => msalCacheSchema.safeParse(readJson(text)).success,
  })
  return {
    ...file,
    async read() {
      const reading = await file.read()
      return reading.kind === 'text' ? { kind: 'tokens', json: reading.text } : reading
    },
  }
}
