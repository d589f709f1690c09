// Everything of one account: its tokens, its connection to Microsoft, its session and the services that need it.
import type { Words } from '../../../words/words.ts'
import type { Graph } from '../../microsoft/graph/graph.ts'
import type { Microsoft } from '../../microsoft/microsoft.ts'
import type { AccountId } from '../../model/accounts/account-id.ts'
import { changeFor } from '../../model/accounts/account-settings.ts'
import type { DemoDay } from '../../model/following.ts'
import { type AccountStore, type AppStore, accountStore } from '../../model/state.ts'
import type { Timeline } from '../../model/timeline.ts'
import type { Clock } from '../../model/timing/clock.ts'
import type { TokenCache } from '../../model/token-store.ts'
import type { ReadableLog } from '../../storage/log.ts'
import type { Profile } from '../../storage/profile.ts'
import { type ColleaguesParts, createColleagues } from '../colleagues.ts'
import { createFeatures } from '../features.ts'
import { createHistory, type HistoryParts } from '../history/history.ts'
import { createOwnStatus } from '../own-status.ts'
import { createSessions, type SessionParts } from '../session/session.ts'
import { createWhoseLight, type WhoseLightParts } from '../session/whose-light.ts'
import type { SettingsOwner } from '../settings.ts'
import { createUnsentText } from '../unsent-text.ts'

/** What the accounts share. */
export interface AccountNeeds
  extends Pick<SessionParts<Graph>, 'follow' | 'followLocal'>,
    Pick<HistoryParts, 'demoFortnight' | 'saveFile'>,
    Pick<ColleaguesParts, 'random'> {
  store: AppStore
  settings: SettingsOwner
  profile: Pick<
    Profile,
    'tokenCacheOf' | 'keepTokensOf' | 'historyFolder' | 'colleaguesFolder' | 'whoseLightFolder'
  >
  clock: Clock
  log: ReadableLog
  wordsNow: () => Words
  /** Creates the connection of one account, which shares nothing with that of another. */
  connect: (tokenCache: TokenCache, store: AccountStore) => Microsoft
  createDemoDay: () => DemoDay
  createDemoTeam: () => ColleaguesParts['demoTeam'] & WhoseLightParts['demoTeam']
  onHistory: (account: AccountId, timeline: Timeline) => void
  /** Called for a sign-in without a client ID, which the user has to enter in the window first. */
  onSetUpNeeded: (account: AccountId) => void
  /** Graph throttled the account; the limit is that of its registration and tenant. */
  onLimitMet: (account: AccountId) => void
}

export type AccountParts = ReturnType<typeof createAccountParts>

export function createAccountParts(needs: AccountNeeds, accountId: AccountId) {
  const { store: whole, profile, clock, log, wordsNow } = needs
  const store = accountStore(whole, accountId)
  const settings = settingsOwnerOf(needs, accountId)
  const tokenCache = profile.tokenCacheOf(accountId)
  const microsoft = needs.connect(tokenCache, store)
  const sessions = createSessions<Graph>({
    ...microsoft,
    store,
    clock,
    settings,
    log,
    tokens: tokenCache,
    demo: needs.createDemoDay(),
    follow: needs.follow,
    followLocal: needs.followLocal,
    colleagueOf: (session) => whoseLight.colleagueOf(session),
    onSetUpNeeded: () => needs.onSetUpNeeded(accountId),
  })
  const history = createHistory({
    store,
    clock,
    wordsNow,
    log,
    folder: profile.historyFolder,
    demoFortnight: needs.demoFortnight,
    saveFile: needs.saveFile,
    onChange: (timeline) => needs.onHistory(accountId, timeline),
  })
  const features = createFeatures({ store, clock, sessions, settings })
  const ownStatus = createOwnStatus({ store, clock, features, check: sessions.check })
  const demoTeam = needs.createDemoTeam()
  const whoseLight = createWhoseLight({
    store,
    features,
    demoTeam,
    sessions,
    log,
    folder: profile.whoseLightFolder,
  })
  const colleagues = createColleagues({
    store,
    clock,
    features,
    wordsNow,
    log,
    checkNow: sessions.checkNow,
    onLimitMet: sessions.limitMet,
    folder: profile.colleaguesFolder,
    demoTeam,
    random: needs.random,
  })
  return {
    accountId,
    store,
    settings,
    microsoft,
    sessions,
    history,
    features,
    ownStatus,
    colleagues,
    whoseLight,
    unsentText: createUnsentText(store),
    /** The paths of files that could not be removed. */
    tokensLeft: tokenCache.left,
    /** Leaves no timer. */
    stop() {
      for (const part of [features, ownStatus, colleagues, whoseLight, history, sessions, tokenCache])
        part.stop()
    },
  }
}

/** Changes the settings of the account in its place among those of the program. */
function settingsOwnerOf(
  { store, settings, onLimitMet }: AccountNeeds,
  accountId: AccountId,
): Pick<SettingsOwner, 'change' | 'remember'> {
  const refusals = () => accountStore(store, accountId).getState().settings.restraint.refusals
  return {
    change: (change) => settings.change(changeFor(store.getState().settings, accountId, change)),
    remember(change) {
      const before = refusals()
      settings.remember(changeFor(store.getState().settings, accountId, change))
      if (refusals() > before) onLimitMet(accountId)
    },
  }
}
