// The state: everything that the tray, the menu and the window show, as one immutable value, and its store.

import { z } from 'zod'
import { createStore, type StoreApi } from 'zustand/vanilla'
import { type AccountState, accountStateSchema, firstAccountState } from './account-state.ts'
import { findView, stateOf, viewOf } from './account-view.ts'
import { type AccountId, accountIdSchema } from './accounts/account-id.ts'
import { shownAccountIn, windowAccountIn } from './accounts/shown-account.ts'
import { MOST_OUTPUTS } from './external-outputs/external-output.ts'
import { outputSecretsKept, outputStateSchema } from './external-outputs/output-state.ts'
import {
  type FeatureName,
  FIRST_ACCOUNT,
  holdBacks,
  type Language,
  languageNames,
  MOST_ACCOUNTS,
  microphoneSources,
  otherUpdaters,
  pages,
  policyFields,
  programFailures,
  settingsPages,
  shortcutActions,
} from './names.ts'
import { problemSchema } from './problems/problem.ts'
import { type Settings, settingsSchema } from './settings.ts'
import { hourCycles, usualWeek } from './timing/local-time.ts'

/** What the policy of an administrator sets (managed-settings.ts). */
const managedSchema = z.object({
  /** Settings that the user cannot change. */
  fields: z.array(z.enum(policyFields)),
  /** The organisation's name in the policy. */
  organization: z.string().nullable(),
  /** Why there is a policy that could not be read. */
  problem: problemSchema.nullable(),
})
export type Managed = z.infer<typeof managedSchema>

/** There is no policy. */
export const notManaged: Managed = { fields: [], organization: null, problem: null }

/** The state of updates of the program. It does not affect the light. */
const updateSchema = z.discriminatedUnion('kind', [
  /** No newer version is known, or the program does not check for one. */
  z.object({ kind: z.literal('none') }),
  z.object({ kind: z.literal('checking') }),
  /** `percent` is whole. */
  z.object({ kind: z.literal('downloading'), version: z.string(), percent: z.number() }),
  /** The update will be installed when the program quits. */
  z.object({ kind: z.literal('ready'), version: z.string() }),
  z.object({ kind: z.literal('failed'), problem: problemSchema }),
  /** The program does not update itself. */
  z.object({ kind: z.literal('not-ours'), by: z.enum(otherUpdaters) }),
])

/** What the system will start at the next login. */
const loginStartSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('off') }),
  z.object({ kind: z.literal('on') }),
  /** The entry starts another program, or another copy of this one. */
  z.object({ kind: z.literal('other-program'), program: z.string() }),
  z.object({ kind: z.literal('held-back'), by: z.enum(holdBacks) }),
  /** The system cannot be asked: `on` is its answer to the last change by this program. */
  z.object({ kind: z.literal('as-answered'), on: z.boolean() }),
])

/** Why the settings could not be read at the start. */
const unreadSettingsSchema = z.discriminatedUnion('kind', [
  /** The file did not contain settings; its content is kept in the same folder as `name`. */
  z.object({ kind: z.literal('kept'), name: z.string() }),
  /** The file could not be read or kept, so it was left as it is. `detail` is a code such as "EACCES". */
  z.object({ kind: z.literal('left'), name: z.string(), detail: z.string() }),
])
export type UnreadSettings = z.infer<typeof unreadSettingsSchema>

/** One of this computer's sources of programs that record (signals/microphone/). */
const microphoneSourceSchema = z.object({
  name: z.enum(microphoneSources),
  /** Why it is left alone, as "ENOENT"; null while it works or is switched off. */
  failure: z.string().max(40).nullable(),
})
export type MicrophoneSourceState = z.infer<typeof microphoneSourceSchema>

/** In UTF-16 code units. */
export const LONGEST_PROGRAM_NAME = 60
/** A program that records from a microphone, and since when (epoch ms), as far as was seen. Never stored or logged. */
const recordingProgramSchema = z.object({
  /** Null if the system gives no name. */
  program: z.string().max(LONGEST_PROGRAM_NAME).nullable(),
  since: z.number(),
})
export type RecordingProgram = z.infer<typeof recordingProgramSchema>
/** More than record at once on any computer. */
export const MOST_RECORDING = 20

/** From Monday, 0. */
const dayOfWeek = z.number().int().min(0).max(6)

export const appStateSchema = z.object({
  version: z.string(),
  /** The first account, and the further ones of the settings in the same order. */
  accounts: z
    .tuple([accountStateSchema], accountStateSchema)
    .refine((accounts) => accounts.length <= MOST_ACCOUNTS),
  /** The account of the window; null for that of the outputs. One that no longer exists counts as null. */
  windowAccount: accountIdSchema.nullable(),
  /** Epoch ms; null while not paused. */
  pausedUntil: z.number().nullable(),
  settings: settingsSchema,
  /** Null after the user has seen it, or once settings are written again. */
  unreadSettings: unreadSettingsSchema.nullable(),
  managed: managedSchema,
  update: updateSchema,
  /** The language in use: that of the settings, or of the system. */
  language: z.enum(languageNames),
  /** The computer's time zone, for all times and days that are shown (words/moments.ts). */
  timeZone: z.string(),
  /** The system's setting, independent of the language. */
  hourCycle: z.enum(hourCycles),
  week: z.object({ firstDay: dayOfWeek, daysOff: z.array(dayOfWeek).max(7) }),
  openAtLogin: loginStartSchema,
  microphone: z.array(microphoneSourceSchema).max(microphoneSources.length),
  /** The global shortcuts that the system does not give to this program. */
  refusedShortcuts: z.array(z.enum(shortcutActions)).max(shortcutActions.length),
  /** The theme of Windows' taskbar; null while it is not known, and on other systems. */
  taskbar: z.enum(['light', 'dark']).nullable(),
  /** In the order in which they began. */
  recording: z.array(recordingProgramSchema).max(MOST_RECORDING),
  /** The external outputs of the settings, in the same order. */
  externalOutputs: z.array(outputStateSchema).max(MOST_OUTPUTS),
  outputSecretsKeptIn: z.enum(outputSecretsKept),
  /** After a sign-out or an erasure the window asks whether the secrets of the external outputs are forgotten too. */
  asksAboutOutputSecrets: z.boolean(),
  programFailure: z.enum(programFailures).nullable(),
  /** The system did not show the last notification. */
  notificationsRefused: z.boolean(),
  /** The page of the window; before there is an account it shows the first start instead. */
  page: z.enum(pages),
  /** The page of the settings; null for their list. */
  settingsPage: z.enum(settingsPages).nullable(),
})
export type AppState = z.infer<typeof appStateSchema>
export type Taskbar = NonNullable<AppState['taskbar']>
export type AppStore = StoreApi<AppState>

