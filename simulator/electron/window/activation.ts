// Whether the app is the one in front, and whether it is hidden with all its windows, as macOS has it (shell/browser/
// browser_mac.mm: Hide, Show, IsActive, IsHidden).
import type { SimulatedDesktop } from '../../desktop/desktop.ts'

export interface Activation {
  isActive(): boolean
  isHidden(): boolean
  /** In front. Whether that brings back the windows of a hidden app nobody says, so it does not here. */
  activate(): void
  /** In front, with the windows that it had. */
  show(): void
  /** The person has turned to another program. */
  resign(): void
  /** The program before it is in front again. */
  hide(): void
}

export function createActivation(desktop: SimulatedDesktop): Activation {
  let active = false
  let hidden = false
  function become(isActive: boolean, isHidden: boolean) {
    active = isActive
    if (hidden === isHidden) return
    hidden = isHidden
    for (const window of [...desktop.windows]) window.hideWithApp(isHidden)
  }
  return {
    isActive: () => active,
    isHidden: () => hidden,
    activate: () => become(true, hidden),
    show: () => become(true, false),
    resign: () => become(false, hidden),
    hide: () => become(false, true),
  }
}
