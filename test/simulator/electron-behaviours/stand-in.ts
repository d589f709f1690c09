// Creates the stand-in for `electron` in this process: one app on a desktop of any system.
import type { EventEmitter } from 'node:events'
import { createDesktop, type SimulatedDesktop } from '../../../simulator/desktop/desktop.ts'
import type { Simulation } from '../../../simulator/desktop/simulation.ts'
import { type SystemName, systemOf } from '../../../simulator/desktop/system.ts'
import { createElectron } from '../../../simulator/electron/electron.ts'

export interface StandInParts {
  system?: SystemName | undefined
  /** Whether the system is chosen by name, which also determines tray and keyring. */
  isChosen?: boolean
  ready?: boolean
  desktop?: SimulatedDesktop
  simulation?: Partial<Simulation>
}

/** By default the app is ready. `ended` collects the exit codes of its process. */
export function standIn({
  system = 'gnome-x11',
  isChosen = false,
  ready = true,
  desktop = createDesktop('unlocked', systemOf(system)),
  simulation = {},
}: StandInParts = {}) {
  const ended: number[] = []
  const { electron, drive } = createElectron(
    {
      appPath: '/app',
      mainModule: '/app/main.js',
      name: 'Fixture',
      version: '1.2.3',
      profile: '/nowhere',
      args: [],
      microsoft: null,
      browserIsManual: true,
      packaged: null,
      policy: null,
      exit: (code) => void ended.push(code),
      ...simulation,
    },
    desktop,
    isChosen ? system : null,
  )
  electron.protocol.registerSchemesAsPrivileged([])
  if (ready) drive.becomeReady()
  if (ready) electron.protocol.handle('app', () => new Response('<!doctype html>'))
  return { ...electron, desktop, drive, ended }
}

/** Resolves in the next turn of the event loop, after its events. */
export const turn = () => new Promise<void>((resolve) => setImmediate(resolve))

/** Records the events of `names` in order. */
export function noted(emitter: EventEmitter, ...names: string[]): string[] {
  const heard: string[] = []
  for (const name of names) emitter.on(name, () => void heard.push(name))
  return heard
}
