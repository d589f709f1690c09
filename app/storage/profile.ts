// The profile: the folder of everything that this program keeps, opened at the start.
import { join } from 'node:path'
import type { TokenCache } from '../microsoft/sign-in.ts'
import { type ColleaguesFolder, openColleaguesFolder } from './colleagues-file.ts'
import { type HistoryFolder, openHistoryFolder } from './history-file.ts'
import { openSettingsFile, type SettingsFile } from './settings-file.ts'
import { createTokenCache, type TokenCacheParts } from './token-cache.ts'
import { removeDrafts } from './whole-file.ts'

export interface Profile {
  settingsFile: SettingsFile
  tokenCache: TokenCache
  historyFolder: HistoryFolder
  colleaguesFolder: ColleaguesFolder
}

/** Opens it at `folder`, without what a killed process left half-written there. */
export async function openProfile(folder: string, parts: Omit<TokenCacheParts, 'path'>): Promise<Profile> {
  const history = join(folder, 'history')
  const colleagues = join(folder, 'colleagues')
  await Promise.all([folder, history, colleagues].map(removeDrafts))
  return {
    settingsFile: openSettingsFile(folder),
    tokenCache: createTokenCache({ ...parts, path: join(folder, 'tokens') }),
    historyFolder: openHistoryFolder(history),
    colleaguesFolder: openColleaguesFolder(colleagues, parts.nowMs),
  }
}
