// The features that need more than Presence.Read: switched on and off, asked for in the browser, held up or not.
import type { FeatureName } from './settings.ts'

export interface Features {
  /** Switching on opens one browser tab; only a click may call it. */
  switchFeature(wish: { feature: FeatureName; on: boolean }): Promise<void>
}

export function createFeatures(): Features {
  return { switchFeature: async () => {} }
}
