// AccountView: all that the tray, the menu and the window show, one immutable value, and the store that holds it.

import { z } from 'zod'
import { createStore, type StoreApi } from 'zustand/vanilla'
import { type AccountState, accountStateSchema, firstAccountState } from './account-state.ts'
import { stateOf, viewOf } from './account-view.ts'
import type { LoginStart } from './login-start.ts'
import { holdBacks, type Language, languageNames, otherUpdaters, pages, programFailures } from './names.ts'
import { policyFields } from './policy.ts'
import { problemSchema } from './problems/problem.ts'
import { type Settings, settingsSchema } from './settings.ts'
import { hourCycles } from './timing/local-time.ts'

/** What an administrator has set (managed-settings.ts). */
const managedSchema = z.object({
  /** What the person cannot change. */
  fields: z.array(z.enum(policyFields)),
  /** Who says so, by the name they gave. */
  organization: z.string().nullable(),
  /** Somebody wanted to set something, and it could not be read. */
  problem: problemSchema.nullable(),
})
export type Managed = z.infer<typeof managedSchema>

/** Nobody has set anything. */
export const notManaged: Managed = { fields: [], organization: null, problem: null }

/** How it stands with a newer version of the program. Nothing of it bears on the light. */
const updateSchema = z.discriminatedUnion('kind', [
  /** Nothing newer is known, or nobody is to be asked. */
  z.object({ kind: z.literal('none') }),
  z.object({ kind: z.literal('checking') }),
  /** `percent` is whole. */
  z.object({ kind: z.literal('downloading'), version: z.string(), percent: z.number() }),
  /** It is installed at the end of the program. */
  z.object({ kind: z.literal('ready'), version: z.string() }),
  z.object({ kind: z.literal('failed'), problem: problemSchema }),
  /** Somebody else brings new versions. */
  z.object({ kind: z.literal('not-ours'), by: z.enum(otherUpdaters) }),
])

/** Start at login, as the system tells of it. */
const loginStartSchema: z.ZodType<LoginStart> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('off') }),
  z.object({ kind: z.literal('on') }),
  z.object({ kind: z.literal('other-program'), program: z.string() }),
  z.object({ kind: z.literal('held-back'), by: z.enum(holdBacks) }),
  z.object({ kind: z.literal('as-answered'), on: z.boolean() }),
])

/** Settings that could not be read at the start. */
const unreadSettingsSchema = z.discriminatedUnion('kind', [
  /** They were no settings; what was there is kept in the same folder under this name. */
  z.object({ kind: z.literal('kept'), name: z.string() }),
  /** The system lets them not be read, or no copy be kept: the file stays as it is. `detail` is such as "EACCES". */
  z.object({ kind: z.literal('left'), name: z.string(), detail: z.string() }),
])
export type UnreadSettings = z.infer<typeof unreadSettingsSchema>

export const appStateSchema = z.object({
  version: z.string(),
  /** One for now. The first is the one that is shown. */
  accounts: z.tuple([accountStateSchema]),
  /** Epoch ms; null while not paused. */
  pausedUntil: z.number().nullable(),
  settings: settingsSchema,
  /** Null once the person has seen it or has made new ones. */
  unreadSettings: unreadSettingsSchema.nullable(),
  managed: managedSchema,
  update: updateSchema,
  /** The language in use: the setting's, or the system's. */
  language: z.enum(languageNames),
  /** The computer's; every time and every day that is shown is reckoned with it (words/moments.ts). */
  timeZone: z.string(),
  /** The system's, whatever the language. */
  hourCycle: z.enum(hourCycles),
  openAtLogin: loginStartSchema,
  programFailure: z.enum(programFailures).nullable(),
  /** The system did not show the last notification. */
  notificationsRefused: z.boolean(),
  /** The page the window shows once there is something to follow; before that it shows the first start. */
  page: z.enum(pages),
})
export type AppState = z.infer<typeof appStateSchema>
export type AppStore = StoreApi<AppState>

/** The state of the program and of one account in one value: what the parts of that account work with. */
export type AccountView = Omit<AppState, 'accounts'> & AccountState

/** The store as the parts of one account see it. */
export interface AccountStore extends Pick<StoreApi<AccountView>, 'getState' | 'subscribe'> {
  setState(change: Partial<AccountView> | ((state: AccountView) => Partial<AccountView>)): void
}

/** The state before anything is known. */
export const firstState = (version: string, settings: Settings, language: Language): AccountView => ({
  ...firstAccountState,
  version,
  pausedUntil: null,
  settings,
  unreadSettings: null,
  managed: notManaged,
  update: { kind: 'none' },
  language,
  timeZone: 'UTC',
  hourCycle: 'h23',
  openAtLogin: { kind: 'off' },
  programFailure: null,
  notificationsRefused: false,
  page: 'now',
})

export const createAppStore = (view: AccountView): AppStore => createStore(() => stateOf(view))

/** The account's part of the store. Each change replaces the whole state, so that subscribers see one value. */
export const accountStore = (store: AppStore): AccountStore => ({
  getState: () => viewOf(store.getState()),
  setState(change) {
    const view = viewOf(store.getState())
    store.setState(stateOf({ ...view, ...(typeof change === 'function' ? change(view) : change) }), true)
  },
  subscribe: (listener) => store.subscribe((state, before) => listener(viewOf(state), viewOf(before))),
})

/** The language chosen, or the system's where there is a translation; English otherwise. `locale` as in "ru-RU". */
export const languageInUse = ({ language }: Settings, locale: string): Language =>
  language === 'system'
    ? (languageNames.find((name) => new RegExp(`^${name}\\b`, 'i').test(locale)) ?? 'en')
    : language
