// The settings: schema, limits and defaults. storage/settings-file.ts stores them.

import { z } from 'zod'
import { ACCELERATOR, LONGEST_ACCELERATOR } from '../reading/accelerator.ts'
import { momentSchema } from '../reading/moment.ts'
import { accountIdSchema } from './accounts/account-id.ts'
import { externalOutputSchema, MOST_OUTPUTS, readOutputs } from './external-outputs/external-output.ts'
import {
  cloudNames,
  DOMAIN,
  featureNames,
  GUID,
  GUID_LENGTH,
  graphVersions,
  LONGEST_DOMAIN,
  languageChoices,
  MOST_ACCOUNTS,
  MOST_URGENT,
  type NotificationKind,
  notificationKinds,
  paletteNames,
  themeNames,
} from './names.ts'

/** The limits and the default of the poll interval, in seconds. */
export const INTERVAL_SECONDS = { least: 5, most: 600, usual: 15 } as const

/** An Application (client) ID, a GUID. One that is too long is one error, not two. */
export const registeredIdSchema = z
  .string()
  .trim()
  .toLowerCase()
  .max(GUID_LENGTH, { abort: true })
  .regex(GUID)

/** The same, or '' before one is entered. */
const clientIdSchema = registeredIdSchema.or(z.literal(''))

/**
 * `organizations`, a Directory (tenant) ID, or a verified domain of the tenant. `common` and `consumers` are
 * refused: Graph has no presence for personal accounts ("presence: get", Permissions).
 */
export const tenantSchema = registeredIdSchema
  .or(z.string().trim().toLowerCase().max(LONGEST_DOMAIN, { abort: true }).regex(DOMAIN))
  .or(z.literal('organizations'))

/** A list of some of `names`, without duplicates. */
const someOf = <const Name extends string>(names: readonly [Name, ...Name[]]) =>
  z
    .array(z.enum(names))
    .max(names.length)
    .refine((list) => new Set(list).size === list.length)

const noticesSchema = someOf(notificationKinds)
/** By default only a lost sign-in is notified of. */
const defaultNotifications: readonly NotificationKind[] = ['sign-in-needed']

const shortcutSchema = z.string().max(LONGEST_ACCELERATOR).regex(ACCELERATOR)

/** The tenant backoff extends the poll interval at most by this factor: far more than any tenant needs. */
export const MOST_BACKOFF = 1000
const factorSchema = z.number().min(1).max(MOST_BACKOFF)
/** Until 0.1.0. It was held for a day after a refusal; without one, nothing was learned. */
const formerBackoffSchema = z.object({ factor: factorSchema, heldUntilMs: z.number() })
/** What the program has learned of the limit that all clients of a tenant share (polling/tenant-backoff.ts). */
const tenantBackoffSchema = z.object({
  /** The factor of every ordinary poll interval; 1 is the user's setting. */
  factor: factorSchema,
  /** The factor at the last refusal. */
  limit: factorSchema,
  /** Refusals since the limit was last known to be far away. */
  refusals: z.number().int().min(0),
  /** Answers since the last refusal. */
  answers: z.number().int().min(0),
})
export type TenantBackoff = z.infer<typeof tenantBackoffSchema>

/** The start value while the number of colleagues is unknown. */
export const firstBackoff: TenantBackoff = { factor: 1, limit: 1, refusals: 0, answers: 0 }

function fromFormerBackoff(value: unknown): unknown {
  const former = formerBackoffSchema.safeParse(value)
  if (!former.success) return value
  const { factor, heldUntilMs } = former.data
  return heldUntilMs > 0 ? { factor, limit: factor, refusals: 1, answers: 0 } : firstBackoff
}

/** The settings that each account has for itself. */
const accountSettingsSchema = z.object({
  clientId: clientIdSchema,
  tenant: tenantSchema,
  cloud: z.enum(cloudNames),
  /** The features that are switched on, with or without consent. */
  features: someOf(featureNames),
  /** Whether to show what this computer sees instead of an account, as chosen by the user until the next sign-in. */
  thisComputer: z.boolean(),
  /** The tenant backoff. Saved settings have this name for it. */
  restraint: z.preprocess(fromFormerBackoff, tenantBackoffSchema),
  /** The day (such as 2026-11-23) on which out of office was last notified of, or switched on. */
  toldOutOfOfficeOn: z.iso.date().nullable(),
})
export type AccountSettings = z.infer<typeof accountSettingsSchema>

/** A further account. The first one has its settings among those of the program. */
const furtherAccountSchema = accountSettingsSchema.extend({ accountId: z.guid() })
export type FurtherAccount = z.infer<typeof furtherAccountSchema>

