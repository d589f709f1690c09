// Checks on Linux that something draws the icon: an icon that was created before the panel started is never drawn. It is
// created again once there is a panel; if there is none, that is reported.
import type { Guard } from '../../model/guard.ts'
import type { Clock } from '../../model/timing/clock.ts'
import type { TrayHost } from './tray-host.ts'

export interface TrayWatchParts {
  platform: NodeJS.Platform
  clock: Pick<Clock, 'after' | 'monotonicMs'>
  findHost: () => Promise<TrayHost>
  recreateIcon: () => void
  /** Called once: after half a minute there is still nothing that would draw an icon. `hidden` as in `start`. */
  onAbsent: (hidden: boolean) => void
  /** There is something that draws it, perhaps after `onAbsent`. */
  onPresent: () => void
  guard: Guard
}

/** The wait after each check, ms. Panels start within seconds after a login; an extension is switched on later. */
const WAITS_MS = [3000, 7000, 20_000, 60_000, 300_000, 600_000]
/** An answer that takes longer may be about a panel that started after the icon was created, ms. */
const IMMEDIATE_MS = 200
/** After this many checks without success it is reported. */
const CHECKS_UNTIL_REPORTED = 4

export function createTrayWatch(parts: TrayWatchParts) {
  const { platform, clock, findHost, recreateIcon, onAbsent, onPresent, guard } = parts
  /** Without those that a person causes between two of them. */
  let checks = 0
  /** A scheduled check is running or planned. */
  let isScheduled = false
  /** There was a host when the icon was created: it is drawn, and drawn again when its host restarts. */
  let isDrawn = false
  let isReported = false
  let isHidden = false
  let cancelNext = () => {}
  let isStopped = false

  /** `wasThere`: the host was there when the icon was created. */
  function onHost(host: TrayHost, wasThere: boolean) {
    switch (host) {
      case 'present':
        if (!wasThere) recreateIcon()
        isDrawn = true
        cancelNext()
        onPresent()
        break
      case 'absent':
        if (isReported || checks < CHECKS_UNTIL_REPORTED) break
        isReported = true
        onAbsent(isHidden)
        break
      case 'unknown':
        // The icon may be drawn already. If the person has seen the program, it is left alone.
        if (isHidden && checks > 1) recreateIcon()
        break
      default:
        host satisfies never
    }
  }

  const scheduledCheck = guard('Checking what draws the icon', async () => {
    const startedMs = clock.monotonicMs()
    checks += 1
    isScheduled = true
    const host = await findHost()
    if (isStopped || isDrawn) return
    onHost(host, checks === 1 && clock.monotonicMs() - startedMs < IMMEDIATE_MS)
    const wait = WAITS_MS[checks - 1]
    // If it stays unknown, the icon is created again only in the first minutes of a hidden start.
    const isUseful = host === 'absent' || (host === 'unknown' && isHidden && checks < CHECKS_UNTIL_REPORTED)
    if (wait !== undefined && isUseful) cancelNext = clock.after(wait, scheduledCheck)
    else isScheduled = false
  })

  const extraCheck = guard('Checking what draws the icon', async () => {
    const host = await findHost()
    if (!isStopped && !isDrawn) onHost(host, false)
  })

  return {
    /** To be called when the icon has just been created. `hidden`: the person has seen nothing of the program yet. */
    start(hidden: boolean) {
      isHidden = hidden
      if (platform === 'linux') scheduledCheck()
    },
    /** Checks now: a person looks for the program. */
    check() {
      if (platform !== 'linux' || checks === 0 || isDrawn) return
      if (isScheduled) extraCheck()
      else scheduledCheck()
    },
    stop() {
      isStopped = true
      cancelNext()
    },
  }
}
