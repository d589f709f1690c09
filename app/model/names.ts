// Lists of names, and patterns, from which the schemas, the window and the texts derive. No library here: the window imports
// this file.

export const cloudNames = ['global', 'us-gov-l4', 'us-gov-l5', 'china'] as const
export type CloudName = (typeof cloudNames)[number]

/** Versions of Microsoft Graph. `beta` may change at any time, and has presence only in the global cloud. */
export const graphVersions = ['v1.0', 'beta'] as const
export type GraphVersion = (typeof graphVersions)[number]

/** Features that need more than Presence.Read, so they are off until the user switches them on. */
export const featureNames = ['colleagues', 'own-status'] as const
export type FeatureName = (typeof featureNames)[number]

/** The settings that a policy can set, except features, which are fields of their own. */
export const policySettings = [
  'clientId',
  'tenant',
  'cloud',
  'intervalSeconds',
  'microphone',
  'updates',
  'showElsewhere',
  'colleagueLight',
] as const
/** What the user cannot change while a policy sets it. */
export const policyFields = [...policySettings, ...featureNames] as const
export type PolicyField = (typeof policyFields)[number]

/** The id of the first account. Its settings, its features and its tokens are where they were before there were several. */
export const FIRST_ACCOUNT = 'first'

/** More accounts than a person has in several tenants. Each is polled and costs memory. */
export const MOST_ACCOUNTS = 5

/** The choice of the account whose light the outputs show: the one that is most urgent at the moment. */
export const MOST_URGENT = 'most-urgent'

/** Delegated permissions of Microsoft Graph; each is the least privileged one for its requests. */
export type Permission = 'Presence.Read' | 'Presence.Read.All' | 'User.ReadBasic.All' | 'Presence.ReadWrite'

/** The lights' colours: as in Teams, or for users who confuse red and green. */
export const paletteNames = ['teams', 'colour-blind'] as const
export type PaletteName = (typeof paletteNames)[number]

export const themeNames = ['system', 'light', 'dark', 'high-contrast'] as const

/** One for each folder of words/. */
export const languageNames = [
  'en',
  'ru',
  'de',
  'fr',
  'es',
  'pt-BR',
  'it',
  'nl',
  'pl',
  'tr',
  'ja',
  'ar',
] as const
export type Language = (typeof languageNames)[number]
/** The values of the language setting. */
export const languageChoices = ['system', ...languageNames] as const

/** Kinds of notification, each with a switch. */
export const notificationKinds = ['sign-in-needed', 'light-changed', 'still-out-of-office', 'stale'] as const
export type NotificationKind = (typeof notificationKinds)[number]

/** The statuses that the user can set. Graph's preferred presences have the same names, except for `Offline`. */
export const statusNames = ['Available', 'Busy', 'DoNotDisturb', 'BeRightBack', 'Away', 'Offline'] as const
export type StatusName = (typeof statusNames)[number]

/** How long a status lasts. */
export const statusLengths = ['30-min', '1-h', '2-h', 'end-of-day', 'until-changed'] as const
export type StatusLength = (typeof statusLengths)[number]

/** The changes of the user's own status. */
export const statusChanges = ['set-status', 'reset-status', 'set-message', 'remove-message'] as const
export type StatusChange = (typeof statusChanges)[number]

/** When to notify of a colleague who becomes available. */
export const notifyChoices = ['never', 'once', 'each-time'] as const
export type NotifyChoice = (typeof notifyChoices)[number]

/** The name of a group of colleagues, in characters. */
export const LONGEST_GROUP = 64

/** How long a pause lasts. */
export const pauseLengths = ['30-min', '1-h', 'until-tomorrow'] as const
export type PauseLength = (typeof pauseLengths)[number]

/** Any other length of a pause or a status, up to a day (desktop/command-line/). */
export interface LengthInMinutes {
  minutes: number
}

/** What a global keyboard shortcut does. */
export const shortcutActions = ['open', 'pause'] as const
export type ShortcutAction = (typeof shortcutActions)[number]

/** Pages of the window. */
export const pages = ['now', 'today', 'colleagues', 'settings'] as const
export type Page = (typeof pages)[number]

