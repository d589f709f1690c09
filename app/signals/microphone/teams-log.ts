// Windows, if the user switches it on: the log that Teams writes. A file watcher reports that it has grown. Only what is
// written from now on is read.
import { watch } from 'node:fs'
import { open, readdir, stat } from 'node:fs/promises'
import { join, win32 } from 'node:path'
import type { Guard } from '../../model/guard.ts'
import { TEAMS } from '../../model/lights/call-programs.ts'
import type { MicrophoneSource } from './microphone-source.ts'
import { noCalls, readTeamsLog } from './teams-calls.ts'

/** Null where the system does not say where programs keep their data. */
export const teamsLogFolder = ({ LOCALAPPDATA }: NodeJS.ProcessEnv): string | null =>
  LOCALAPPDATA === undefined
    ? null
    : win32.join(
        LOCALAPPDATA,
        ...['Packages', 'MSTeams_8wekyb3d8bbwe', 'LocalCache', 'Microsoft', 'MSTeams', 'Logs'],
      )

/** The names have the time of the start in them, so the last one is the newest. */
const LOG_NAME = /^MSTeams_\d.*\.log$/i
/** Bytes; of what was written since the last look, only the end is read. */
const LARGEST_PIECE = 1024 * 1024

export function createTeamsLogSource(folder: string, guard: Guard): MicrophoneSource {
  let known = noCalls
  let name: string | null = null
  let offset = 0

  /** The part of the file after `offset`, which moves to its end. */
  async function readOn(path: string): Promise<string> {
    const file = await open(path)
    try {
      const { size } = await file.stat()
      if (size < offset) offset = 0
      const from = Math.max(offset, size - LARGEST_PIECE)
      const piece = Buffer.alloc(size - from)
      const { bytesRead } = await file.read(piece, 0, piece.length, from)
      offset = from + bytesRead
      return piece.toString('utf8', 0, bytesRead)
    } finally {
      await file.close()
    }
  }

  return {
    name: 'teams-log',
    async look() {
      const newest = (await readdir(folder))
        .filter((one) => LOG_NAME.test(one))
        .sort()
        .at(-1)
      if (newest === undefined) throw new Error('no log')
      const path = join(folder, newest)
      if (name === null) offset = (await stat(path)).size
      else if (newest !== name) {
        // Teams has started anew. What it ended with is not written.
        known = noCalls
        offset = 0
      }
      name = newest
      known = readTeamsLog(known, await readOn(path))
      return known.calls.size > 0 ? [TEAMS] : []
    },
    listen({ onEvent, onEnd }) {
      const watcher = watch(folder, { persistent: false }, guard('A change of the log of Teams', onEvent))
      watcher.on(
        'error',
        guard('The end of the watcher of the log of Teams', (error: NodeJS.ErrnoException) => {
          watcher.close()
          onEnd(error.code ?? 'failed')
        }),
      )
      return () => watcher.close()
    },
    forget() {
      known = { ...known, calls: new Set() }
    },
  }
}
