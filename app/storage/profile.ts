// The profile: the folder of everything that this program keeps, opened at the start.
import { join } from 'node:path'
import type { Log } from '../model/log.ts'
import type { Managed } from '../model/state.ts'
import { managedBy, managedFile } from '../services/managed-settings.ts'
import { type ColleaguesFolder, openColleaguesFolder } from './colleagues-file.ts'
import { removeDrafts } from './drafts.ts'
import { type HistoryFolder, openHistoryFolder } from './history-file.ts'
import { type PolicyPlace, readPolicyFile } from './policy-file.ts'
import { openSettingsFile, type SettingsFile } from './settings-file.ts'
import { createTokenCache, type StoredTokens, type TokenCacheParts } from './token-cache.ts'

export interface Profile {
  folder: string
  /** Under the policy, if there is one. */
  settingsFile: SettingsFile
  managed: Managed
  tokenCache: StoredTokens
  historyFolder: HistoryFolder
  colleaguesFolder: ColleaguesFolder
  /** Tries once more to write what the disk refused. No timer outlives this. */
  stop(): void
}

export interface ProfileParts extends Omit<TokenCacheParts, 'path'> {
  log: Pick<Log, 'info' | 'warn'>
  policy: PolicyPlace
}

/** Opens it at `folder`, without what a killed process left half-written there. */
export async function openProfile(folder: string, parts: ProfileParts): Promise<Profile> {
  const history = join(folder, 'history')
  const colleagues = join(folder, 'colleagues')
  await Promise.all([folder, history, colleagues].map(removeDrafts))
  const ownFile = openSettingsFile(folder, parts.log)
  const read = readPolicyFile(parts.policy)
  const managed = managedBy(read, parts.policy.path)
  // The names of what is set, never the values.
  if (managed.fields.length > 0) parts.log.info(`Managed: ${managed.fields.join(', ')}`)
  if (managed.problem) parts.log.warn('Nothing of the policy file counts', managed.problem)
  const tokenCache = createTokenCache({ ...parts, path: join(folder, 'tokens') })
  return {
    folder,
    settingsFile: read.kind === 'policy' ? managedFile(ownFile, read.policy) : ownFile,
    managed,
    tokenCache,
    historyFolder: openHistoryFolder(history),
    colleaguesFolder: openColleaguesFolder(colleagues, parts.clock.nowMs),
    stop() {
      ownFile.stop()
      tokenCache.stop()
    },
  }
}
