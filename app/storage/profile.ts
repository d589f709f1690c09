// The profile: the folder with all files of this program, opened at the start.
import { join } from 'node:path'
import type { Log } from '../model/log.ts'
import { type ColleaguesFolder, openColleaguesFolder } from './colleagues-file.ts'
import { removeDrafts } from './drafts.ts'
import { type HistoryFolder, openHistoryFolder } from './history-file.ts'
import { type FoundPolicy, type PolicyPlace, readPolicyFile } from './policy-file.ts'
import { openSettingsFile, type SettingsFile } from './settings-file.ts'
import { createTokenCache, type StoredTokens, type TokenCacheParts } from './token-cache.ts'

export interface Profile {
  folder: string
  settingsFile: SettingsFile
  policy: FoundPolicy
  tokenCache: StoredTokens
  historyFolder: HistoryFolder
  colleaguesFolder: ColleaguesFolder
  /** Tries once more to write what could not be written. Leaves no timer. */
  stop(): void
}

export interface ProfileParts extends Omit<TokenCacheParts, 'path'> {
  log: Pick<Log, 'warn'>
  policy: PolicyPlace
}

/** Opens the profile in `folder`, and removes the drafts of killed processes. */
export async function openProfile(folder: string, parts: ProfileParts): Promise<Profile> {
  const history = join(folder, 'history')
  const colleagues = join(folder, 'colleagues')
  await Promise.all([folder, history, colleagues].map(removeDrafts))
  const settingsFile = openSettingsFile(folder, parts.log)
  const tokenCache = createTokenCache({ ...parts, path: join(folder, 'tokens') })
  return {
    folder,
    settingsFile,
    policy: { path: parts.policy.path, read: readPolicyFile(parts.policy) },
    tokenCache,
    historyFolder: openHistoryFolder(history),
    colleaguesFolder: openColleaguesFolder(colleagues, parts.clock.nowMs),
    stop() {
      settingsFile.stop()
      tokenCache.stop()
    },
  }
}
