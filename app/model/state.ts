// AppState: all that the tray, the menu and the window show, one immutable value, and the store that holds it.

import { z } from 'zod'
import { createStore, type StoreApi } from 'zustand/vanilla'
import { type Colleagues, colleagueSchema, colleagueSightingSchema, noColleagues } from './colleague.ts'
import { MOST_COLLEAGUES } from './colleague-order.ts'
import { type Following, nothingFollowed } from './following.ts'
import type { LoginStart } from './login-start.ts'
import {
  featureNames,
  holdBacks,
  type Language,
  languageNames,
  mishaps,
  otherUpdaters,
  pages,
  statusNames,
} from './names.ts'
import { policyFields } from './policy.ts'
import { presenceSchema } from './presence.ts'
import { type Problem, problemSchema } from './problems/problem.ts'
import { isKeyringProblem } from './problems/problem-kinds.ts'
import { type Settings, settingsSchema } from './settings.ts'
import { noOwnStatus, type OwnStatusState } from './status-choice.ts'
import { hourCycles } from './timing/local-time.ts'

/** Who is signed in, as the window names them. */
const accountSchema = z.object({ name: z.string(), username: z.string(), tenantId: z.string() })
export type Account = z.infer<typeof accountSchema>

const sessionSchema = z.discriminatedUnion('kind', [
  /** Before the stored account has been looked for. */
  z.object({ kind: z.literal('starting') }),
  z.object({ kind: z.literal('not-set-up') }),
  /** `problem` says why the last sign-in came to nothing, or why the stored account could not be had. */
  z.object({ kind: z.literal('signed-out'), problem: problemSchema.nullable() }),
  z.object({ kind: z.literal('signing-in') }),
  z.object({ kind: z.literal('signed-in'), account: accountSchema }),
  /** `before` was followed, and the browser brought `chosen`: nobody is followed until the person has decided. */
  z.object({ kind: z.literal('other-account'), before: accountSchema, chosen: accountSchema }),
  /** The demo day also plays the two lights that no presence gives. */
  z.object({ kind: z.literal('demo'), pretending: z.enum(['signed-out', 'paused']).nullable() }),
])
export type Session = z.infer<typeof sessionSchema>

/** What the follower knows; its owner is polling/follower.ts. All moments are epoch ms. */
const followingSchema: z.ZodType<Following> = z.object({
  last: z
    .object({
      presence: presenceSchema,
      /** When Graph last said so. */
      at: z.number(),
      /** Since when it has been so, as far as this program knows. */
      since: z.number(),
      /** Whether the change at `since` was seen to happen: if not, it may be older. */
      witnessed: z.boolean(),
    })
    .nullable(),
  stale: z.boolean(),
  problem: problemSchema.nullable(),
  checking: z.boolean(),
  nextCheckAt: z.number().nullable(),
})

const ownStatusSchema: z.ZodType<OwnStatusState> = z.object({
  askedFor: z
    .object({ status: z.enum(statusNames), at: z.number(), until: z.number().nullable() })
    .nullable(),
  sending: z.boolean(),
  problem: problemSchema.nullable(),
})

const colleaguesSchema: z.ZodType<Colleagues> = z.object({
  people: z.array(colleagueSchema).max(MOST_COLLEAGUES),
  seen: z.record(z.string(), colleagueSightingSchema),
  problem: problemSchema.nullable(),
})

/** What became of a feature that needs more than Presence.Read. */
const featureStateSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('off') }),
  /** The browser asks for the permissions. */
  z.object({ kind: z.literal('asking') }),
  z.object({ kind: z.literal('on') }),
  /** Switched on, and not allowed: everything else goes on. */
  z.object({ kind: z.literal('held-up'), problem: problemSchema }),
])
export type FeatureState = z.infer<typeof featureStateSchema>

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
  session: sessionSchema,
  /** Why a sign-in came to nothing while the account of before is followed; null once Graph has answered. */
  signInProblem: problemSchema.nullable(),
  following: followingSchema,
  /** Epoch ms; null while not paused. */
  pausedUntil: z.number().nullable(),
  features: z.record(z.enum(featureNames), featureStateSchema),
  ownStatus: ownStatusSchema,
  colleagues: colleaguesSchema,
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
  /**
   * `memory`: no keyring guards the tokens, so they are not written and a restart asks to sign in again.
   * `not-yet-written`: the disk did not take them; it is tried again.
   */
  tokensKeptIn: z.enum(['keyring', 'memory', 'not-yet-written']),
  mishap: z.enum(mishaps).nullable(),
  /** The system did not show the last notification. */
  notificationsRefused: z.boolean(),
  /** The page the window shows once there is something to follow; before that it shows the first start. */
  page: z.enum(pages),
})
export type AppState = z.infer<typeof appStateSchema>

export type AppStore = StoreApi<AppState>

/** The state before anything is known. */
export const firstState = (version: string, settings: Settings, language: Language): AppState => ({
  version,
  session: { kind: 'starting' },
  signInProblem: null,
  following: nothingFollowed,
  pausedUntil: null,
  features: { colleagues: { kind: 'off' }, 'own-status': { kind: 'off' } },
  ownStatus: noOwnStatus,
  colleagues: noColleagues,
  settings,
  unreadSettings: null,
  managed: notManaged,
  update: { kind: 'none' },
  language,
  timeZone: 'UTC',
  hourCycle: 'h23',
  openAtLogin: { kind: 'off' },
  tokensKeptIn: 'keyring',
  mishap: null,
  notificationsRefused: false,
  page: 'now',
})

/** Signed out while the account of the last run is behind the keyring. */
export const isLockedOut = (session: Session): session is Session & { problem: Problem } =>
  session.kind === 'signed-out' && session.problem !== null && isKeyringProblem(session.problem)

/** The keyring gives this run no key any more, as it is asked once at each start. */
export const needsRestart = ({ session }: Pick<AppState, 'session'>): boolean =>
  session.kind === 'signed-out' && session.problem?.kind === 'keyring-locked'

export const createAppStore = (state: AppState): AppStore => createStore(() => state)

/** The language chosen, or the system's where there is a translation; English otherwise. `locale` as in "ru-RU". */
export const languageInUse = ({ language }: Settings, locale: string): Language =>
  language === 'system'
    ? (languageNames.find((name) => new RegExp(`^${name}\\b`, 'i').test(locale)) ?? 'en')
    : language
