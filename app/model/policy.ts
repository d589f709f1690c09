// The policy, with which an administrator sets values for all users of a computer: its schema, made of that of the settings.
// storage/policy-file.ts reads the file.
import { z } from 'zod'
import { featureNames, type PolicyField, policySettings } from './names.ts'
import { registeredIdSchema, settingsSchema } from './settings.ts'

const { tenant, cloud, intervalSeconds, microphone, updates, showElsewhere, colleagueLight } =
  settingsSchema.shape
const LONGEST_NAME = 100
const LONGEST_ADDRESS = 2000
/** More than any organisation has. */
const MOST_PEOPLE = 10_000_000

/** Strict, so that a mistyped name is reported. */
export const policySchema = z
  .strictObject({
    $schema: z
      .string()
      .max(LONGEST_ADDRESS)
      .describe('Where this schema is, for editors; Tally Light does not read it.'),
    organization: z
      .string()
      .trim()
      .regex(/\S/)
      .max(LONGEST_NAME)
      .describe('Who manages the settings, as people see it: “Managed by …”.'),
    clientId: registeredIdSchema.describe('Application (client) ID of the app registration.'),
    tenant: tenant.describe('“organizations”, a Directory (tenant) ID or a domain of the tenant.'),
    cloud: cloud.describe('Microsoft’s cloud that has the accounts.'),
    intervalSeconds: intervalSeconds.describe('Pace: the least gap between ordinary checks, in seconds.'),
    microphone: microphone.describe(
      'Whether the system is asked which programs record from a microphone, to check sooner.',
    ),
    updates: updates.describe(
      'Whether the program fetches newer versions of itself, where no package manager does.',
    ),
    showElsewhere: showElsewhere.describe(
      'Whether people may show their light outside the program, by MQTT, web requests, programs and lamps.',
    ),
    colleagueLight: colleagueLight.describe(
      'Whether people may have the light of one colleague in their tray instead of their own.',
    ),
    people: z
      .number()
      .int()
      .min(1)
      .max(MOST_PEOPLE)
      .describe('About how many people use this client ID: few have the full pace from the first day.'),
    features: z
      .strictObject({ colleagues: z.boolean(), 'own-status': z.boolean() })
      .partial()
      .describe('true: switched on for everybody; false: off for everybody; left out: each person’s choice.'),
  })
  .partial()
export type Policy = z.infer<typeof policySchema>

/** An error in a policy file, for the administrator. */
export const policyFaultSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('unknown-key'), key: z.string() }),
  /** `key` is a path such as "features.colleagues". */
  z.object({ kind: z.literal('wrong-value'), key: z.string() }),
  z.object({ kind: z.literal('not-json'), line: z.number() }),
  z.object({ kind: z.literal('no-object') }),
  z.object({ kind: z.literal('no-text') }),
  z.object({ kind: z.literal('too-large'), limitBytes: z.number() }),
  /** Other users than an administrator can write the file. */
  z.object({ kind: z.literal('not-administrators') }),
  /** The system's code, such as "EACCES". */
  z.object({ kind: z.literal('unreadable'), detail: z.string() }),
])
export type PolicyFault = z.infer<typeof policyFaultSchema>

/** How many are reported: the window shows them. */
const MOST_FAULTS = 10
const LONGEST_KEY = 60

/** A policy with a fault has no effect, also not with its other values. */
export type ReadPolicy = { kind: 'policy'; policy: Policy } | { kind: 'broken'; faults: PolicyFault[] }

export function readPolicy(json: unknown): ReadPolicy {
  const read = policySchema.safeParse(json)
  return read.success
    ? { kind: 'policy', policy: read.data }
    : { kind: 'broken', faults: faultsOf(read.error) }
}

function faultsOf({ issues }: z.ZodError): PolicyFault[] {
  const faults = issues.flatMap((issue): PolicyFault[] => {
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({ kind: 'unknown-key', key: pathOf([...issue.path, key]) }))
    }
    return [
      issue.path.length === 0 ? { kind: 'no-object' } : { kind: 'wrong-value', key: pathOf(issue.path) },
    ]
  })
  return faults.slice(0, MOST_FAULTS)
}

const pathOf = (path: readonly PropertyKey[]) => path.map(String).join('.').slice(0, LONGEST_KEY)

/** The fields that a policy sets. */
export const fieldsOf = (policy: Policy): PolicyField[] => [
  ...policySettings.filter((name) => policy[name] !== undefined),
  ...featureNames.filter((name) => policy.features?.[name] !== undefined),
]
