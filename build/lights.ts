// The look of every light: colour, body and mark. All icons are drawn from this table.
import { appLights, type LightName, presenceLights, type Shape } from '../app/model/light.ts'
import type { PaletteName } from '../app/model/names.ts'
import type { PanelName } from '../app/outputs/tray/tray-icon.ts'

/** The panel colours that the palettes are chosen for: Windows 11's taskbar, light and dark. */
export const panelColours = { light: '#F3F3F3', dark: '#1F1F1F' } as const
export type PanelColour = keyof typeof panelColours

/** The panels on which each set of icons can appear. */
export const panelsOf = {
  light: ['light'],
  dark: ['dark'],
  either: ['light', 'dark'],
} as const satisfies Record<PanelName, readonly PanelColour[]>
export const panelNames = ['light', 'dark', 'either'] as const satisfies readonly PanelName[]

/** The palette and panel of a set of icons. */
export interface Scheme {
  palette: PaletteName
  panel: PanelName
}

/** The meaning of a colour in every palette. */
type Meaning = 'free' | 'engaged' | 'away' | 'absent' | 'neutral'

export interface Colour {
  fill: string
  /** Outline of a fill that is too light for a light panel; also the colour of lines. */
  rim?: string
  /** The mark's colour on the fill; without it the mark is cut out. */
  ink?: string
}

/**
 * Contrast with a known panel is at least 4.5:1, with either panel 3:1 (WCAG 2.2, 1.4.11 requires 3:1). Yellow cannot reach
 * that on a light panel, so it has a darker rim and a dark mark.
 *
 * `teams`: Teams' presence colours, adjusted to the panels. `colour-blind`: Okabe and Ito's "Color Universal Design" (blue,
 * vermillion, yellow, reddish purple), adjusted too: no need to distinguish red from green.
 */
export const colours: Record<PaletteName, Record<PanelName, Record<Meaning, Colour>>> = {
  teams: {
    light: {
      free: { fill: '#107C10' },
      engaged: { fill: '#C50F1F' },
      away: { fill: '#FFBF1F', rim: '#835B00', ink: '#332400' },
      absent: { fill: '#AF33A1' },
      neutral: { fill: '#666666' },
    },
    dark: {
      free: { fill: '#4CC944' },
      engaged: { fill: '#FF6B6E' },
      away: { fill: '#FFC83D' },
      absent: { fill: '#DA7ED0' },
      neutral: { fill: '#ADADAD' },
    },
    either: {
      free: { fill: '#13A10E' },
      engaged: { fill: '#E0434A' },
      away: { fill: '#F2B200', rim: '#96690A', ink: '#332400' },
      absent: { fill: '#C239B3' },
      neutral: { fill: '#808080' },
    },
  },
  'colour-blind': {
    light: {
      free: { fill: '#0072B2' },
      engaged: { fill: '#B84A00' },
      away: { fill: '#F0E442', rim: '#6F6600', ink: '#2B2800' },
      absent: { fill: '#A8457D' },
      neutral: { fill: '#666666' },
    },
    dark: {
      free: { fill: '#56B4E9' },
      engaged: { fill: '#F2771F' },
      away: { fill: '#F0E442' },
      absent: { fill: '#E39BC4' },
      neutral: { fill: '#ADADAD' },
    },
    either: {
      free: { fill: '#1F83C4' },
      engaged: { fill: '#D55E00' },
      away: { fill: '#F0E442', rim: '#857B00', ink: '#2B2800' },
      absent: { fill: '#BF5F94' },
      neutral: { fill: '#808080' },
    },
  },
}

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

/** A light's shape: Fluent's disc and ring for presences, a monitor for what this computer sees, others for the app's own. */
export type Body = 'disc' | 'ring' | 'monitor' | 'dots' | 'triangle' | 'bars'

interface Look {
  means: Meaning
  body: Body
  mark: Mark | null
}

const looks: Record<Shape, Look> = {
  available: { means: 'free', body: 'disc', mark: 'check' },
  'in-a-call': { means: 'engaged', body: 'disc', mark: 'handset' },
  busy: { means: 'engaged', body: 'disc', mark: null },
  presenting: { means: 'engaged', body: 'disc', mark: 'screen' },
  'do-not-disturb': { means: 'engaged', body: 'disc', mark: 'bar' },
  away: { means: 'away', body: 'disc', mark: 'clock' },
  'be-right-back': { means: 'away', body: 'disc', mark: 'quarter' },
  offline: { means: 'neutral', body: 'ring', mark: 'cross' },
  'out-of-office': { means: 'absent', body: 'ring', mark: 'arrow' },
  unknown: { means: 'neutral', body: 'disc', mark: 'question' },
  'signed-out': { means: 'neutral', body: 'dots', mark: null },
  attention: { means: 'away', body: 'triangle', mark: 'exclamation' },
  paused: { means: 'neutral', body: 'bars', mark: null },
}

/** A light's look with the modifiers of its name applied. */
export interface Drawing {
  colour: Colour
  /** The neutral grey of the palette; a stale light's colour is halfway to it. */
  neutral: string
  body: Body
  mark: Mark | null
  /** The presence is too old: drawn as a dashed outline in a colour halfway to grey. */
  stale: boolean
}

const modifiedBodies: Readonly<Record<string, Body>> = { oof: 'ring', local: 'monitor' }

const shapes: readonly Shape[] = [...presenceLights, ...appLights]

function lookOf(name: LightName): Look & { stale: boolean } {
  const [, base, modifier = '', stale] = /^(.+?)(?:-(oof|local))?(-stale)?$/.exec(name) ?? []
  const shape = shapes.find((candidate) => candidate === base)
  if (!shape) throw new Error(`${name} is no light`)
  const look = looks[shape]
  return { ...look, body: modifiedBodies[modifier] ?? look.body, stale: stale !== undefined }
}

/** The drawing of a light. Throws for an unknown name. */
export function drawingOf(name: LightName, { palette, panel }: Scheme): Drawing {
  const { means, body, mark, stale } = lookOf(name)
  const { [means]: colour, neutral } = colours[palette][panel]
  return { colour, neutral: neutral.fill, body, mark, stale }
}

/** A light's fill colour. */
export const colourOf = (name: LightName, { palette, panel }: Scheme): string =>
  colours[palette][panel][lookOf(name).means].fill
