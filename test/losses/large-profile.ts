// A profile whose files are larger than the space of a nearly full disk, and a change to each of them.
import type { LightRecord } from '../../app/model/timeline.ts'
import { colleague } from '../model/states.ts'
import {
  type Kept,
  light,
  list,
  nothingKept,
  rewriting,
  type Step,
  setting,
  signedIn,
} from './stored-profile.ts'

const MINUTE = 60_000

const people = (count: number) => Array.from({ length: count }, (_, number) => colleague(number + 1))
const days = (count: number): LightRecord[] =>
  Array.from({ length: count }, (_, at) => ({ at: at * MINUTE, light: at % 2 ? 'busy' : 'away' }))

/** The steps that fill the profile. */
export const first: readonly Step[] = [
  setting('registered', { clientId: '11111111-2222-3333-4444-555555555555' }),
  signedIn('one'.repeat(2000)),
  list('many', people(60)),
  rewriting('many days', days(200)),
]

/** The changes, which are tried one by one. */
export const changes: readonly Step[] = [
  setting('in Russian', { language: 'ru', theme: 'dark' }),
  signedIn('two'.repeat(2500)),
  list('more', people(90)),
  light({ at: 999 * MINUTE, light: 'offline' }),
  rewriting('more days', days(300)),
  list('fewer', people(1)),
  rewriting('one day', days(1)),
  signedIn('three'),
]

export const before: Kept = first.reduce((kept, { after }) => after(kept), nothingKept)
