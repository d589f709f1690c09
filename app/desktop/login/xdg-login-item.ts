// The login item on Linux: the user's autostart file, which overrides the one for all users.
import { accessSync, constants, readFileSync, realpathSync, statSync } from 'node:fs'
import { basename, isAbsolute, join } from 'node:path'
import type { Log } from '../../model/log.ts'
import { HIDDEN_ARGUMENT, type LoginItem, type LoginStart } from '../../model/login-start.ts'
import { hasCode } from '../../model/problems/thrown-error.ts'
import { removeNow, writeWholeNow } from '../../storage/whole-file.ts'
import { carriedSwitches } from './carried-switches.ts'
import {
  type AutostartResult,
  autostartEntry,
  autostartPath,
  autostartResult,
  HIDDEN_ENTRY,
  isOurEntry,
  sharedAutostartPaths,
  withCommand,
} from './xdg-autostart.ts'

export interface XdgLoginParts {
  /** $XDG_CONFIG_HOME. */
  configHome: string
  env: NodeJS.ProcessEnv
  /** The executable, and the path of the sources if it is not packaged. */
  program: readonly string[]
  /** Switches to start it with. */
  switches: readonly string[]
  /** Whether an entry of a missing program may be changed without asking. */
  mayRepair: boolean
  log: Pick<Log, 'info' | 'warn'>
}

/** Bytes. An entry with all languages has some thousands. */
const MAX_ENTRY_SIZE = 1_000_000

export function createXdgLoginItem(parts: XdgLoginParts): LoginItem {
  const { configHome, env, program, switches, log } = parts
  const commandWith = (carried: readonly string[]) => [...program, ...carried, HIDDEN_ARGUMENT]
  const ownPath = autostartPath(configHome)
  const sharedPaths = sharedAutostartPaths(env.XDG_CONFIG_DIRS)

  // The running program exists, even if its file cannot be accessed, as in the simulator or on a network drive.
  const exists = (name: string) => name === program[0] || fileOf(name, env.PATH) !== null
  const resultOf = (text: string) =>
    autostartResult(text, { currentDesktop: env.XDG_CURRENT_DESKTOP, exists })
  const sharedPath = () => sharedPaths.find((path) => readEntry(path).kind !== 'none')

  function read(): LoginStart {
    const own = readEntry(ownPath)
    const shared = sharedPath()
    const found = own.kind === 'none' && shared !== undefined ? readEntry(shared) : own
    switch (found.kind) {
      case 'none':
        return { kind: 'off' }
      case 'unreadable':
        return { kind: 'held-back', by: 'broken' }
      case 'text':
        // With an entry for all users, Hidden is how this program switches it off.
        return startOf(resultOf(found.text), shared !== undefined)
      default:
        return found satisfies never
    }
  }

  function startOf(result: AutostartResult, hidesShared: boolean): LoginStart {
    switch (result.kind) {
      case 'starts':
        return program.every((part) =>
          result.command.some((word) => isSameFile(fileOf(word, env.PATH) ?? word, part)),
        )
          ? { kind: 'on' }
          : { kind: 'other-program', program: result.command[0] ?? '' }
      case 'switched-off':
        return result.isDeleted && hidesShared ? { kind: 'off' } : { kind: 'held-back', by: 'desktop' }
      case 'other-desktop':
        return { kind: 'held-back', by: 'other-desktop' }
      case 'starts-nothing':
        return { kind: 'held-back', by: 'broken' }
      default:
        return result satisfies never
    }
  }

  return {
    read: async () => read(),
    async set(on) {
      if (on) writeWholeNow(ownPath, autostartEntry(commandWith(switches)))
      else if (sharedPath() !== undefined) writeWholeNow(ownPath, HIDDEN_ENTRY)
      // A folder of that name starts nothing and is not removed.
      else if (!isFolder(ownPath)) removeNow(ownPath)
    },
    /** An AppImage that was moved leaves an entry that names a missing file. */
    async repair() {
      const found = readEntry(ownPath)
      if (!parts.mayRepair || found.kind !== 'text' || !isOurEntry(found.text)) return
      const result = resultOf(found.text)
      if (result.kind !== 'starts-nothing' || !result.command) return
      const [missing = '', ...entrySwitches] = result.command
      // A start from a file manager has none of the switches that the user put into the entry.
      const carried = carriedSwitches([...entrySwitches, ...switches], (path) => path)
      writeWholeNow(ownPath, withCommand(found.text, commandWith(carried)))
      // Without the folder, which may contain the user's name.
      const name = basename(missing)
      log.info(`Start at login named a missing program (${name}); now it names this one`)
    },
  }
}

type Found = { kind: 'none' } | { kind: 'unreadable' } | { kind: 'text'; text: string }

/** Reads regular files only, as reading a pipe may block. */
function readEntry(path: string): Found {
  try {
    const stats = statSync(path)
    if (!stats.isFile() || stats.size > MAX_ENTRY_SIZE) return { kind: 'unreadable' }
    return { kind: 'text', text: readFileSync(path, 'utf8') }
  } catch (error) {
    return { kind: hasCode(error, 'ENOENT', 'ENOTDIR') ? 'none' : 'unreadable' }
  }
}

/** The file of a program, given as a path or as a name in $PATH (`path`; "Desktop Entry Specification", Exec). */
function fileOf(name: string, path = ''): string | null {
  if (name.includes('/')) return isAbsolute(name) && isExecutable(name) ? name : null
  const folder = path.split(':').find((one) => isAbsolute(one) && isExecutable(join(one, name)))
  return folder === undefined ? null : join(folder, name)
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return statSync(file).isFile()
  } catch {
    return false
  }
}

/** Follows links, such as one in /usr/bin to a program in /opt. */
function isSameFile(one: string, other: string): boolean {
  if (one === other) return true
  try {
    return realpathSync(one) === realpathSync(other)
  } catch {
    return false
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false
}
