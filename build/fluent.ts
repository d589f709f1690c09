// Fluent's presence shapes and glyphs from @fluentui/svg-icons, one drawing for each pixel grid.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { Body, Mark } from './lights.ts'

/** The sizes in px for which Fluent has separate drawings of its presence shapes. */
export type Grid = 16 | 20 | 24

/** Stroke widths in px of the grid. `ring`: Fluent's; `outline`: of a stale disc. */
export const strokes: Record<Grid, { ring: number; outline: number; rim: number }> = {
  16: { ring: 2, outline: 2, rim: 1.25 },
  20: { ring: 2, outline: 2, rim: 1.25 },
  24: { ring: 3, outline: 3, rim: 1.75 },
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

/** The outline of an icon without the sign that is cut out: its first subpath. */
export function fluentOutline(icon: string): string {
  const path = fluentPath(icon)
  return path.slice(0, path.indexOf('z') + 1)
}

/** The mark as SVG, without colours: it takes those of its group. `body`: the shape that it is drawn on. */
export function markSvg(mark: Mark, grid: Grid, body: Body): string {
  switch (mark) {
    case 'check':
      return checks[grid]
    case 'bar':
      return bars[grid]
    case 'clock':
      return clocks[grid]
    case 'cross':
      return crosses[grid]
    case 'arrow':
      return arrows[grid]
    case 'handset':
      return body === 'disc' ? handsets[grid] : smallHandsets[grid]
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

/** A line of `width` px: with square ends, or with round ends as Fluent has them on larger grids. */
const line = (path: string, width: number) => `<path fill="none" stroke-width="${width}" d="${path}"/>`
const roundLine = (path: string, width: number) =>
  `<g stroke-linecap="round" stroke-linejoin="round">${line(path, width)}</g>`

/** Fluent's presence signs, redrawn larger and on whole pixels: at 16 px the originals are blurred and look alike. */
const checks: Record<Grid, string> = {
  16: line('M4 8l3 3 5-5', 2),
  20: roundLine('M5.5 10l3.5 3.5 6-6', 2.25),
  24: roundLine('M6.5 12l4 4 7.5-7.5', 3),
}
const crosses: Record<Grid, string> = {
  16: line('M5 5l6 6m0-6l-6 6', 2),
  20: roundLine('M6.5 6.5l7 7m0-7l-7 7', 2.25),
  24: roundLine('M8 8l8 8m0-8l-8 8', 3),
}
const arrows: Record<Grid, string> = {
  16: line('M5 8h7.5M8.5 4.5L5 8l3.5 3.5', 2),
  20: roundLine('M6 10h9.5M10.5 5.5L6 10l4.5 4.5', 2),
  24: roundLine('M7.5 11.5h11M13 6L7.5 11.5l5.5 5.5', 3),
}
const clocks: Record<Grid, string> = {
  16: line('M8 3v5.5l3.25 3.25', 2),
  20: roundLine('M10 4v6.5l4 4', 2),
  24: roundLine('M11.5 5v8l4.5 4.5', 3),
}
const bars: Record<Grid, string> = {
  16: '<path d="M3 7h10v2H3z"/>',
  20: '<rect x="4" y="9" width="12" height="2" rx=".75"/>',
  24: '<rect x="5" y="10" width="14" height="4" rx="1"/>',
}
const glyph = (icon: string, offset: number, scale = 1) =>
  `<path transform="translate(${offset} ${offset}) scale(${scale})" d="${fluentPath(icon)}"/>`

const handsets: Record<Grid, string> = {
  16: glyph('call_12_filled', 2),
  20: glyph('call_16_filled', 2),
  24: glyph('call_20_filled', 2),
}
/** Smaller, since Fluent's smallest handset would touch the ring, or the edge of the monitor. */
const smallHandsets: Record<Grid, string> = {
  16: glyph('call_12_filled', 2.8, 0.85),
  20: glyph('call_12_filled', 4),
  24: glyph('call_16_filled', 4),
}

/** Redrawn: Fluent has no question mark of this weight. */
const questions: Record<Grid, string> = {
  16: `${line('M6 6a2 2 0 1 1 3 1.75c-.7.4-1 .8-1 1.5V10', 2)}<path d="M7 11h2v2H7z"/>`,
  20: `${roundLine('M7 8a3 3 0 1 1 4.5 2.6c-1 .6-1.5 1.1-1.5 2.4', 2)}<rect x="9" y="14" width="2" height="2" rx=".75"/>`,
  24: `${roundLine('M8.5 9.5a3.5 3.5 0 1 1 5.25 3c-1.2.7-1.75 1.3-1.75 3', 3)}<circle cx="12" cy="18.5" r="1.6"/>`,
}

/** Fluent's desktop icon, redrawn smaller and on whole pixels to fit into a disc. */
const screens: Record<Grid, string> = {
  16: '<path d="M4 5h8v5h-8z M6 11h4v1h-4z"/>',
  20: '<rect x="5" y="6" width="10" height="6" rx=".5"/><rect x="7" y="13" width="6" height="1.5" rx=".5"/>',
  24: '<rect x="6" y="7" width="12" height="8" rx="1"/><rect x="8.5" y="16" width="7" height="2" rx="1"/>',
}

/** The first quarter of a clock: back in a quarter of an hour. */
const quarters: Record<Grid, string> = {
  16: '<path d="M8 8V3a5 5 0 0 1 5 5z"/>',
  20: '<path d="M10 10V3.5a6.5 6.5 0 0 1 6.5 6.5z"/>',
  24: '<path d="M12 12V4.5a7.5 7.5 0 0 1 7.5 7.5z"/>',
}

const exclamations: Record<Grid, string> = {
  16: '<rect x="7" y="5" width="2" height="4.5" rx="1"/><rect x="7" y="10.5" width="2" height="2" rx="1"/>',
  20: '<rect x="9" y="6" width="2" height="6" rx="1"/><rect x="8.75" y="13" width="2.5" height="2.5" rx="1.25"/>',
  24: '<rect x="10.5" y="7" width="3" height="7" rx="1.5"/><rect x="10.5" y="15.5" width="3" height="3" rx="1.5"/>',
}
