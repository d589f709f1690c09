// Creates the stand-in for `electron` and its desktop in this process, for one test.
import { createDesktop, type SimulatedDesktop } from '../../../simulator/desktop/desktop.ts'
import { type SystemName, systemHere, systemOf } from '../../../simulator/desktop/system.ts'
import { createElectron } from '../../../simulator/electron/electron.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

export interface StageOptions {
  system?: SystemName
  /** Whether the app is ready from the start. */
  ready?: boolean
  /** The app's userData; by default a new one. */
  profile?: string
  /** That of an earlier run of the app; by default a new one. */
  desktop?: SimulatedDesktop
  /** Called when the app ends its process. */
  onExit?: () => void
}

export async function stage({ system, ready = true, onExit = () => {}, ...given }: StageOptions = {}) {
  const desktop = given.desktop ?? createDesktop('unlocked', systemOf(system ?? systemHere()))
  const simulation = {
    appPath: import.meta.dirname,
    mainModule: '',
    name: 'Stage',
    version: '1.0.0',
    profile: given.profile ?? (await temporaryFolder()),
    args: [],
    microsoft: null,
    browserIsManual: true,
    packaged: null,
    policy: null,
    exit: onExit,
  }
  const { electron, drive } = createElectron(simulation, desktop, system ?? null)
  if (ready) drive.becomeReady()
  return { electron, drive, desktop, profile: simulation.profile }
}
export type Stage = Awaited<ReturnType<typeof stage>>

/** The checks by the name of the behaviour. */
export type Checks = Readonly<Record<string, () => void | Promise<void>>>

/** A function that assigns properties, to expect that it throws. */
export const assigning = (target: object, change: object) => () => void Object.assign(target, change)
