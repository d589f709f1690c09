// On Linux an icon that was made before the panel came is never drawn. It is made anew once there is something to draw
// it, and where nothing is, that is said.

import type { Guard } from '../../model/guard.ts'
import type { Clock } from '../../model/timing/clock.ts'
import type { TrayHost } from './tray-host.ts'

export interface TrayWatchParts {
  platform: NodeJS.Platform
  clock: Pick<Clock, 'after' | 'monotonicMs'>
  ask: () => Promise<TrayHost>
  /** Makes the icon anew. */
  renew: () => void
  /** Called once: after half a minute there is still nothing that would draw an icon. `hidden` as at the beginning. */
  onAbsent: (hidden: boolean) => void
  /** There is something after all. */
  onThere: () => void
  guard: Guard
}

export interface TrayWatch {
  /** To be called with the icon just made. `hidden`: nobody has seen anything of the program yet. */
  begin(hidden: boolean): void
  /** A person looks for the program. */
  look(): void
  stop(): void
}

/** After each look the wait for the next one, ms. Panels come within seconds of a login; an extension is switched on later. */
const WAITS_MS = [3000, 7000, 20_000, 60_000, 300_000, 600_000]
/** An answer that takes longer may tell of a panel that came after the icon, ms. */
const AT_ONCE_MS = 200
/** With so many looks in vain it is said. */
const LOOKS_UNTIL_SAID = 4

export function createTrayWatch({
  platform,
  clock,
  ask,
  renew,
  onAbsent,
  onThere,
  guard,
}: TrayWatchParts): TrayWatch {
  /** Without those that a person asks for while the next one is waited for. */
  let looks = 0
  /** A look after a wait is going on or to come. */
  let isWaiting = false
  /** A host was there when the icon was made: then it is drawn, and comes back with its host. */
  let isDrawn = false
  let isSaid = false
  let isHidden = false
  let cancelNext = () => {}
  let stopped = false

  /** `isAsMade`: it was so when the icon was made. */
  function heard(host: TrayHost, isAsMade: boolean) {
    switch (host) {
      case 'there':
        if (!isAsMade) renew()
        isDrawn = true
        cancelNext()
        onThere()
        break
      case 'absent':
        if (isSaid || looks < LOOKS_UNTIL_SAID) break
        isSaid = true
        onAbsent(isHidden)
        break
      case 'unknown':
        // The icon may be well, so where a person has seen the program it is left alone.
        if (isHidden && looks > 1) renew()
        break
      default:
        host satisfies never
    }
  }

  const lookOnce = guard('Looking for what draws the icon', async () => {
    const askedMs = clock.monotonicMs()
    looks += 1
    isWaiting = true
    const host = await ask()
    if (stopped || isDrawn) return
    heard(host, looks === 1 && clock.monotonicMs() - askedMs < AT_ONCE_MS)
    const wait = WAITS_MS[looks - 1]
    // Where nobody can say, only the first minutes of a hidden start are worth a new icon.
    const isWorthIt = host === 'absent' || (host === 'unknown' && isHidden && looks < LOOKS_UNTIL_SAID)
    if (wait !== undefined && isWorthIt) cancelNext = clock.after(wait, lookOnce)
    else isWaiting = false
  })

  const lookBetween = guard('Looking for what draws the icon', async () => {
    const host = await ask()
    if (!stopped && !isDrawn) heard(host, false)
  })

  return {
    begin(hidden) {
      isHidden = hidden
      if (platform === 'linux') lookOnce()
    },
    look() {
      if (platform !== 'linux' || looks === 0 || isDrawn) return
      if (isWaiting) lookBetween()
      else lookOnce()
    },
    stop() {
      stopped = true
      cancelNext()
    },
  }
}
