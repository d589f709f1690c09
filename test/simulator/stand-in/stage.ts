// The stand-in for `electron` in this process, for one test, with the desktop it stands on.
import { createDesktop } from '../../../simulator/desktop/desktop.ts'
import type { SystemName } from '../../../simulator/desktop/system.ts'
import { createElectron } from '../../../simulator/electron/electron.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

export interface StageOptions {
  system?: SystemName
  /** Whether the app is ready from the start. */
  ready?: boolean
  /** The app's userData; a fresh one by default. */
  profile?: string
  /** How often the app quit. */
  onExit?: () => void
}

export async function stage({ system, ready = true, profile, onExit = () => {} }: StageOptions = {}) {
  const desktop = createDesktop('unlocked')
  const world = {
    appPath: import.meta.dirname,
    mainModule: '',
    name: 'Stage',
    version: '1.0.0',
    profile: profile ?? (await temporaryFolder()),
    args: [],
    microsoft: null,
    browserIsManual: true,
    packaged: null,
    policy: null,
    exit: onExit,
  }
  const { electron, drive } = createElectron(world, desktop, system ?? null)
  if (ready) drive.becomeReady()
  return { electron, drive, desktop, profile: world.profile }
}
export type Stage = Awaited<ReturnType<typeof stage>>

/** What a behaviour is checked by, by the behaviour's name. */
export type Checks = Readonly<Record<string, () => void | Promise<void>>>

/** A change of a property that nobody may change throws. */
export const assigning = (target: object, change: object) => () => void Object.assign(target, change)
