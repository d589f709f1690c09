// MSAL looks ten times a second whether its own server listens (waitForRedirectUri): half of what a sign-in takes here.
import { onTestFinished, vi } from 'vitest'

/** Until the test ends it looks a hundred times as often. */
export function hurryMsal(): void {
  const { setInterval } = globalThis
  if (vi.isMockFunction(setInterval)) return
  const hurried = vi
    .spyOn(globalThis, 'setInterval')
    .mockImplementation((act, ms, ...rest) => setInterval(act, ms === 100 ? 1 : ms, ...rest))
  onTestFinished(() => hurried.mockRestore())
}