export const settingsSchema = z.object({
  /** Those of the first account. */
  ...accountSettingsSchema.shape,
  furtherAccounts: z
    .array(furtherAccountSchema)
    .max(MOST_ACCOUNTS - 1)
    .refine((list) => new Set(list.map(({ accountId }) => accountId)).size === list.length),
  /** The account whose light the outputs show. One that no longer exists counts as the most urgent. */
  shownAccount: z.literal(MOST_URGENT).or(accountIdSchema),
  graphVersion: z.enum(graphVersions),
  intervalSeconds: z.number().int().min(INTERVAL_SECONDS.least).max(INTERVAL_SECONDS.most),
  /** The kinds that are shown. Until 0.1.0 this was a boolean. */
  notifications: z.preprocess((value) => {
    if (value === true) return defaultNotifications
    return value === false ? [] : value
  }, noticesSchema),
  palette: z.enum(paletteNames),
  theme: z.enum(themeNames),
  language: z.enum(languageChoices),
  /** Whether the window stays open when it loses focus. */
  windowPinned: z.boolean(),
  /** Whether the history of lights is recorded, only on this computer. */
  keepHistory: z.boolean(),
  /** Whether the system is asked which programs record from a microphone, to check when a call begins or ends. */
  microphone: z.boolean(),
  /** Windows: whether the log of Teams is read too. It is made for Microsoft, not for other programs. */
  teamsLog: z.boolean(),
  /** Global keyboard shortcuts, as Electron's accelerators; null is off. */
  openShortcut: shortcutSchema.nullable(),
  pauseShortcut: shortcutSchema.nullable(),
  /** Whether the program updates itself, unless a package manager does. */
  updates: z.boolean(),
  /** Whether the light is shown by the external outputs. If not, nothing is sent to them. */
  showElsewhere: z.boolean(),
  /** Whether the light of a colleague may be shown instead of the user's own. Only a policy changes it. */
  colleagueLight: z.boolean(),
  /** Changed by commands of their own (services/external-outputs.ts). */
  externalOutputs: z
    .array(externalOutputSchema)
    .max(MOST_OUTPUTS)
    .refine((list) => new Set(list.map(({ id }) => id)).size === list.length),
  /** The moment of the last check for an update, epoch ms; stored so that frequent restarts do not check often. */
  updateCheckedAt: momentSchema.nullable(),
  /** The end of the pause, epoch ms; stored so that a restart does not end the pause. */
  pausedUntil: momentSchema.nullable(),
})
export type Settings = z.infer<typeof settingsSchema>

export const defaultAccountSettings: AccountSettings = {
  clientId: '',
  tenant: 'organizations',
  cloud: 'global',
  features: [],
  thisComputer: false,
  restraint: firstBackoff,
  toldOutOfOfficeOn: null,
}

export const defaultSettings: Settings = {
  ...defaultAccountSettings,
  furtherAccounts: [],
  shownAccount: MOST_URGENT,
  graphVersion: 'v1.0',
  intervalSeconds: INTERVAL_SECONDS.usual,
  notifications: [...defaultNotifications],
  palette: 'teams',
  theme: 'system',
  language: 'system',
  windowPinned: false,
  keepHistory: true,
  microphone: true,
  teamsLog: false,
  openShortcut: null,
  pauseShortcut: null,
  updates: true,
  showElsewhere: true,
  colleagueLight: true,
  externalOutputs: [],
  updateCheckedAt: null,
  pausedUntil: null,
}

/** Reads each setting separately; one that is missing or not valid has its default. */
export function readSettings(stored: Readonly<Record<string, unknown>>): Settings {
  const values: Readonly<Record<string, unknown>> = {
    ...stored,
    externalOutputs: readOutputs(stored.externalOutputs),
    furtherAccounts: readFurtherAccounts(stored.furtherAccounts),
  }
  return settingsSchema.parse({ ...defaultSettings, ...fittingIn(settingsSchema.shape, values) })
}

/** The values that fit their schemas. */
const fittingIn = (
  schemas: Readonly<Record<string, z.ZodType>>,
  values: Readonly<Record<string, unknown>>,
): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(schemas).flatMap(([name, schema]) => {
      const read = schema.safeParse(values[name])
      return read.success ? [[name, read.data] as const] : []
    }),
  )

/** Without an id of its own an account is not found again: its entry is left out. */
function readFurtherAccounts(value: unknown): FurtherAccount[] {
  const entries = z.array(z.looseObject({ accountId: z.guid() }).catch({ accountId: '' })).safeParse(value)
  const accounts = new Map(
    (entries.data ?? []).flatMap((entry) => {
      const account = furtherAccountSchema.safeParse({
        ...defaultAccountSettings,
        ...fittingIn(furtherAccountSchema.shape, entry),
      })
      return account.success ? [[account.data.accountId, account.data] as const] : []
    }),
  )
  return [...accounts.values()].slice(0, MOST_ACCOUNTS - 1)
}

/**
 * What the window may change. The pause, the features, this computer and the external outputs have commands of
 * their own; the rest is internal.
 */
export const settingsChangeSchema = settingsSchema
  .omit({
    pausedUntil: true,
    restraint: true,
    features: true,
    thisComputer: true,
    colleagueLight: true,
    toldOutOfOfficeOn: true,
    updateCheckedAt: true,
    externalOutputs: true,
    furtherAccounts: true,
  })
  .extend({ notifications: noticesSchema })
  .partial()
export type SettingsChange = z.infer<typeof settingsChangeSchema>

/** A change of settings; one that is undefined stays unchanged. */
export type SomeSettings = { [Name in keyof Settings]?: Settings[Name] | undefined }
