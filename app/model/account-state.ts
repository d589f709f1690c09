// The state of one account: who is signed in, the presence, the features and what belongs to them.

import { z } from 'zod'
import { type Colleagues, colleagueSchema, colleagueSightingSchema, noColleagues } from './colleague.ts'
import { MOST_COLLEAGUES } from './colleague-order.ts'
import { type Following, nothingFollowed } from './following.ts'
import { featureNames, statusNames } from './names.ts'
import { presenceSchema } from './presence.ts'
import { type Problem, problemSchema } from './problems/problem.ts'
import { isKeyringProblem } from './problems/problem-kinds.ts'
import { noOwnStatus, type OwnStatusState } from './status-choice.ts'

/** Who is signed in, as the window names them. */
const accountSchema = z.object({ name: z.string(), username: z.string(), tenantId: z.string() })
export type Account = z.infer<typeof accountSchema>

const sessionSchema = z.discriminatedUnion('kind', [
  /** Before the stored account has been looked for. */
  z.object({ kind: z.literal('starting') }),
  z.object({ kind: z.literal('not-set-up') }),
  /** `problem` says why the last sign-in came to nothing, or why the stored account could not be had. */
  z.object({ kind: z.literal('signed-out'), problem: problemSchema.nullable() }),
  z.object({ kind: z.literal('signing-in') }),
  z.object({ kind: z.literal('signed-in'), account: accountSchema }),
  /** `before` was followed, and the browser brought `chosen`: nobody is followed until the person has decided. */
  z.object({ kind: z.literal('other-account'), before: accountSchema, chosen: accountSchema }),
  /** The demo day also plays the two lights that no presence gives. */
  z.object({ kind: z.literal('demo'), pretending: z.enum(['signed-out', 'paused']).nullable() }),
])
export type Session = z.infer<typeof sessionSchema>

/** What the follower knows; its owner is polling/follower.ts. All moments are epoch ms. */
const followingSchema: z.ZodType<Following> = z.object({
  last: z
    .object({
      presence: presenceSchema,
      /** When Graph last said so. */
      at: z.number(),
      /** Since when it has been so, as far as this program knows. */
      since: z.number(),
      /** Whether the change at `since` was seen to happen: if not, it may be older. */
      witnessed: z.boolean(),
    })
    .nullable(),
  stale: z.boolean(),
  problem: problemSchema.nullable(),
  checking: z.boolean(),
  nextCheckAt: z.number().nullable(),
})

const ownStatusSchema: z.ZodType<OwnStatusState> = z.object({
  askedFor: z
    .object({ status: z.enum(statusNames), at: z.number(), until: z.number().nullable() })
    .nullable(),
  sending: z.boolean(),
  problem: problemSchema.nullable(),
})

const colleaguesSchema: z.ZodType<Colleagues> = z.object({
  people: z.array(colleagueSchema).max(MOST_COLLEAGUES),
  seen: z.record(z.string(), colleagueSightingSchema),
  problem: problemSchema.nullable(),
})

/** What became of a feature that needs more than Presence.Read. */
const featureStateSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('off') }),
  /** The browser asks for the permissions. */
  z.object({ kind: z.literal('asking') }),
  z.object({ kind: z.literal('on') }),
  /** Switched on, and not allowed: everything else goes on. */
  z.object({ kind: z.literal('held-up'), problem: problemSchema }),
])
export type FeatureState = z.infer<typeof featureStateSchema>

/** What belongs to one account. */
export const accountStateSchema = z.object({
  session: sessionSchema,
  /** Why a sign-in came to nothing while the account of before is followed; null once Graph has answered. */
  signInProblem: problemSchema.nullable(),
  following: followingSchema,
  features: z.record(z.enum(featureNames), featureStateSchema),
  ownStatus: ownStatusSchema,
  colleagues: colleaguesSchema,
  /**
   * `memory`: no keyring guards the tokens, so they are not written and a restart asks to sign in again.
   * `not-yet-written`: the disk did not take them; it is tried again.
   */
  tokensKeptIn: z.enum(['keyring', 'memory', 'not-yet-written']),
})
export type AccountState = z.infer<typeof accountStateSchema>

/** Before the stored account has been looked for. */
export const firstAccountState: AccountState = {
  session: { kind: 'starting' },
  signInProblem: null,
  following: nothingFollowed,
  features: { colleagues: { kind: 'off' }, 'own-status': { kind: 'off' } },
  ownStatus: noOwnStatus,
  colleagues: noColleagues,
  tokensKeptIn: 'keyring',
}

/** Signed out while the account of the last run is behind the keyring. */
export const isLockedOut = (session: Session): session is Session & { problem: Problem } =>
  session.kind === 'signed-out' && session.problem !== null && isKeyringProblem(session.problem)

/** The keyring gives this run no key any more, as it is asked once at each start. */
export const needsRestart = ({ session }: Pick<AccountState, 'session'>): boolean =>
  session.kind === 'signed-out' && session.problem?.kind === 'keyring-locked'
