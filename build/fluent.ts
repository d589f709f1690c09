// Fluent's own presence shapes and glyphs, read from @fluentui/svg-icons, one drawing for each pixel grid.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { Body, Mark } from './lights.ts'

/** Fluent draws its presence shapes anew for these sizes in px; every icon is a whole multiple of one of them. */
export type Grid = 16 | 20 | 24

/** Stroke widths in the grid's px. `ring` is Fluent's; `outline` is that of a stale disc. */
export const strokes: Record<Grid, { ring: number; outline: number }> = {
  16: { ring: 2, outline: 1.5 },
  20: { ring: 2, outline: 1.5 },
  24: { ring: 3, outline: 2.25 },
}

const sources = join(
  dirname(createRequire(import.meta.url).resolve('@fluentui/svg-icons/package.json')),
  'icons',
)

/** The path data of one Fluent icon, such as `presence_away_16_regular`. */
export function fluentPath(icon: string): string {
  const path = /^<svg[^>]*><path d="([^"]+)"\/><\/svg>$/.exec(
    readFileSync(join(sources, `${icon}.svg`), 'utf8'),
  )
  if (!path?.[1]) throw new Error(`Fluent's ${icon} is not the one path it was`)
  return path[1]
}

/** The outline of an icon whose sign is cut out of it: its first subpath. */
export function fluentOutline(icon: string): string {
  const path = fluentPath(icon)
  return path.slice(0, path.indexOf('z') + 1)
}

/** The mark as SVG that takes the fill and stroke colour of the group it is put in; `body` is what it is put on. */
export function markSvg(mark: Mark, grid: Grid, body: Body): string {
  switch (mark) {
    case 'check':
      return insideOf(`presence_available_${grid}_regular`, grid)
    case 'bar':
      return insideOf(`presence_dnd_${grid}_regular`, grid)
    case 'clock':
      return insideOf(`presence_away_${grid}_regular`, grid)
    case 'cross':
      return insideOf(`presence_offline_${grid}_regular`, grid)
    case 'arrow':
      return insideOf(`presence_oof_${grid}_regular`, grid)
    case 'handset':
      return body === 'ring' ? handsetsInRing[grid] : handsets[grid]
    case 'question':
      return questions[grid]
    case 'screen':
      return screens[grid]
    case 'quarter':
      return quarters[grid]
    case 'exclamation':
      return exclamations[grid]
    default:
      return mark satisfies never
  }
}

/** What Fluent's ring form holds inside its ring. */
function insideOf(icon: string, grid: Grid): string {
  const radius = grid / 2 - strokes[grid].ring - 1
  return `<clipPath id="hole"><circle cx="${grid / 2}" cy="${grid / 2}" r="${radius}"/></clipPath>
    <path clip-path="url(#hole)" d="${fluentPath(icon)}"/>`
}

const glyph = (icon: string, offset: number, scale = 1, stroke = 0) =>
  `<path transform="translate(${offset} ${offset}) scale(${scale})" stroke-width="${stroke}" d="${fluentPath(icon)}"/>`

const handsets: Record<Grid, string> = {
  16: glyph('call_12_filled', 2),
  20: glyph('call_16_filled', 2),
  24: glyph('call_20_filled', 2),
}
/** A ring leaves less room; Fluent's smallest handset would touch it. */
const handsetsInRing: Record<Grid, string> = {
  16: glyph('call_12_filled', 2.8, 0.85),
  20: glyph('call_12_filled', 4),
  24: glyph('call_16_filled', 4),
}

/** Fluent has no question mark of the presence signs' weight: its glyph with a stroke around it. */
const questions: Record<Grid, string> = {
  16: glyph('question_16_filled', 2, 0.75, 0.7),
  20: glyph('question_16_filled', 2, 1, 0.5),
  24: glyph('question_20_filled', 2, 1, 1),
}

/** Fluent's desktop does not fit into a disc: the same screen and stand, smaller, on whole pixels. */
const screens: Record<Grid, string> = {
  16: '<path d="M4 5h8v5h-8z M6 11h4v1h-4z"/>',
  20: '<rect x="5" y="6" width="10" height="6" rx=".5"/><rect x="7" y="13" width="6" height="1.5" rx=".5"/>',
  24: '<rect x="6" y="7" width="12" height="8" rx="1"/><rect x="8.5" y="16" width="7" height="2" rx="1"/>',
}

/** "Back in a quarter of an hour": a clock's two hands, and the quarter between them. */
const quarters: Record<Grid, string> = {
  16: quarter(16, 2, 2.5),
  20: quarter(20, 2, 3.5),
  24: quarter(24, 3, 4),
}
function quarter(grid: number, width: number, top: number): string {
  const [from, to, right] = [grid / 2 - width / 2, grid / 2 + width / 2, grid - top]
  return `<path d="M${from} ${top}h${width}V${from}H${right}v${width}H${from}z"/>
    <path opacity=".3" d="M${to} ${top}A${from - top} ${from - top} 0 0 1 ${right} ${from}H${to}z"/>`
}

const exclamations: Record<Grid, string> = {
  16: '<rect x="7" y="5" width="2" height="4.5" rx="1"/><rect x="7" y="10.5" width="2" height="2" rx="1"/>',
  20: '<rect x="9" y="6" width="2" height="6" rx="1"/><rect x="8.75" y="13" width="2.5" height="2.5" rx="1.25"/>',
  24: '<rect x="10.5" y="7" width="3" height="7" rx="1.5"/><rect x="10.5" y="15.5" width="3" height="3" rx="1.5"/>',
}
