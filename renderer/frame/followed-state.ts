// The window's copy of the app's state: asked for once, then kept up to date by what the app tells.
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Tally } from '../../app/contract/contract.ts'
import type { AppState } from '../../app/model/state.ts'

/** Null until the app has answered. */
export type FollowedState = StoreApi<AppState | null>

export function followState(tally: Tally): FollowedState {
  const followed = createStore<AppState | null>(() => null)
  tally.on('state', (state) => followed.setState(state, true))
  // What was told in the meantime is newer than the answer.
  void tally.watch().then((state) => followed.setState((told) => told ?? state, true))
  return followed
}