/** What does not belong to one account. */
type SharedState = Omit<AppState, 'accounts'>

/** The store for the parts that work with no account. */
export interface SharedStore {
  getState(): SharedState
  setState(change: Partial<SharedState> | ((state: SharedState) => Partial<SharedState>)): void
}

/**
 * The state of the program and of one account as one value, for the parts that work with one account. Its settings are those
 * of the account.
 */
export type AccountView = AppState & AccountState

/** The account and all others. */
export const everyAccountIn = (view: AccountView): readonly AccountState[] => [
  view,
  ...view.accounts.filter(({ accountId }) => accountId !== view.accountId),
]

/** Whether a policy keeps the feature off, so that the user cannot switch it on. */
export const isKeptOff = (feature: FeatureName, { features, managed }: AccountView): boolean =>
  features[feature].kind === 'off' && managed.fields.includes(feature)

/** The store for the parts that work with one account. */
export interface AccountStore extends Pick<StoreApi<AccountView>, 'getState' | 'subscribe'> {
  setState(change: AccountChange): void
}
type AccountChange = Partial<AccountView> | ((state: AccountView) => Partial<AccountView>)

/** The initial state. */
export const firstState = (version: string, settings: Settings, language: Language): AccountView => ({
  ...firstAccountState,
  accounts: [firstAccountState],
  windowAccount: null,
  version,
  pausedUntil: null,
  settings,
  unreadSettings: null,
  managed: notManaged,
  update: { kind: 'none' },
  language,
  timeZone: 'UTC',
  hourCycle: 'h23',
  week: usualWeek,
  openAtLogin: { kind: 'off' },
  microphone: [],
  refusedShortcuts: [],
  taskbar: null,
  recording: [],
  externalOutputs: [],
  outputSecretsKeptIn: 'nowhere',
  asksAboutOutputSecrets: false,
  programFailure: null,
  notificationsRefused: false,
  page: 'now',
  settingsPage: null,
})

export const createAppStore = (view: AccountView): AppStore => createStore(() => stateOf(view))

/**
 * The store of one account, on top of the whole store. Each change replaces the whole state. After the account was removed it
 * stays as it was: late answers change nothing. Only services/settings.ts changes the settings.
 */
export function accountStore(store: AppStore, accountId: AccountId = FIRST_ACCOUNT): AccountStore {
  let last = viewOf(store.getState(), accountId)
  const viewNow = (state: AppState): AccountView => {
    last = findView(state, accountId) ?? last
    return last
  }
  return {
    getState: () => viewNow(store.getState()),
    setState(change) {
      const view = findView(store.getState(), accountId)
      if (view) store.setState(changed(view, change), true)
    },
    subscribe: (listener) =>
      store.subscribe((state, before) => {
        const [view, viewBefore] = [findView(state, accountId), findView(before, accountId)]
        if (view && viewBefore) listener(view, viewBefore)
      }),
  }
}

/** The same of the account that `accountIn` names at the moment. */
const changingStore = (store: AppStore, accountIn: (state: AppState) => AccountId): AccountStore => {
  const viewNow = (state: AppState) => viewOf(state, accountIn(state))
  return {
    getState: () => viewNow(store.getState()),
    setState: (change) => store.setState(changed(viewNow(store.getState()), change), true),
    subscribe: (listener) => store.subscribe((state, before) => listener(viewNow(state), viewNow(before))),
  }
}

/** The store of the account whose light the outputs show. */
export const shownStore = (store: AppStore): AccountStore => changingStore(store, shownAccountIn)

/** The store of the account that the window shows. */
export const windowStore = (store: AppStore): AccountStore => changingStore(store, windowAccountIn)

const changed = (view: AccountView, change: AccountChange): AppState =>
  stateOf({ ...view, ...(typeof change === 'function' ? change(view) : change) })

/**
 * The language of the settings. For `system` the first of the system's languages, such as "de-AT" or "pt_PT.UTF-8", that is
 * translated, if only for another country; English if none is.
 */
export function languageInUse({ language }: Settings, systemLanguages: readonly string[]): Language {
  if (language !== 'system') return language
  for (const tag of systemLanguages) {
    const wanted = tag.split(/[.@]/)[0]?.replaceAll('_', '-').toLowerCase() ?? ''
    const translated =
      languageNames.find((name) => name.toLowerCase() === wanted) ??
      languageNames.find((name) => primaryLanguage(name) === primaryLanguage(wanted))
    if (translated) return translated
  }
  return 'en'
}

const primaryLanguage = (tag: string): string | undefined => tag.toLowerCase().split('-')[0]
