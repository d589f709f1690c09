// The contents of a profile: steps that each change one of its files, the expected contents, and reading them all.

import { join } from 'node:path'
import type { Colleague } from '../../app/model/colleague.ts'
import { FIRST_ACCOUNT } from '../../app/model/names.ts'
import { defaultSettings, type Settings } from '../../app/model/settings.ts'
import type { LightRecord } from '../../app/model/timeline.ts'
import { openProfile, type Profile } from '../../app/storage/profile.ts'
import { colleague } from '../model/states.ts'
import { cacheOf, type KeyringMoment, keyringIn } from '../storage/keyring.ts'

export const OWNER = 'contoso anna@contoso.com'
const MINUTE = 60_000

export interface Kept {
  settings: Settings
  /** MSAL's JSON; null while signed out. */
  tokens: string | null
  records: readonly LightRecord[]
  people: readonly Colleague[]
}

export const nothingKept: Kept = { settings: defaultSettings, tokens: null, records: [], people: [] }

export interface Step {
  name: string
  act: (profile: Profile) => unknown
  after: (before: Kept) => Kept
}

export const setting = (name: string, change: Partial<Settings>): Step => ({
  name,
  act: ({ settingsFile }) => settingsFile.write(change),
  after: (before) => ({ ...before, settings: { ...before.settings, ...change } }),
})
export const signedIn = (secret: string): Step => ({
  name: `tokens ${secret}`,
  act: ({ tokenCacheOf }) => tokenCacheOf(FIRST_ACCOUNT).write(cacheOf(secret)),
  after: (before) => ({ ...before, tokens: cacheOf(secret) }),
})
export const list = (name: string, people: Colleague[]): Step => ({
  name,
  act: ({ colleaguesFolder }) => colleaguesFolder.fileOf(OWNER).write(people),
  after: (before) => ({ ...before, people }),
})
export const light = (record: LightRecord): Step => ({
  name: `light ${record.light} at ${record.at}`,
  act: ({ historyFolder }) => historyFolder.fileOf(OWNER).append(record),
  after: (before) => ({ ...before, records: [...before.records, record] }),
})
export const rewriting = (name: string, records: readonly LightRecord[]): Step => ({
  name,
  act: ({ historyFolder }) => historyFolder.fileOf(OWNER).rewrite(records, 0),
  after: (before) => ({ ...before, records }),
})

/** Creates each file, changes it, and removes what can be removed. */
export const steps: readonly Step[] = [
  setting('registered', { clientId: '11111111-2222-3333-4444-555555555555' }),
  signedIn('one'),
  light({ at: 0, light: 'available' }),
  light({ at: 5 * MINUTE, light: 'available' }),
  list('a colleague', [colleague(1)]),
  setting('paused', { pausedUntil: 1_795_510_800_000, language: 'ru' }),
  signedIn('two'),
  light({ at: 9 * MINUTE, light: null }),
  rewriting('the history in short', [{ at: 0, light: 'available', until: 9 * MINUTE }]),
  light({ at: 60 * MINUTE, light: 'busy-oof' }),
  list('two colleagues', [colleague(1, { group: 'Team', tell: 'once' }), colleague(2)]),
  setting('resumed', { pausedUntil: null }),
  {
    name: 'signed out',
    act: ({ tokenCacheOf }) => tokenCacheOf(FIRST_ACCOUNT).forget(),
    after: (before) => ({ ...before, tokens: null }),
  },
  {
    name: 'the history erased',
    act: ({ historyFolder }) => historyFolder.removeAll(),
    after: (before) => ({ ...before, records: [] }),
  },
]

/** The expected contents before each step and after the last. */
export const keptThrough: readonly Kept[] = steps
  .map((_, count) => keptAfter(count))
  .concat(keptAfter(steps.length))

function keptAfter(count: number): Kept {
  return steps.slice(0, count).reduce((kept, { after }) => after(kept), nothingKept)
}

const refuse = (...words: unknown[]) => {
  throw new Error('it went wrong', { cause: words })
}

/** Opens the profile at `folder` with this state of the keyring. By default a warning throws. */
export const openAt = (
  folder: string,
  keyring: KeyringMoment = { now: 'unlocked' },
  warn: (...words: unknown[]) => void = refuse,
): Promise<Profile> =>
  openProfile(folder, {
    keyring: keyringIn(keyring),
    platform: 'linux',
    clock: { nowMs: () => Date.parse('2026-11-23T09:00:00Z'), after: () => () => {} },
    policy: { path: join(folder, 'no-policy.json'), ownerUid: null },
    log: { warn },
  })

/** Reads everything as a start does. Throws as a start would, and if a file could not be read. */
export async function readAll(profile: Profile): Promise<Kept> {
  const tokens = await profile.tokenCacheOf(FIRST_ACCOUNT).read()
  const { people, keptAs } = profile.colleaguesFolder.fileOf(OWNER).read()
  if (keptAs !== null) throw new Error(`the colleagues were set aside as ${keptAs}`)
  if (tokens.kind !== 'tokens' && tokens.kind !== 'empty') throw new Error(`the tokens are ${tokens.kind}`)
  return {
    settings: profile.settingsFile.read(),
    tokens: tokens.kind === 'tokens' ? tokens.json : null,
    records: profile.historyFolder.fileOf(OWNER).read(),
    people,
  }
}
