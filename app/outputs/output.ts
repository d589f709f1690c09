// A place where the light is shown. A new one is a folder beside this file and a line in main.ts.
import type { Light } from '../model/light.ts'
import type { AccountView } from '../model/state.ts'

export interface Output {
  /** Called with the first state and with each later one. */
  show(state: AccountView, light: Light): void
  stop(): void | Promise<void>
}
