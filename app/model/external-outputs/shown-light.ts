// What an external output shows for each light, as a pure function. No library here: the window imports this file.

import { appLights, type Light, presenceLights } from '../light.ts'
import type { PaletteName } from '../names.ts'

/** The rows of an output's light table: the shapes of the lights, a presence that is too old, and the program's end. */
export const tableLights = [...presenceLights, ...appLights, 'stale', 'quitting'] as const
export type TableLight = (typeof tableLights)[number]

/** What a lamp shows. `colour` is '#rrggbb' in lower case; `brightness` is in percent, 1 to 100. */
export type Lamp = { kind: 'on'; colour: string; brightness: number; blink: boolean } | { kind: 'off' }
/** The red, green and blue of '#rrggbb', each from 0 to 255. */
export function channelsOf(colour: string): [red: number, green: number, blue: number] {
  const channel = (start: number) => Number.parseInt(colour.slice(start, start + 2), 16)
  return [channel(1), channel(3), channel(5)]
}

/** An entry of the light table. `unchanged`: nothing is sent for this light. */
export type TableEntry = Lamp | { kind: 'unchanged' }
/** Only the entries that the user changed. */
export type LightTable = Readonly<Partial<Record<TableLight, TableEntry>>>

const off = { kind: 'off' } as const
const on = (colour: string): Lamp => ({ kind: 'on', colour, brightness: 100, blink: false })

/** Pure colours, as lamps mix them; those of the icons are chosen for a panel. */
const lampColours = {
  teams: { free: '#00ff00', engaged: '#ff0000', away: '#ffaa00', absent: '#b000ff' },
  // Okabe and Ito's "Color Universal Design": blue, vermillion, yellow, reddish purple.
  'colour-blind': { free: '#0072b2', engaged: '#d55e00', away: '#f0e442', absent: '#cc79a7' },
} as const satisfies Record<PaletteName, Record<string, string>>

/** The table of an output that the user has not changed. Lights that say nothing about the user's presence are off. */
export function defaultTable(palette: PaletteName): Readonly<Record<TableLight, Lamp>> {
  const { free, engaged, away, absent } = lampColours[palette]
  return {
    available: on(free),
    'in-a-call': on(engaged),
    busy: on(engaged),
    presenting: on(engaged),
    'do-not-disturb': on(engaged),
    away: on(away),
    'be-right-back': on(away),
    offline: off,
    'out-of-office': on(absent),
    unknown: off,
    'signed-out': off,
    attention: off,
    paused: off,
    stale: off,
    quitting: off,
  }
}

/** The row of a light. */
export const tableLightOf = ({ shape, stale }: Pick<Light, 'shape' | 'stale'>): TableLight =>
  stale ? 'stale' : shape

/** What the table says for `light`. */
export const entryOf = (table: LightTable, palette: PaletteName, light: TableLight): TableEntry =>
  table[light] ?? defaultTable(palette)[light]
