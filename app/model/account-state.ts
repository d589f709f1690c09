// The state of one account: session, presence, features and what belongs to them.

import { z } from 'zod'
import { accountIdSchema } from './accounts/account-id.ts'
import { colleaguesSchema, noColleagues, personSchema } from './colleague.ts'
import { nothingFollowed } from './following.ts'
import { FIRST_ACCOUNT, featureNames, statusNames } from './names.ts'
import { presenceSchema } from './presence.ts'
import { type Problem, problemSchema } from './problems/problem.ts'
import { isKeyringProblem } from './problems/problem-kinds.ts'
import { noOwnStatus } from './status-choice.ts'

/** The account that is signed in, with the names that the window shows. */
const accountSchema = z.object({ name: z.string(), username: z.string(), tenantId: z.string() })
export type Account = z.infer<typeof accountSchema>

const sessionSchema = z.discriminatedUnion('kind', [
  /** The stored account has not been read yet. */
  z.object({ kind: z.literal('starting') }),
  z.object({ kind: z.literal('not-set-up') }),
  /** `problem`: why the last sign-in failed, or why the stored account could not be read. */
  z.object({ kind: z.literal('signed-out'), problem: problemSchema.nullable() }),
  z.object({ kind: z.literal('signing-in') }),
  z.object({ kind: z.literal('signed-in'), account: accountSchema }),
  /** `before` was followed, and the user chose `chosen` in the browser. Neither is followed until the user decides. */
  z.object({ kind: z.literal('other-account'), before: accountSchema, chosen: accountSchema }),
  /** Without an account: what this computer sees is followed (local-light.ts). */
  z.object({ kind: z.literal('this-computer') }),
  /** `pretending`: a light of the demo day that no presence causes. */
  z.object({ kind: z.literal('demo'), pretending: z.enum(['signed-out', 'paused']).nullable() }),
])
export type Session = z.infer<typeof sessionSchema>

/** What polling/follower.ts or polling/local-follower.ts knows of the presence that is followed. All moments are epoch ms. */
const followingSchema = z.object({
  /** Whose presence it is: a colleague's; null for the user's own (services/session/whose-light.ts). */
  person: personSchema.nullable(),
  last: z
    .object({
      presence: presenceSchema,
      /** The moment of the last answer of Graph with this presence. */
      at: z.number(),
      /** The start of the presence, as far as the program knows. */
      since: z.number(),
      /** Whether the program observed the change at `since`. If not, the presence may have started earlier. */
      witnessed: z.boolean(),
    })
    .nullable(),
  /** `last` is too old to be relied on. */
  stale: z.boolean(),
  problem: problemSchema.nullable(),
  checking: z.boolean(),
  nextCheckAt: z.number().nullable(),
})

/** The user's own status as set with this program. */
const ownStatusSchema = z.object({
  /** A status that Graph has accepted, until a check confirms it or the program gives up waiting. Moments are epoch ms. */
  askedFor: z
    .object({ status: z.enum(statusNames), at: z.number(), until: z.number().nullable() })
    .nullable(),
  /** A request is running. */
  sending: z.boolean(),
  /** Why the last change failed. */
  problem: problemSchema.nullable(),
})

/** The state of a feature that needs more than Presence.Read. */
const featureStateSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('off') }),
  /** The browser asks the user for consent. */
  z.object({ kind: z.literal('asking') }),
  z.object({ kind: z.literal('on') }),
  /** Switched on, but not permitted. The rest of the program works. */
  z.object({ kind: z.literal('held-up'), problem: problemSchema }),
])
export type FeatureState = z.infer<typeof featureStateSchema>

/** What holds the feature up; null if nothing does. */
export const heldUpBy = (feature: FeatureState): Problem | null =>
  feature.kind === 'held-up' ? feature.problem : null

export const accountStateSchema = z.object({
  accountId: accountIdSchema,
  session: sessionSchema,
  /** Why a new sign-in failed while the previous account is still followed; null after the next answer of Graph. */
  signInProblem: problemSchema.nullable(),
  following: followingSchema,
  features: z.record(z.enum(featureNames), featureStateSchema),
  ownStatus: ownStatusSchema,
  colleagues: colleaguesSchema,
  /** Why the kept days cannot be read. Until they can, the file stays as it is and the days are recorded in memory. */
  historyProblem: problemSchema.nullable(),
  /**
   * `memory`: there is no keyring, so the tokens are not written, and the next start asks to sign in again.
   * `not-yet-written`: the tokens could not be written to disk; the program tries again.
   */
  tokensKeptIn: z.enum(['keyring', 'memory', 'not-yet-written']),
})
export type AccountState = z.infer<typeof accountStateSchema>

/** The state before the stored account is read. */
export const firstAccountState: AccountState = {
  accountId: FIRST_ACCOUNT,
  session: { kind: 'starting' },
  signInProblem: null,
  following: nothingFollowed,
  features: { colleagues: { kind: 'off' }, 'own-status': { kind: 'off' } },
  ownStatus: noOwnStatus,
  colleagues: noColleagues,
  historyProblem: null,
  tokensKeptIn: 'keyring',
}

/** Whether the keyring does not give the tokens of the last run's account. */
export const isLockedOut = (session: Session): session is Session & { problem: Problem } =>
  session.kind === 'signed-out' && session.problem !== null && isKeyringProblem(session.problem)

/** Whether only a restart can help: the keyring is asked for its key once in each run. */
export const needsRestart = ({ session }: Pick<AccountState, 'session'>): boolean =>
  session.kind === 'signed-out' && session.problem?.kind === 'keyring-locked'
