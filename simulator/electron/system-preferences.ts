// systemPreferences: user defaults of macOS, none of which is set.
import type { SystemPreferences } from 'electron'
import type { System } from '../desktop/system.ts'
import { strictMembers } from './strict-members.ts'

/** The values of `getUserDefault` for a missing key (system_preferences_mac.mm). */
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
  return strictMembers('systemPreferences', platform === 'darwin' ? ofMac : {})
}
