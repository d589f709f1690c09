// Every message between the main process and the window, with the schema of its payload. The main process parses all of
// them, in both directions (outputs/window/window-messages.ts).

import { z } from 'zod'
import { accountIdSchema } from '../model/accounts/account-id.ts'
import { colleagueSchema, personSchema } from '../model/colleague.ts'
import { MOST_COLLEAGUES } from '../model/colleague-order.ts'
import {
  changedSecretsSchema,
  externalOutputSchema,
  outputSecretsSchema,
} from '../model/external-outputs/external-output.ts'
import {
  foundDeviceSchema,
  hueAddressSchema,
  huePairingSchema,
  lightDeviceKinds,
  MOST_DEVICES,
  pairedSecretsSchema,
} from '../model/external-outputs/light-device.ts'
import { tableLights } from '../model/external-outputs/shown-light.ts'
import {
  cloudNames,
  featureNames,
  languageNames,
  notifyChoices,
  pages,
  pauseLengths,
  settingsPages,
  statusLengths,
  statusNames,
  unsentFields,
  webPages,
} from '../model/names.ts'
import { answerSchema, problemSchema } from '../model/problems/problem.ts'
import { settingsChangeSchema, tenantSchema } from '../model/settings.ts'
import { appStateSchema } from '../model/state.ts'
import { LONGEST_STATUS_MESSAGE } from '../model/status-choice.ts'
import { timelineSchema } from '../model/timeline.ts'
import { LONGEST_PAGE_TEXT } from '../reading/numbers-on-page.ts'
import type { CommandName, EventName } from './channels.ts'

const nothing = z.void()
/** A command that needs nothing and answers nothing. */
const action = { request: nothing, answer: nothing }

/** What an error number on Entra's page means. */
const explanationSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('explained'), problem: problemSchema }),
  /** No table has this number. */
  z.object({ kind: z.literal('unknown'), code: z.string() }),
  z.object({ kind: z.literal('no-number') }),
])
export type Explanation = z.infer<typeof explanationSchema>

const unsentSchema = z.string().max(LONGEST_PAGE_TEXT)

/** By field, without the fields that have no unsent text. */
const unsentTextsSchema = z.partialRecord(z.enum(unsentFields), unsentSchema)
export type UnsentTexts = z.infer<typeof unsentTextsSchema>

/** `text` is null after it was sent or discarded. */
export const unsentTextSchema = z.object({ field: z.enum(unsentFields), text: unsentSchema.nullable() })

const { id, name, on, target, lights, schedule } = externalOutputSchema.shape

