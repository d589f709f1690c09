// The names of all that passes between the app and its window, without the schemas (contract.ts): the preload needs no
// more, and with zod in it every opening of the window took 40 ms longer.

/** What the window may ask for. */
export const commandNames = [
  'watch',
  'readWords',
  'signIn',
  'cancelSignIn',
  'followChosenAccount',
  'stayWithAccount',
  'copySignInLink',
  'explainNumber',
  'signOut',
  'checkNow',
  'pause',
  'resume',
  'changeSettings',
  'setOpenAtLogin',
  'tryDemo',
  'leaveDemo',
  'showPage',
  'openWebPage',
  'copyWebAddress',
  'copyText',
  'copyConsentMessage',
  'copyDiagnostics',
  'openLogs',
  'checkTenant',
  'readUnsent',
  'keepUnsent',
  'readHistory',
  'exportHistory',
  'eraseHistory',
  'switchFeature',
  'setStatus',
  'clearStatus',
  'setStatusMessage',
  'findPeople',
  'addColleague',
  'removeColleague',
  'arrangeColleagues',
  'tellWhenAvailable',
  'checkForUpdate',
  'installUpdate',
  'restart',
  'showUnreadSettings',
  'dismissUnreadSettings',
  'tellTimeZone',
  'hideWindow',
] as const
export type CommandName = (typeof commandNames)[number]

/** What the app tells the window without being asked. */
const eventNames = ['state', 'history'] as const
export type EventName = (typeof eventNames)[number]

/** The IPC channel of a command or an event. */
export const channelOf = (name: CommandName | EventName): string => `tally:${name}`
