// What a person may choose: the schema, its limits and its defaults. Where it is kept: storage/settings-file.ts.

import { z } from 'zod'

import { momentSchema } from '../reading/moment.ts'
import {
  cloudNames,
  DOMAIN,
  featureNames,
  GUID,
  GUID_LENGTH,
  graphVersions,
  LONGEST_DOMAIN,
  languageChoices,
  type NoticeKind,
  noticeKinds,
  paletteNames,
  themeNames,
} from './names.ts'

/** The shortest and longest pace of ordinary checks, in seconds. */
export const INTERVAL_SECONDS = { least: 5, most: 600, usual: 30 } as const

/** An app registration's Application (client) ID: a GUID. One that is too long has one fault, not two. */
export const registeredIdSchema = z
  .string()
  .trim()
  .toLowerCase()
  .max(GUID_LENGTH, { abort: true })
  .regex(GUID)

/** The same, or '' while nobody has entered one. */
const clientIdSchema = registeredIdSchema.or(z.literal(''))

/**
 * `organizations`, a Directory (tenant) ID, or a verified domain of the tenant. `common` and `consumers` are
 * refused: Graph has no presence for personal accounts ("presence: get", Permissions).
 */
export const tenantSchema = registeredIdSchema
  .or(z.string().trim().toLowerCase().max(LONGEST_DOMAIN, { abort: true }).regex(DOMAIN))
  .or(z.literal('organizations'))

/** Some of `names`, each once. */
const someOf = <const Name extends string>(names: readonly [Name, ...Name[]]) =>
  z
    .array(z.enum(names))
    .max(names.length)
    .refine((list) => new Set(list).size === list.length)

const noticesSchema = someOf(noticeKinds)
/** One notification for a lost sign-in; whoever wants to hear of more says so. */
const defaultNotices: readonly NoticeKind[] = ['sign-in-needed']

/** The tenant backoff makes checks at most this many times slower than the user's pace. */
export const MOST_BACKOFF = 10
/** What was learned of the limit that all clients of a tenant share (polling/tenant-backoff.ts). */
const tenantBackoffSchema = z.object({
  /** The factor on every ordinary gap; 1 is the user's own pace. */
  factor: z.number().min(1).max(MOST_BACKOFF),
  /** Until when, epoch ms, the factor is not lowered: Graph throttled not long ago. */
  heldUntilMs: z.number().min(0).max(Number.MAX_SAFE_INTEGER),
  /** Answers since Graph last throttled, or since the first start. */
  answers: z.number().int().min(0),
})
export type TenantBackoff = z.infer<typeof tenantBackoffSchema>

/** The start value while the number of colleagues is unknown. */
export const firstBackoff: TenantBackoff = { factor: 4.5, heldUntilMs: 0, answers: 0 }

export const settingsSchema = z.object({
  clientId: clientIdSchema,
  tenant: tenantSchema,
  cloud: z.enum(cloudNames),
  graphVersion: z.enum(graphVersions),
  /** Switched on, whether or not Entra has agreed to it. */
  features: someOf(featureNames),
  intervalSeconds: z.number().int().min(INTERVAL_SECONDS.least).max(INTERVAL_SECONDS.most),
  /** Kinds that are shown. Until 0.1.0 this was one switch. */
  notifications: z.preprocess(
    (value) => (typeof value === 'boolean' ? (value ? defaultNotices : []) : value),
    noticesSchema,
  ),
  palette: z.enum(paletteNames),
  theme: z.enum(themeNames),
  language: z.enum(languageChoices),
  /** Whether the window stays when something else is clicked. */
  windowPinned: z.boolean(),
  /** Whether the day's lights are written down, on this computer only. */
  keepHistory: z.boolean(),
  /** Whether the program fetches newer versions of itself, where nobody else does. */
  updates: z.boolean(),
  /** Epoch ms of the last time it was asked for one; kept so that many starts a day do not ask often. */
  updateCheckedAt: momentSchema.nullable(),
  /** Epoch ms until which the user wants no checks; kept so that a restart does not end a pause. */
  pausedUntil: momentSchema.nullable(),
  /** The tenant backoff (polling/tenant-backoff.ts), by the name that saved settings have for it. */
  restraint: tenantBackoffSchema,
  /** The day (such as 2026-11-23) on which it was last told that out of office is still on, or seen that it was set. */
  toldOutOfOfficeOn: z.iso.date().nullable(),
})
export type Settings = z.infer<typeof settingsSchema>

export const defaultSettings: Settings = {
  clientId: '',
  tenant: 'organizations',
  cloud: 'global',
  graphVersion: 'v1.0',
  features: [],
  intervalSeconds: INTERVAL_SECONDS.usual,
  notifications: [...defaultNotices],
  palette: 'teams',
  theme: 'system',
  language: 'system',
  windowPinned: false,
  keepHistory: true,
  updates: true,
  updateCheckedAt: null,
  pausedUntil: null,
  restraint: firstBackoff,
  toldOutOfOfficeOn: null,
}

/** Each setting by itself: what is missing or does not fit is the default. */
export function readSettings(stored: Readonly<Record<string, unknown>>): Settings {
  const fitting = Object.entries(settingsSchema.shape).flatMap(([name, schema]) => {
    const read = schema.safeParse(stored[name])
    return read.success ? [[name, read.data] as const] : []
  })
  return settingsSchema.parse({ ...defaultSettings, ...Object.fromEntries(fitting) })
}

/** What the window may change: not the pause and the features, which have commands of their own, nor what was learned or told. */
export const settingsChangeSchema = settingsSchema
  .omit({
    pausedUntil: true,
    restraint: true,
    features: true,
    toldOutOfOfficeOn: true,
    updateCheckedAt: true,
  })
  .extend({ notifications: noticesSchema })
  .partial()
export type SettingsChange = z.infer<typeof settingsChangeSchema>

/** Some of the settings; one that is undefined stays as it is. */
export type SomeSettings = { [Name in keyof Settings]?: Settings[Name] | undefined }
