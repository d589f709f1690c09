// Tokens that were issued while the clock was wrong: with the right time the account is still signed in, and no page opens.
import { afterEach, expect, test, vi } from 'vitest'
import { signingIn } from '../microsoft/sign-in/signing-in.ts'

const DAY = 24 * 60 * 60_000
/** Up to about the lifetime of a refresh token: the fake Microsoft uses the same clock. */
const jumps = [-80 * DAY, -7 * DAY, -DAY, -3_600_000, 3_600_000, DAY, 7 * DAY, 80 * DAY]

afterEach(() => {
  vi.useRealTimers()
})

/** Sets the system clock, which MSAL reads, and the program's clock. */
function setClocks(clock: { setWall(nowMs: number): void }, nowMs: number) {
  vi.useFakeTimers({ toFake: ['Date'], now: nowMs })
  clock.setWall(nowMs)
}

test(`the clock is set while signed in, and across a restart (${2 * jumps.length} tried)`, async () => {
  for (const byMs of jumps) {
    vi.useRealTimers()
    const now = Date.now()
    const { fake, clock, opened, signIn, myPresence, start } = await signingIn()
    expect(await signIn()).toMatchObject({ ok: true })
    expect(await myPresence()).toMatchObject({ ok: true })
    // Graph no longer accepts the old access tokens, whatever the clock.
    setClocks(clock, now + byMs)
    fake.expireAccessTokens()
    expect(await myPresence(), `${byMs / DAY} days`).toMatchObject({ ok: true })
    const again = start()
    setClocks(clock, now)
    fake.expireAccessTokens()
    expect(await again.storedAccount(), `${byMs / DAY} days`).toMatchObject({ ok: true, value: {} })
    expect(await again.myPresence(), `${byMs / DAY} days`).toMatchObject({ ok: true })
    expect(opened).toHaveLength(1)
  }
})