/** Pages of the settings, in the order of their list. */
export const settingsPages = [
  'account',
  'light',
  'notifications',
  'elsewhere',
  'checking',
  'registration',
  'more',
  'about',
] as const
export type SettingsPage = (typeof settingsPages)[number]

/** Web pages and system settings that open on a click. The main process has their URLs. */
export const webPages = ['app-registration', 'admin-consent', 'login-settings'] as const
export type WebPage = (typeof webPages)[number]

/** Text fields whose unsent text is kept when the window closes. */
export const unsentFields = [
  'status-message',
  'find-colleague',
  'find-shown-colleague',
  /** The id of the colleague whose group is being typed. */
  'grouped-colleague',
  'colleague-group',
  'first-client-id',
  'first-tenant',
  'settings-client-id',
  'settings-tenant',
  'page-number',
  /** The fields of an output that was not saved, as JSON. */
  'output-draft',
] as const
export type UnsentField = (typeof unsentFields)[number]

/** Failures of the program itself, shown until the user has seen the window. */
export const programFailures = ['window-crashed', 'last-run-failed', 'no-tray'] as const

/** Kinds of places outside the program where the light can be shown (outputs/external/). */
export const externalOutputKinds = ['mqtt', 'web-request', 'program', 'hue', 'wled', 'usb'] as const
export type ExternalOutputKind = (typeof externalOutputKinds)[number]

/**
 * The secrets of each kind. They are stored apart from the settings, encrypted, and are never sent to the window. An
 * address or a header of a web request can contain a token.
 */
export const outputSecrets = {
  mqtt: ['password', 'keyPassphrase'],
  'web-request': ['address', 'headers'],
  program: [],
  hue: ['applicationKey'],
  wled: [],
  usb: [],
} as const satisfies Record<ExternalOutputKind, readonly string[]>
export type OutputSecretName = (typeof outputSecrets)[ExternalOutputKind][number]
export const outputSecretNames = [
  ...outputSecrets.mqtt,
  ...outputSecrets['web-request'],
  ...outputSecrets.hue,
] as const satisfies readonly OutputSecretName[]

/** How the program connects to an MQTT broker. */
export const mqttTransports = ['tcp', 'tls', 'websocket', 'websocket-tls'] as const

/** Methods of a web request. */
export const requestMethods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const

/** Models of USB lights (outputs/external/usb/). */
export const usbLightModels = [
  'luxafor',
  'blynclight',
  'busylight',
  'blink1',
  'muteme',
  'blinkstick',
] as const
export type UsbLightModelName = (typeof usbLightModels)[number]

/** The makers' own names. */
export const usbLightTitles = {
  luxafor: 'Luxafor',
  blynclight: 'Blynclight',
  busylight: 'Kuando Busylight',
  blink1: 'blink(1)',
  muteme: 'MuteMe',
  blinkstick: 'BlinkStick',
} as const satisfies Record<UsbLightModelName, string>

/** What tells which programs record from a microphone (signals/microphone/). */
export const microphoneSources = ['pactl', 'pmset', 'consent-store', 'teams-log'] as const
export type MicrophoneSourceName = (typeof microphoneSources)[number]

/** What updates the program if it does not update itself: a package manager, the user, or nothing in development. */
export const otherUpdaters = ['package-manager', 'hand', 'development'] as const

/** What prevents a start at login that was switched on. */
export const holdBacks = [
  /** Switched off in the Task Manager or under Startup Apps. */
  'windows',
  /** Not allowed under Login Items. */
  'macos',
  /** Switched off in the desktop's list of startup programs. */
  'desktop',
  /** The entry is for other desktops. */
  'other-desktop',
  /** The entry cannot be read, or its program does not exist. */
  'broken',
] as const

// The formats of Entra's identifiers. The patterns contain both letter cases, as those of JSON Schema have no flags
// (docs/policy.schema.json).

/** An Application (client) ID or a Directory (tenant) ID. */
export const GUID = /^[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}$/

/** In characters. */
export const GUID_LENGTH = 36

/** The longest domain, in characters (RFC 1035, 2.3.4: 255 octets on the wire). */
export const LONGEST_DOMAIN = 253

/** A domain of a tenant, such as contoso.com. */
export const DOMAIN = /^(?=.{3,253}$)(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?\.)+[a-zA-Z]{2,63}$/
