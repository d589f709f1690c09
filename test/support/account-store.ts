// The store of one account for a test of a single part, or for a benchmark, which go without the program's own store.
import { type AccountStore, type AccountView, accountStore, createAppStore } from '../../app/model/state.ts'

export const createAccountStore = (view: AccountView): AccountStore => accountStore(createAppStore(view))
