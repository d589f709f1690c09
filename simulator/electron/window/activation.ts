// Whether the app is active or hidden, as on macOS (shell/browser/browser_mac.mm: Hide, Show, IsActive, IsHidden).
import type { SimulatedDesktop } from '../../desktop/desktop.ts'

export interface Activation {
  isActive(): boolean
  isHidden(): boolean
  /** Makes the app active. Undocumented whether this shows the windows of a hidden app; here it does not. */
  activate(): void
  /** Makes the app active and shows the windows that were hidden with it. */
  show(): void
  /** Another program becomes active. */
  resign(): void
  /** Hides all windows; another program becomes active. */
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