/** The commands of the window, with their requests and answers. */
export const commands = {
  /** Answers with the whole state. Each later change is sent as the event `state`. */
  watch: { request: nothing, answer: appStateSchema },
  /** All texts of a language, by namespace (words/). */
  readWords: { request: z.enum(languageNames), answer: z.record(z.string(), z.unknown()) },
  signIn: action,
  cancelSignIn: action,
  followChosenAccount: action,
  keepCurrentAccount: action,
  /** Copies the address of the sign-in page that is open in the browser. Rejects with a text for the user if there is none. */
  copySignInLink: action,
  /** The request is the error number on Microsoft's page, or the whole text of the page. */
  explainNumber: { request: z.string().max(LONGEST_PAGE_TEXT), answer: explanationSchema },
  /** Of the account in the window. */
  signOut: action,
  /** A further account is removed from the program. */
  signOutAccount: { request: accountIdSchema, answer: nothing },
  /** Adds an account that nobody has signed in to yet. Rejects with a text for the user if there are too many. */
  addAccount: action,
  /** Shows the account in the window. */
  showAccount: { request: accountIdSchema, answer: nothing },
  checkNow: action,
  pause: { request: z.enum(pauseLengths), answer: nothing },
  resume: action,
  changeSettings: { request: settingsChangeSchema, answer: nothing },
  setOpenAtLogin: { request: z.boolean(), answer: nothing },
  tryDemo: action,
  leaveDemo: action,
  followThisComputer: action,
  stopThisComputer: action,
  /** `settings` shows the list of their pages. */
  showPage: { request: z.enum(pages), answer: nothing },
  showSettingsPage: { request: z.enum(settingsPages), answer: nothing },
  openWebPage: { request: z.enum(webPages), answer: nothing },
  copyWebAddress: { request: z.enum(webPages), answer: nothing },
  /** Not every page can write to the clipboard itself. The maximum is in characters. */
  copyText: { request: z.string().max(20_000), answer: nothing },
  /** Copies a message to an administrator that contains the consent link. */
  copyConsentMessage: action,
  copyDiagnostics: action,
  openLogs: action,
  /** Asks Entra whether the tenant exists. `cloud` is null if Entra does not name one. */
  checkTenant: {
    request: z.object({
      tenant: tenantSchema.refine((tenant) => tenant !== 'organizations'),
      cloud: z.enum(cloudNames),
    }),
    answer: answerSchema(z.object({ tenantId: z.string(), cloud: z.enum(cloudNames).nullable() })),
  },
  /** The texts that the user typed and did not send. */
  readUnsentTexts: { request: nothing, answer: unsentTextsSchema },
  /** Called while the user types. The text is kept in memory only. */
  setUnsentText: { request: unsentTextSchema, answer: nothing },
  /** The kept days. Each later light is sent as the event `history`. */
  readHistory: { request: nothing, answer: timelineSchema },
  /** Shows a save dialog and writes the kept days as CSV. Answers null if the user cancels. */
  exportHistory: { request: nothing, answer: z.object({ path: z.string() }).nullable() },
  eraseHistory: action,
  /** Switching on may ask for consent in the browser. The result is a change of state. */
  switchFeature: { request: z.object({ feature: z.enum(featureNames), on: z.boolean() }), answer: nothing },
  setStatus: {
    request: z.object({ status: z.enum(statusNames), length: z.enum(statusLengths) }),
    answer: nothing,
  },
  clearStatus: action,
  /** An empty text removes the message. Answers true if that was not accepted; the state says why. */
  setStatusMessage: {
    request: z.object({ text: z.string().max(LONGEST_STATUS_MESSAGE), length: z.enum(statusLengths) }),
    answer: z.boolean(),
  },
  findPeople: { request: z.string().max(256), answer: answerSchema(z.array(personSchema)) },
  addColleague: { request: personSchema, answer: nothing },
  removeColleague: { request: z.guid(), answer: nothing },
  /** The whole list in its new order, with the new groups. */
  arrangeColleagues: {
    request: z
      .array(colleagueSchema.pick({ id: true, group: true }))
      .max(MOST_COLLEAGUES)
      .refine((order) => new Set(order.map(({ id }) => id)).size === order.length),
    answer: nothing,
  },
  notifyWhenAvailable: { request: z.object({ id: z.guid(), tell: z.enum(notifyChoices) }), answer: nothing },
  /** Shows a colleague's light from now on; null: the user's own. Rejects with a text for the user if the disk refuses. */
  showLightOf: { request: personSchema.nullable(), answer: nothing },
  /** Answers the id of the new output. Rejects with a text for the user if there are too many, or if the disk refuses. */
  addOutput: {
    request: z.object({
      name,
      target,
      lights,
      schedule,
      secrets: z.union([pairedSecretsSchema, outputSecretsSchema]),
    }),
    answer: id,
  },
  /** Only what is given changes; the kind of the target cannot. Of the secrets, '' forgets one. */
  changeOutput: {
    request: z.object({
      id,
      ...z
        .object({
          name,
          on,
          target,
          lights,
          schedule,
          secrets: z.union([pairedSecretsSchema, changedSecretsSchema]),
        })
        .partial().shape,
    }),
    answer: nothing,
  },
  /** Its secrets are forgotten too. */
  removeOutput: { request: id, answer: nothing },
  /** Shows a light for some seconds. `sent` is false if the light table leaves the output unchanged. */
  tryOutput: {
    request: z.object({ id, light: z.enum(tableLights) }),
    answer: answerSchema(z.object({ sent: z.boolean() })),
  },
  /** Of all external outputs. Rejects with a text for the user if the disk refuses. */
  forgetOutputSecrets: action,
  /** The user's other answer after a sign-out or an erasure. */
  keepOutputSecrets: action,
  /** Searches the local network for three seconds. */
  findDevices: {
    request: z.enum(lightDeviceKinds),
    answer: answerSchema(z.array(foundDeviceSchema).max(MOST_DEVICES)),
  },
  /** Waits a minute for the button of the bridge. Answers null if it was cancelled. Only one pairing runs at a time. */
  pairHue: { request: hueAddressSchema, answer: answerSchema(huePairingSchema.nullable()) },
  cancelPairing: action,
  /** The result is a change of state. */
  checkForUpdate: action,
  /** Quits the program, installs the downloaded update and starts the program again. */
  installUpdate: action,
  /** Quits the program and starts it again. */
  restart: action,
  /** Shows the copy of the unreadable settings in the file manager, or the file itself if it could not be copied. */
  showUnreadSettings: action,
  dismissUnreadSettings: action,
  /** Sent when the time zone of the page changes or differs from the state's. An unknown zone is ignored. */
  reportTimeZone: { request: z.string().max(64), answer: nothing },
  hideWindow: action,
} as const satisfies Record<CommandName, { request: z.ZodType; answer: z.ZodType }>

/** The events that the main process sends to the window. */
export const events = {
  state: appStateSchema,
  history: timelineSchema,
} as const satisfies Record<EventName, z.ZodType>

export type CommandRequest<Name extends CommandName> = z.infer<(typeof commands)[Name]['request']>
export type CommandAnswer<Name extends CommandName> = z.infer<(typeof commands)[Name]['answer']>
export type EventPayload<Name extends EventName> = z.infer<(typeof events)[Name]>

/** A handler for each command. */
export type CommandHandlers = {
  [Name in CommandName]: (request: CommandRequest<Name>) => CommandAnswer<Name> | Promise<CommandAnswer<Name>>
}

/** What the preload exposes as `window.tally`: a function for each command, and `on` for the events. */
export type Tally = {
  [Name in CommandName]: undefined extends CommandRequest<Name>
    ? () => Promise<CommandAnswer<Name>>
    : (request: CommandRequest<Name>) => Promise<CommandAnswer<Name>>
} & {
  /** Returns a function that removes the listener. */
  on<Name extends EventName>(name: Name, listener: (payload: EventPayload<Name>) => void): () => void
}

declare global {
  interface Window {
    readonly tally: Tally
  }
}
