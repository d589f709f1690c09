// What every light looks like: its colour, its body and its mark. The one table the icons are drawn from.
import { appLights, type LightName, presenceLights, type Shape } from '../app/presence/light.ts'

/**
 * Teams' presence colours, moved just so far that each keeps 3:1 (WCAG 2.2, 1.4.11) against a light panel
 * (#F3F3F3) and a dark one (#1F1F1F): one set of icons has to serve both. No yellow can do that and stay yellow, so
 * yellow lights have a darker rim and their mark in ink instead of a hole.
 */
export const colours = {
  green: { fill: '#13A10E' },
  red: { fill: '#D13438' },
  yellow: { fill: '#F2B200', rim: '#96690A', ink: '#332400' },
  purple: { fill: '#C239B3' },
  grey: { fill: '#808080' },
} as const satisfies Record<string, Colour>

export interface Colour {
  fill: string
  /** A thin outline for a fill too light for a light panel; what is drawn as a line takes this colour. */
  rim?: string
  /** The mark's colour on the fill; without it the mark is cut out and the panel shows through. */
  ink?: string
}

/** The panels that the colours are chosen for: Windows 11's taskbar, light and dark. */
export const panels = { light: '#F3F3F3', dark: '#1F1F1F' } as const

/** The sign inside a body (fluent.ts draws them). */
export type Mark =
  | 'check'
  | 'handset'
  | 'screen'
  | 'bar'
  | 'clock'
  | 'quarter'
  | 'cross'
  | 'arrow'
  | 'question'
  | 'exclamation'

/** A light's outline: Fluent's disc and ring for presences; the app's own lights do not look like one. */
export type Body = 'disc' | 'ring' | 'dots' | 'triangle' | 'bars'

interface Look {
  colour: Colour
  body: Body
  mark: Mark | null
}

const looks: Record<Shape, Look> = {
  available: { colour: colours.green, body: 'disc', mark: 'check' },
  'in-a-call': { colour: colours.red, body: 'disc', mark: 'handset' },
  busy: { colour: colours.red, body: 'disc', mark: null },
  presenting: { colour: colours.red, body: 'disc', mark: 'screen' },
  'do-not-disturb': { colour: colours.red, body: 'disc', mark: 'bar' },
  away: { colour: colours.yellow, body: 'disc', mark: 'clock' },
  'be-right-back': { colour: colours.yellow, body: 'disc', mark: 'quarter' },
  offline: { colour: colours.grey, body: 'ring', mark: 'cross' },
  'out-of-office': { colour: colours.purple, body: 'ring', mark: 'arrow' },
  unknown: { colour: colours.grey, body: 'disc', mark: 'question' },
  'signed-out': { colour: colours.grey, body: 'dots', mark: null },
  attention: { colour: colours.yellow, body: 'triangle', mark: 'exclamation' },
  paused: { colour: colours.grey, body: 'bars', mark: null },
}

/** A light ready to be drawn: its look with the modifiers of its name applied. */
export interface Drawing extends Look {
  /** Nobody can vouch for it any more: the outline alone, broken, its colour half gone. */
  stale: boolean
}

const shapes: readonly Shape[] = [...presenceLights, ...appLights]

/** How a light is drawn. Throws for a name that is no light. */
export function drawingOf(name: LightName): Drawing {
  const fresh = name.replace(/-stale$/, '')
  const shape = shapes.find((candidate) => candidate === fresh.replace(/-oof$/, ''))
  if (!shape) throw new Error(`${name} is no light`)
  const look = looks[shape]
  return { ...look, body: fresh.endsWith('-oof') ? 'ring' : look.body, stale: fresh !== name }
}
