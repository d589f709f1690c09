// Every message between the app and its window, with the schema of each payload. The main process's door parses them
// all, in both directions (outputs/window/window-messages.ts).

import { z } from 'zod'
import { colleagueSchema, personSchema } from '../model/colleague.ts'
import { MOST_COLLEAGUES } from '../model/colleague-order.ts'
import {
  cloudNames,
  featureNames,
  languageNames,
  notifyChoices,
  pages,
  pauseLengths,
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

/** What a number on Entra's page means. */
const explanationSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('explained'), problem: problemSchema }),
  /** A number that is in no table. */
  z.object({ kind: z.literal('unknown'), code: z.string() }),
  z.object({ kind: z.literal('no-number') }),
])
export type Explanation = z.infer<typeof explanationSchema>

const unsentSchema = z.string().max(LONGEST_PAGE_TEXT)

/** By field; a field in which nothing waits is left out. */
const unsentTextsSchema = z.partialRecord(z.enum(unsentFields), unsentSchema)
export type UnsentTexts = z.infer<typeof unsentTextsSchema>

/** `text` is null where it was sent or discarded. */
export const unsentTextSchema = z.object({ field: z.enum(unsentFields), text: unsentSchema.nullable() })

/** What the window may ask for: a verb, what goes with it, and what comes back. */
export const commands = {
  /** The whole state now; from then on every change is sent as the event `state`. */
  watch: { request: nothing, answer: appStateSchema },
  /** All texts of a language by namespace (words/). */
  readWords: { request: z.enum(languageNames), answer: z.record(z.string(), z.unknown()) },
  signIn: { request: nothing, answer: nothing },
  cancelSignIn: { request: nothing, answer: nothing },
  followChosenAccount: { request: nothing, answer: nothing },
  stayWithAccount: { request: nothing, answer: nothing },
  /** The page that is open in the browser, for another browser; refused with words while there is none. */
  copySignInLink: { request: nothing, answer: nothing },
  /** What the number on Microsoft's page means; a number, or the page's whole text. */
  explainNumber: { request: z.string().max(LONGEST_PAGE_TEXT), answer: explanationSchema },
  signOut: { request: nothing, answer: nothing },
  checkNow: { request: nothing, answer: nothing },
  pause: { request: z.enum(pauseLengths), answer: nothing },
  resume: { request: nothing, answer: nothing },
  changeSettings: { request: settingsChangeSchema, answer: nothing },
  setOpenAtLogin: { request: z.boolean(), answer: nothing },
  tryDemo: { request: nothing, answer: nothing },
  leaveDemo: { request: nothing, answer: nothing },
  showPage: { request: z.enum(pages), answer: nothing },
  openWebPage: { request: z.enum(webPages), answer: nothing },
  copyWebAddress: { request: z.enum(webPages), answer: nothing },
  /** For what a page cannot put on the clipboard itself; characters. */
  copyText: { request: z.string().max(20_000), answer: nothing },
  /** A message to an administrator, ready to send, with the consent link in it. */
  copyConsentMessage: { request: nothing, answer: nothing },
  copyDiagnostics: { request: nothing, answer: nothing },
  openLogs: { request: nothing, answer: nothing },
  /** Asks Entra whether there is such a tenant, and in which cloud it lives as far as Entra says so. */
  checkTenant: {
    request: z.object({
      tenant: tenantSchema.refine((tenant) => tenant !== 'organizations'),
      cloud: z.enum(cloudNames),
    }),
    answer: answerSchema(z.object({ tenantId: z.string(), cloud: z.enum(cloudNames).nullable() })),
  },
  /** What has been typed and not been sent, by its field. */
  readUnsent: { request: nothing, answer: unsentTextsSchema },
  /** Told as it is typed. Kept in memory; it is never sent anywhere from there. */
  keepUnsent: { request: unsentTextSchema, answer: nothing },
  /** The kept days; from then on every new light is told as the event `history`. */
  readHistory: { request: nothing, answer: timelineSchema },
  /** Asks where to, and writes the kept days as CSV; null when the person thought better of it. */
  exportHistory: { request: nothing, answer: z.object({ path: z.string() }).nullable() },
  eraseHistory: { request: nothing, answer: nothing },
  /** Switching on asks in the browser for what the feature needs; the outcome is a change of state. */
  switchFeature: { request: z.object({ feature: z.enum(featureNames), on: z.boolean() }), answer: nothing },
  setStatus: {
    request: z.object({ status: z.enum(statusNames), length: z.enum(statusLengths) }),
    answer: nothing,
  },
  clearStatus: { request: nothing, answer: nothing },
  /** An empty text takes the message away. */
  setStatusMessage: {
    request: z.object({ text: z.string().max(LONGEST_STATUS_MESSAGE), length: z.enum(statusLengths) }),
    answer: nothing,
  },
  findPeople: { request: z.string().max(256), answer: answerSchema(z.array(personSchema)) },
  addColleague: { request: personSchema, answer: nothing },
  removeColleague: { request: z.guid(), answer: nothing },
  /** The whole list in its new order, each with the group it now belongs to. */
  arrangeColleagues: {
    request: z
      .array(colleagueSchema.pick({ id: true, group: true }))
      .max(MOST_COLLEAGUES)
      .refine((order) => new Set(order.map(({ id }) => id)).size === order.length),
    answer: nothing,
  },
  tellWhenAvailable: { request: z.object({ id: z.guid(), tell: z.enum(notifyChoices) }), answer: nothing },
  /** The outcome is a change of state. */
  checkForUpdate: { request: nothing, answer: nothing },
  /** Ends the program, installs what is ready and starts it again. */
  installUpdate: { request: nothing, answer: nothing },
  /** Ends the program and starts it again. */
  restart: { request: nothing, answer: nothing },
  /** The kept copy in the system's file manager, or the file itself where none could be kept. */
  showUnreadSettings: { request: nothing, answer: nothing },
  dismissUnreadSettings: { request: nothing, answer: nothing },
  /** The zone that the page goes by is another one than the state's, or has changed. One that nobody knows counts for nothing. */
  tellTimeZone: { request: z.string().max(64), answer: nothing },
  hideWindow: { request: nothing, answer: nothing },
} as const satisfies Record<CommandName, { request: z.ZodType; answer: z.ZodType }>

/** What the app tells the window without being asked. */
export const events = {
  state: appStateSchema,
  history: timelineSchema,
} as const satisfies Record<EventName, z.ZodType>

export type CommandRequest<Name extends CommandName> = z.infer<(typeof commands)[Name]['request']>
export type CommandAnswer<Name extends CommandName> = z.infer<(typeof commands)[Name]['answer']>
export type EventPayload<Name extends EventName> = z.infer<(typeof events)[Name]>

/** What the app does for each command. One that is missing does not compile. */
export type CommandHandlers = {
  [Name in CommandName]: (request: CommandRequest<Name>) => CommandAnswer<Name> | Promise<CommandAnswer<Name>>
}

/** What the preload puts on `window.tally`: a verb for each command, and one way to hear of each event. */
export type Tally = {
  [Name in CommandName]: undefined extends CommandRequest<Name>
    ? () => Promise<CommandAnswer<Name>>
    : (request: CommandRequest<Name>) => Promise<CommandAnswer<Name>>
} & {
  /** Calls `listener` for each event until the returned function is called. */
  on<Name extends EventName>(name: Name, listener: (payload: EventPayload<Name>) => void): () => void
}

declare global {
  interface Window {
    readonly tally: Tally
  }
}
