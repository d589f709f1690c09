// Whether the light is shown outside the program.
import type { AccountView } from '../../app/model/state.ts'

/** True if an output is switched on, whether it works or not. */
export const isShownElsewhere = ({ externalOutputs }: Pick<AccountView, 'externalOutputs'>): boolean =>
  externalOutputs.some(({ status }) => status.kind !== 'off')
