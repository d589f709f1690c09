// The stand-in for Electron in this process: one app on a desktop of any system.
import type { EventEmitter } from 'node:events'
import { createDesktop, type SimulatedDesktop } from '../../../simulator/desktop/desktop.ts'
import type { Simulation } from '../../../simulator/desktop/simulation.ts'
import { type SystemName, systemOf } from '../../../simulator/desktop/system.ts'
import { createElectron } from '../../../simulator/electron/electron.ts'

export interface StandInParts {
  system?: SystemName
  /** Whether this system is said by name, so that tray and keyring too are as they are there. */
  said?: boolean
  ready?: boolean
  desktop?: SimulatedDesktop
  simulation?: Partial<Simulation>
}

/** Ready unless said otherwise; `ended` collects the codes with which the app has ended its process. */
export function standIn({
  system = 'gnome-x11',
  said = false,
  ready = true,
  desktop = createDesktop('unlocked', systemOf(system)),
  simulation = {},
}: StandInParts = {}) {
  const ended: number[] = []
  const { electron, drive } = createElectron(
    {
      ...{
        appPath: '/app',
        mainModule: '/app/main.js',
        name: 'Fixture',
        version: '1.2.3',
        profile: '/nowhere',
      },
      ...{ args: [], microsoft: null, browserIsManual: true, packaged: null, policy: null },
      exit: (code) => void ended.push(code),
      ...simulation,
    },
    desktop,
    said ? system : null,
  )
  electron.protocol.registerSchemesAsPrivileged([])
  if (ready) drive.becomeReady()
  if (ready) electron.protocol.handle('app', () => new Response('<!doctype html>'))
  return { ...electron, desktop, drive, ended }
}

/** Whatever was to be told in the next turn has been told. */
export const turn = () => new Promise<void>((resolve) => setImmediate(resolve))

/** Notes down which of `names` are told, as they come. */
export function noted(emitter: EventEmitter, ...names: string[]): string[] {
  const heard: string[] = []
  for (const name of names) emitter.on(name, () => void heard.push(name))
  return heard
}
