// A sign-in that works, for tests of what uses it. Each test has its own parts.
import type { SignIn } from '../../../app/microsoft/sign-in/sign-in.ts'
import type { Account } from '../../../app/model/account-state.ts'
import { ok } from '../../../app/model/problems/problem.ts'

/** By default `account` is on disk, and chosen in the browser. */
export const signInOf = (account: Account, own: Partial<SignIn>): SignIn => ({
  storedAccount: async () => ok(account),
  signIn: async () => ok(account),
  choice: () => null,
  followChosen: async () => ok(account),
  dropChosen() {},
  pageAddress: () => null,
  cancel() {},
  async signOut() {},
  accessToken: async () => ok('token'),
  consent: async () => ok(undefined),
  accountId: () => null,
  ...own,
})
