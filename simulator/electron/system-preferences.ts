// systemPreferences: what a Mac keeps of a person's choices, none of which has been made here.
import type { SystemPreferences } from 'electron'
import type { System } from '../desktop/system.ts'
import { loud } from './loud.ts'

/** What `getUserDefault` gives for what is not there (system_preferences_mac.mm). */
const absent = {
  boolean: false,
  string: '',
  integer: 0,
  float: 0,
  double: 0,
  url: '',
  array: [],
  dictionary: {},
}

export function createSystemPreferences({ platform }: System) {
  const ofMac = {
    getUserDefault: (_key: string, type: keyof typeof absent) => absent[type],
  } satisfies Partial<Record<keyof SystemPreferences, unknown>>
  return loud('systemPreferences', platform === 'darwin' ? ofMac : {})
}
