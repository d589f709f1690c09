// The names and patterns that the schemas, the window and the words derive from. No library here: the window imports this
// file.

export const cloudNames = ['global', 'us-gov-l4', 'us-gov-l5', 'china'] as const
export type CloudName = (typeof cloudNames)[number]

/** Versions of Microsoft Graph. `beta` may change any day, and its presence exists in the global cloud only. */
export const graphVersions = ['v1.0', 'beta'] as const
export type GraphVersion = (typeof graphVersions)[number]

/** What needs more than Presence.Read, and so is off until a person switches it on. */
export const featureNames = ['colleagues', 'own-status'] as const
export type FeatureName = (typeof featureNames)[number]

/** Delegated permissions of Microsoft Graph; each is the least privileged one for its requests. */
export type Permission = 'Presence.Read' | 'Presence.Read.All' | 'User.ReadBasic.All' | 'Presence.ReadWrite'

/** The lights' colours: as in Teams, or for eyes that confuse red and green. */
export const paletteNames = ['teams', 'colour-blind'] as const
export type PaletteName = (typeof paletteNames)[number]

export const themeNames = ['system', 'light', 'dark', 'high-contrast'] as const

/** One for each folder of words/. */
export const languageNames = ['en', 'ru'] as const
export type Language = (typeof languageNames)[number]
/** What a person may choose as language. */
export const languageChoices = ['system', ...languageNames] as const

/** The kinds of notification that a person can switch on and off. */
export const noticeKinds = ['sign-in-needed', 'light-changed', 'still-out-of-office', 'stale'] as const
export type NoticeKind = (typeof noticeKinds)[number]

/** The statuses that a person can set; Graph's preferred presences have the same names but for `Offline`. */
export const statusNames = ['Available', 'Busy', 'DoNotDisturb', 'BeRightBack', 'Away', 'Offline'] as const
export type StatusName = (typeof statusNames)[number]

/** How long a status may last. */
export const statusLengths = ['30-min', '1-h', '2-h', 'end-of-day', 'until-changed'] as const
export type StatusLength = (typeof statusLengths)[number]

/** The changes of one's own status that Graph can be asked for. */
export const statusChanges = ['set-status', 'reset-status', 'set-message', 'remove-message'] as const
export type StatusChange = (typeof statusChanges)[number]

/** When to notify of a colleague who becomes available. */
export const notifyChoices = ['never', 'once', 'each-time'] as const
export type NotifyChoice = (typeof notifyChoices)[number]

/** How long a pause may last. */
export const pauseLengths = ['30-min', '1-h', 'until-tomorrow'] as const
export type PauseLength = (typeof pauseLengths)[number]

/** Pages of the window. */
export const pages = ['now', 'today', 'colleagues', 'settings'] as const
export type Page = (typeof pages)[number]

/** Web pages and settings of the system that open on a click; the main process knows their addresses. */
export const webPages = ['app-registration', 'admin-consent', 'login-settings'] as const
export type WebPage = (typeof webPages)[number]

/** Text fields whose unsent text outlives the window. */
export const unsentFields = [
  'status-message',
  'find-colleague',
  /** The id of the colleague for whom a group is typed. */
  'grouped-colleague',
  'colleague-group',
  'first-client-id',
  'first-tenant',
  'settings-client-id',
  'settings-tenant',
  'page-number',
] as const
export type UnsentField = (typeof unsentFields)[number]

/** Failures of the program itself, shown until the window was seen with them. */
export const programFailures = ['window-crashed', 'last-run-failed', 'no-tray'] as const

/** What installs new versions where the program does not: a package manager, a person, or nothing, as it runs from its sources. */
export const otherUpdaters = ['package-manager', 'hand', 'development'] as const

/** What keeps a login from starting the program, although it was once asked for. */
export const holdBacks = [
  /** Switched off in the Task Manager or under Startup Apps. */
  'windows',
  /** Not allowed under Login Items. */
  'macos',
  /** Switched off in the desktop's own list of what starts. */
  'desktop',
  /** The entry is for other desktops than the one in use. */
  'other-desktop',
  /** The entry names a program that is not there, or nobody can read it. */
  'broken',
] as const
export type HoldBack = (typeof holdBacks)[number]

// How Entra writes its identifiers. Both letter cases are spelled out: JSON Schema has patterns without flags
// (docs/policy.schema.json).

/** An Application (client) ID or a Directory (tenant) ID. */
export const GUID = /^[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}$/

/** Characters of a GUID. */
export const GUID_LENGTH = 36

/** The most characters that a domain has (RFC 1035, 2.3.4: 255 octets as they are sent). */
export const LONGEST_DOMAIN = 253

/** A domain of a tenant, such as contoso.com. */
export const DOMAIN = /^(?=.{3,253}$)(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?\.)+[a-zA-Z]{2,63}$/
