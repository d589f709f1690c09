// The options of the simulator's command line.
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { split as shellWords } from 'shlex'
import { z } from 'zod'
import { type KeyringState, keyringStates } from './desktop/desktop.ts'
import { type SystemName, systemNames } from './desktop/system.ts'

export interface Options {
  /** 0 for any free one. */
  port: number
  /** The app's userData; null for a new temporary folder. */
  profile: string | null
  /** Merged into the profile's settings before the start. */
  settings: Record<string, unknown> | null
  microsoft: URL | null
  /** The app's own arguments. */
  args: string[]
  browserIsManual: boolean
  keyring: KeyringState
  system?: SystemName | undefined
  /** The single-instance lock is held by another instance. */
  lockIsTaken: boolean
  /** `process.resourcesPath` of an installed package, with which `app.isPackaged` is true; null: the app runs from its sources. */
  packaged: string | null
  /** The policy file that the app reads as the administrator's; null: there is none. */
  policy: string | null
  /** `absent`: no panel draws tray icons until POST /api/tray-host; undefined: a panel draws them. */
  trayHost: 'absent' | undefined
  /** The hour cycle of the system's regional format. */
  hours: '12' | '24'
  /** `real`: the app asks this computer's own programs which programs record; undefined: simulated ones. */
  microphone: 'real' | undefined
  /** A folder with a package.json, as `electron DIR` takes; null for this project's app, built first. */
  app: string | null
}

export const usage = `Usage: npm run simulator -- [options]
  --port N           the page's port; 0 (default) for any
  --profile DIR      the app's userData; a fresh temporary one by default
  --settings JSON    written into the profile's settings before the start
  --microsoft URL    where login.microsoftonline.com and graph.microsoft.com are played; without it the demo day runs
  --args "..."       arguments of the app, such as --hidden
  --browser manual   leave pages the app opens to a person
  --keyring STATE    ${keyringStates.join(', ')}
  --system NAME      ${systemNames.join(', ')}; this one by default, Linux with X11
  --lock taken       the single-instance lock is somebody else's
  --tray absent      nothing draws tray icons at the start
  --hours 12         the system's regional format counts to 12; to 24 by default
  --microphone real  what records is seen by this computer's own programs
  --packaged DIR     the app takes itself for installed, with this folder of resources
  --policy FILE      what an administrator has set, as in docs/administrators.md
  --app DIR          another app than this project's`

/** The command line is invalid. The message is one line. */
export class UsageError extends Error {}

const names = [
  'port',
  'profile',
  'settings',
  'microsoft',
  'args',
  'browser',
  'keyring',
  'system',
  'lock',
  'tray',
  'hours',
  'microphone',
  'packaged',
  'policy',
  'app',
] as const

/** `--args --hidden` → `--args=--hidden`, which parseArgs would call ambiguous. */
function joined(argv: readonly string[]): string[] {
  const words: string[] = []
  for (let index = 0; index < argv.length; index += 1) {
    const word = argv[index] ?? ''
    const next = argv[index + 1]
    const takesNext = names.some((name) => word === `--${name}`) && next !== undefined
    words.push(takesNext ? `${word}=${next}` : word)
    if (takesNext) index += 1
  }
  return words
}

const rawSchema = z.object({
  port: z.coerce.number('must be a number').int().min(0).max(65_535).default(0),
  profile: z.string().min(1).optional(),
  settings: z
    .string()
    .transform((text, context): unknown => {
      try {
        return JSON.parse(text)
      } catch {
        context.addIssue({ code: 'custom', message: 'is not JSON' })
        return z.NEVER
      }
    })
    .pipe(z.record(z.string(), z.unknown(), 'must be a JSON object'))
    .optional(),
  microsoft: z
    .url({ protocol: /^https?$/, error: 'must be an http URL' })
    .transform((text) => new URL(text))
    .optional(),
  args: z
    .string()
    .transform((line, context) => {
      try {
        return shellWords(line)
      } catch {
        context.addIssue({ code: 'custom', message: `unfinished quote or backslash in: ${line}` })
        return z.NEVER
      }
    })
    .default([]),
  browser: z.literal('manual', 'can only be manual').optional(),
  keyring: z.enum(keyringStates, `must be one of ${keyringStates.join(', ')}`).default('unlocked'),
  system: z.enum(systemNames, `must be one of ${systemNames.join(', ')}`).optional(),
  lock: z.literal('taken', 'can only be taken').optional(),
  tray: z.literal('absent', 'can only be absent').optional(),
  hours: z.enum(['12', '24'], 'must be 12 or 24').default('24'),
  microphone: z.literal('real', 'can only be real').optional(),
  packaged: z.string().min(1).optional(),
  policy: z.string().min(1).optional(),
  app: z.string().min(1).optional(),
})

/** Throws a UsageError. */
export function readCommandLine(argv: readonly string[]): Options {
  const option = { type: 'string' } as const
  let values: Record<string, string | undefined>
  try {
    values = parseArgs({
      args: joined(argv),
      options: Object.fromEntries(names.map((name) => [name, option])),
      allowPositionals: false,
    }).values
  } catch (error) {
    throw new UsageError(error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error))
  }
  const read = rawSchema.safeParse(values)
  if (!read.success) {
    throw new UsageError(
      read.error.issues.map((issue) => `--${String(issue.path[0])} ${issue.message}`).join('; '),
    )
  }
  const {
    profile,
    settings,
    microsoft,
    browser,
    lock,
    tray: trayHost,
    microphone,
    packaged,
    policy,
    app,
    ...rest
  } = read.data
  return {
    ...rest,
    profile: profile === undefined ? null : resolve(profile),
    settings: settings ?? null,
    microsoft: microsoft ?? null,
    trayHost,
    microphone,
    browserIsManual: browser === 'manual',
    lockIsTaken: lock === 'taken',
    packaged: packaged === undefined ? null : resolve(packaged),
    policy: policy === undefined ? null : resolve(policy),
    app: app === undefined ? null : resolve(app),
  }
}
