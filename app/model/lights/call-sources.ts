// Why this computer cannot see calls. No library here: the window imports this file.
import type { MicrophoneSourceName } from '../names.ts'
import type { AccountView } from '../state.ts'

export type NoCallSource =
  /** The user or a policy has switched it off. */
  | { kind: 'setting' }
  /** The system has no source. */
  | { kind: 'system' }
  /** Every source that is switched on was left alone. */
  | { kind: 'failed'; name: MicrophoneSourceName; failure: string }

/** Null while at least one source works. Teams' log counts only if it is switched on. */
export function noCallSourceOf({
  settings,
  microphone,
}: Pick<AccountView, 'settings' | 'microphone'>): NoCallSource | null {
  if (!settings.microphone) return { kind: 'setting' }
  const sources = microphone.filter(({ name }) => name !== 'teams-log' || settings.teamsLog)
  if (sources.length === 0) return { kind: 'system' }
  const failed = sources.flatMap(({ name, failure }) => (failure === null ? [] : [{ name, failure }]))
  const [first] = failed
  return first && failed.length === sources.length ? { kind: 'failed', ...first } : null
}
