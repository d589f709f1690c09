// Computes the light once per change of the state and hands both to every output.
import { endOf, type Guard } from '../model/guard.ts'
import { lightOf } from '../model/light.ts'
import type { AccountStore } from '../model/state.ts'
import type { Output } from './output.ts'

/**
 * Shows the current state and each later one, until the returned function is called; that stops the outputs too, and
 * resolves when all of them have stopped. One that throws keeps none of the others from showing the state, or from
 * stopping; it is logged by its name in `outputs`.
 */
export function showState(
  store: Pick<AccountStore, 'getState' | 'subscribe'>,
  outputs: Readonly<Record<string, Output>>,
  guard: Guard,
): () => Promise<void> {
  const guarded = Object.entries(outputs).map(([name, output]) => ({
    show: guard(`Output ${name}`, output.show),
    stop: () => endOf(guard, `Stopping output ${name}`, output.stop),
  }))

  function show() {
    const state = store.getState()
    const light = lightOf(state)
    for (const output of guarded) {
      // An output changed the state: each of them has been shown the new one by now.
      if (store.getState() !== state) return
      output.show(state, light)
    }
  }
  const unsubscribe = store.subscribe(show)
  show()

  return async () => {
    unsubscribe()
    await Promise.all(guarded.map((output) => output.stop()))
  }
}
