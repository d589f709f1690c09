// The token cache on disk: MSAL's JSON, encrypted by the system's keyring; only in memory if there is none.
import { join } from 'node:path'
import { z } from 'zod'
import { type AccountId, accountIdSchema } from '../model/accounts/account-id.ts'
import { FIRST_ACCOUNT, GUID_LENGTH } from '../model/names.ts'
import type { TokenCache } from '../model/token-store.ts'
import { readJson } from '../reading/json.ts'
import { type EncryptedFile, type EncryptedFileParts, openEncryptedFile } from './encrypted-file.ts'
import { namesInNow } from './read-file.ts'
import { openSecretFiles } from './secret-files.ts'

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

const PREFIX = 'tokens-'

/** The path of the token file of an account. */
export const tokenPath = (folder: string, account: AccountId): string =>
  join(folder, account === FIRST_ACCOUNT ? 'tokens' : `${PREFIX}${account}`)

/**
 * Erases the token files in `folder` of further accounts that are not among `accounts`, with everything derived from them:
 * nothing would ever read them, or sign them out. Returns the paths that could not be erased. Never throws.
 */
export function eraseUnusedTokens(folder: string, accounts: readonly AccountId[]): string[] {
  return [...storedAccounts(folder)]
    .filter((account) => !accounts.includes(account))
    .flatMap((account) => {
      const files = openSecretFiles(tokenPath(folder, account))
      files.erase()
      return files.left()
    })
}

/** The further accounts that a file in the folder is named after. */
function storedAccounts(folder: string): Set<AccountId> {
  const ids = namesInNow(folder)
    .filter((name) => name.startsWith(PREFIX))
    .map((name) => accountIdSchema.safeParse(name.slice(PREFIX.length, PREFIX.length + GUID_LENGTH)))
  return new Set(ids.flatMap(({ data }) => (data === undefined ? [] : [data])))
}
