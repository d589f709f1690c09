// The names of all messages between the main process and the window. The schemas are in contract.ts: with zod in the
// preload, each opening of the window took 40 ms longer.

/** The commands of the window. */
export const commandNames = [
  'watch',
  'readWords',
  'signIn',
  'cancelSignIn',
  'followChosenAccount',
  'keepCurrentAccount',
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
  'followThisComputer',
  'stopThisComputer',
  'showPage',
  'showSettingsPage',
  'openWebPage',
  'copyWebAddress',
  'copyText',
  'copyConsentMessage',
  'copyDiagnostics',
  'openLogs',
  'checkTenant',
  'readUnsentTexts',
  'setUnsentText',
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
  'notifyWhenAvailable',
  'showLightOf',
  'addOutput',
  'changeOutput',
  'removeOutput',
  'tryOutput',
  'forgetOutputSecrets',
  'keepOutputSecrets',
  'findDevices',
  'pairHue',
  'cancelPairing',
  'checkForUpdate',
  'installUpdate',
  'restart',
  'showUnreadSettings',
  'dismissUnreadSettings',
  'reportTimeZone',
  'hideWindow',
] as const
export type CommandName = (typeof commandNames)[number]

/** The events that the main process sends to the window. */
const eventNames = ['state', 'history'] as const
export type EventName = (typeof eventNames)[number]

/** The IPC channel of a command or an event. */
export const channelOf = (name: CommandName | EventName): string => `tally:${name}`
