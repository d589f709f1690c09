// Writes the light to status.json at each change, for other programs of this computer.

import { nameOf } from '../../../words/shown-name.ts'
import { statusHead } from '../../../words/status.ts'
import type { Words } from '../../../words/words.ts'
import { LONGEST_STATUS_WORDS, type StatusReport } from '../../model/external-outputs/status-report.ts'
import { shownColleague } from '../../model/lights/followed-sessions.ts'
import { shownSince } from '../../model/lights/shown-since.ts'
import type { Log } from '../../model/log.ts'
import type { Clock } from '../../model/timing/clock.ts'
import { isoMoment } from '../../model/timing/iso-moment.ts'
import type { Output } from '../output.ts'

export interface StatusFileParts {
  file: { write(report: StatusReport): void; remove(): void }
  clock: Pick<Clock, 'nowMs' | 'after'>
  wordsNow: () => Words
  log: Pick<Log, 'warn'>
  /** The id of this process. */
  pid: number
}

type Shown = Omit<StatusReport, 'writtenAt' | 'version' | 'pid'>

/** The file is removed when the output stops. While a full disk refuses it, there is none, and each state is another try. */
export function createStatusFileOutput({ file, clock, wordsNow, log, pid }: StatusFileParts): Output {
  /** What is in the file, as JSON; null if that is not known. */
  let written: string | null = null
  let isFailing = false
  let cancelWrite: (() => void) | null = null

  function write(shown: Shown, version: string) {
    const writtenAt = isoMoment(clock.nowMs())
    if (writtenAt === null) return
    try {
      file.write({ ...shown, writtenAt, version, pid })
      written = JSON.stringify(shown)
      isFailing = false
    } catch (error) {
      written = null
      if (!isFailing) log.warn('status.json was not written', error)
      isFailing = true
      // An old light must not be read as the present one.
      remove()
    }
  }

  function remove() {
    try {
      file.remove()
    } catch (error) {
      log.warn('status.json was not removed', error)
    }
  }

  return {
    show(state, light) {
      const since = shownSince(state, light)
      const words = wordsNow()
      const colleague = shownColleague(state)
      const shown: Shown = {
        light: light.shape,
        words: statusHead(state, light, words, clock.nowMs()).slice(0, LONGEST_STATUS_WORDS),
        language: words.language,
        person: colleague && nameOf(colleague),
        since: since === null ? null : isoMoment(since),
        stale: light.stale,
        outOfOffice: light.outOfOffice,
      }
      cancelWrite?.()
      cancelWrite = null
      if (JSON.stringify(shown) === written) return
      // After the other outputs: the tray does not wait for the disk. Several changes at once are written once.
      cancelWrite = clock.after(0, () => write(shown, state.version))
    },
    stop() {
      cancelWrite?.()
      remove()
    },
  }
}
