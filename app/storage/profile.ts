// The profile: the folder with all files of this program, opened at the start.
import { join } from 'node:path'
import type { AccountId } from '../model/accounts/account-id.ts'
import type { Log } from '../model/log.ts'
import { openColleaguesFolder } from './colleagues-file.ts'
import { removeDrafts } from './drafts.ts'
import { openHistoryFolder } from './history-file.ts'
import { openOutputSecretsFile } from './output-secrets-file.ts'
import { type PolicyPlace, readPolicyFile } from './policy-file.ts'
import { openSettingsFile } from './settings-file.ts'
import { openStatusFile } from './status-file.ts'
import {
  createTokenCache,
  eraseUnusedTokens,
  type StoredTokens,
  type TokenCacheParts,
  tokenPath,
} from './token-cache.ts'
import { openWhoseLightFolder } from './whose-light-file.ts'

export type Profile = Awaited<ReturnType<typeof openProfile>>

export interface ProfileParts extends Omit<TokenCacheParts, 'path'> {
  log: Pick<Log, 'warn'>
  policy: PolicyPlace
}

/** Opens the profile in `folder`, and removes the drafts of killed processes. */
export async function openProfile(folder: string, parts: ProfileParts) {
  const history = join(folder, 'history')
  const colleagues = join(folder, 'colleagues')
  const whoseLight = join(folder, 'whose-light')
  await Promise.all([folder, history, colleagues, whoseLight].map(removeDrafts))
  const settingsFile = openSettingsFile(folder, parts.log)
  const tokenCaches = new Map<AccountId, StoredTokens>()
  function tokenCacheOf(account: AccountId): StoredTokens {
    const path = tokenPath(folder, account)
    const tokenCache = tokenCaches.get(account) ?? createTokenCache({ ...parts, path })
    tokenCaches.set(account, tokenCache)
    return tokenCache
  }
  const outputSecretsFile = openOutputSecretsFile(folder, parts)
  return {
    folder,
    settingsFile,
    policy: { path: parts.policy.path, read: readPolicyFile(parts.policy) },
    /** The tokens of one account, in a file of their own. */
    tokenCacheOf,
    /** Erases the tokens of all accounts but these, which a lost settings file leaves. Never throws. */
    keepTokensOf(accounts: readonly AccountId[]) {
      const left = eraseUnusedTokens(folder, accounts)
      if (left.length > 0) parts.log.warn('Tokens of unknown accounts were not removed', left)
    },
    outputSecretsFile,
    historyFolder: openHistoryFolder(history),
    statusFile: openStatusFile(folder),
    colleaguesFolder: openColleaguesFolder(colleagues, parts.clock.nowMs),
    whoseLightFolder: openWhoseLightFolder(whoseLight),
    /** Tries once more to write what could not be written. Leaves no timer. */
    stop() {
      settingsFile.stop()
      for (const tokenCache of tokenCaches.values()) tokenCache.stop()
      outputSecretsFile.stop()
    },
  }
}
