// The login item of a Linux session: the person's autostart file, or the one for everybody that it stands before.
import { accessSync, constants, readFileSync, realpathSync, statSync } from 'node:fs'
import { basename, isAbsolute, join } from 'node:path'
import type { Log } from '../../model/log.ts'
import { HIDDEN_ARGUMENT, type LoginItem, type LoginStart } from '../../model/login-start.ts'
import { hasCode } from '../../storage/reading.ts'
import { removeNow, writeWholeNow } from '../../storage/whole-file.ts'
import { carriedSwitches } from './carried-switches.ts'
import {
  type AtLogin,
  atLogin,
  autostartEntry,
  autostartPath,
  HIDDEN_ENTRY,
  isOurEntry,
  sharedAutostartPaths,
  withCommand,
} from './xdg-autostart.ts'

export interface XdgLoginParts {
  /** $XDG_CONFIG_HOME. */
  configHome: string
  env: NodeJS.ProcessEnv
  /** What starts this program: its file, and its sources where they are no part of that. */
  program: readonly string[]
  /** What else it is started with. */
  switches: readonly string[]
  /** Whether an entry of a missing program may be changed without asking. */
  mayRepair: boolean
  log: Pick<Log, 'info' | 'warn'>
}

/** Bytes. An entry in all languages has some thousands. */
const LARGEST_ENTRY = 1_000_000

export function createXdgLoginItem(parts: XdgLoginParts): LoginItem {
  const { configHome, env, program, switches, log } = parts
  const commandWith = (carried: readonly string[]) => [...program, ...carried, HIDDEN_ARGUMENT]
  const ownPath = autostartPath(configHome)
  const sharedPaths = sharedAutostartPaths(env.XDG_CONFIG_DIRS)

  // What runs was there at its start, also where a stand-in or a network says otherwise for a while.
  const isThere = (name: string) => name === program[0] || fileOf(name, env.PATH) !== null
  const toldBy = (text: string): AtLogin =>
    atLogin(text, { currentDesktop: env.XDG_CURRENT_DESKTOP, isThere })
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
        // Deleted for this person, where there is one for everybody: so it is switched off here too.
        return startOf(toldBy(found.text), { isOff: shared !== undefined })
      default:
        return found satisfies never
    }
  }

  function startOf(told: AtLogin, { isOff }: { isOff: boolean }): LoginStart {
    switch (told.kind) {
      case 'starts':
        return program.every((part) =>
          told.command.some((word) => isSameFile(fileOf(word, env.PATH) ?? word, part)),
        )
          ? { kind: 'on' }
          : { kind: 'other-program', program: told.command[0] ?? '' }
      case 'switched-off':
        return told.isDeleted && isOff ? { kind: 'off' } : { kind: 'held-back', by: 'desktop' }
      case 'other-desktop':
        return { kind: 'held-back', by: 'other-desktop' }
      case 'starts-nothing':
        return { kind: 'held-back', by: 'broken' }
      default:
        return told satisfies never
    }
  }

  return {
    read: async () => read(),
    async set(on) {
      if (on) writeWholeNow(ownPath, autostartEntry(commandWith(switches)))
      else if (sharedPath() !== undefined) writeWholeNow(ownPath, HIDDEN_ENTRY)
      // A folder there starts nothing, and is not ours to remove.
      else if (!isFolder(ownPath)) removeNow(ownPath)
    },
    /** An AppImage that was moved leaves an entry that names a missing file. */
    async repair() {
      const found = readEntry(ownPath)
      if (!parts.mayRepair || found.kind !== 'text' || !isOurEntry(found.text)) return
      const told = toldBy(found.text)
      if (told.kind !== 'starts-nothing' || !told.command) return
      const [before = '', ...given] = told.command
      // This start may be by a file manager, which gives none of the switches that the person has put there.
      const carried = carriedSwitches([...given, ...switches], (path) => path)
      writeWholeNow(ownPath, withCommand(found.text, commandWith(carried)))
      // Without its folder, which may bear the person's name.
      const gone = basename(before)
      log.info(`Start at login named a program that is gone (${gone}); now it names this one`)
    },
  }
}

type Found = { kind: 'none' } | { kind: 'unreadable' } | { kind: 'text'; text: string }

/** Nobody waits for what is no file, such as a pipe. */
function readEntry(path: string): Found {
  try {
    const about = statSync(path)
    if (!about.isFile() || about.size > LARGEST_ENTRY) return { kind: 'unreadable' }
    return { kind: 'text', text: readFileSync(path, 'utf8') }
  } catch (error) {
    return { kind: hasCode(error, 'ENOENT', 'ENOTDIR') ? 'none' : 'unreadable' }
  }
}

/** Of a program, by its path or by its name in one of the folders of `path` ("Desktop Entry Specification", Exec). */
function fileOf(name: string, path = ''): string | null {
  if (name.includes('/')) return isAbsolute(name) && mayRun(name) ? name : null
  const folder = path.split(':').find((one) => isAbsolute(one) && mayRun(join(one, name)))
  return folder === undefined ? null : join(folder, name)
}

function mayRun(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return statSync(file).isFile()
  } catch {
    return false
  }
}

/** Also by another name, as /usr/bin has it for a program in /opt. */
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
