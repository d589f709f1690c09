// The history of the lights: follows the state, and hands out the kept days.
import type { Timeline } from './presence/timeline.ts'

export interface History {
  timeline(): Timeline
  /** Asks where to, and writes the kept days as CSV; null when the person thought better of it. */
  export(): Promise<{ path: string } | null>
  erase(): Promise<void>
}

export function createHistory(): History {
  return {
    timeline: () => [],
    export: async () => null,
    erase: async () => {},
  }
}
