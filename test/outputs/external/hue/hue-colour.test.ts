// Colours become coordinates that the lamp can show, and no others.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Gamut, gamuts, type Point, xyOf } from '../../../../app/outputs/external/hue/hue-colour.ts'

const byte = fc.integer({ min: 0, max: 255 })
const hex = (parts: readonly number[]) =>
  `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`
const colour = fc.tuple(byte, byte, byte).map(hex)
const coordinate = fc.double({ min: 0, max: 1, noNaN: true })
const corner = fc.record({ x: coordinate, y: coordinate })
const anyGamut = fc.record({ red: corner, green: corner, blue: corner })
/** The coordinates have four digits. */
const TOLERANCE = 0.0001

/** How far a point is outside a triangle, at most. */
function outside(point: Point, { red, green, blue }: Gamut): number {
  const edges = [
    [red, green],
    [green, blue],
    [blue, red],
  ] as const
  const sides = edges.map(([one, two]) => {
    const length = Math.hypot(two.x - one.x, two.y - one.y)
    return ((two.x - one.x) * (point.y - one.y) - (two.y - one.y) * (point.x - one.x)) / length
  })
  const turn = (green.x - red.x) * (blue.y - red.y) - (green.y - red.y) * (blue.x - red.x)
  return Math.max(...sides.map((side) => (turn > 0 ? -side : side)))
}

/** The documented way back, with the brightest part as 1 and without gamma correction. */
function linearOf({ x, y }: Point): number[] {
  const [X, Y, Z] = [x / y, 1, (1 - x - y) / y]
  const parts = [
    X * 1.656492 - Y * 0.354851 - Z * 0.255038,
    -X * 0.707196 + Y * 1.655397 + Z * 0.036152,
    X * 0.051713 - Y * 0.121364 + Z * 1.01153,
  ]
  return parts.map((part) => part / Math.max(...parts))
}

describe.each(Object.entries(gamuts))('gamut %s', (_, gamut) => {
  test('contains every colour', () => {
    fc.assert(fc.property(colour, (one) => outside(xyOf(one, gamut), gamut) <= TOLERANCE))
  })

  test('shows the pure colours at its corners', () => {
    for (const [name, pure] of [
      ['red', '#ff0000'],
      ['blue', '#0000ff'],
    ] as const) {
      expect(xyOf(pure, gamut).x).toBeCloseTo(gamut[name].x, 1)
      expect(xyOf(pure, gamut).y).toBeCloseTo(gamut[name].y, 1)
    }
  })
})

test('every colour is within any triangle a lamp may send, also a flat one', () => {
  fc.assert(
    fc.property(colour, anyGamut, (one, gamut) => {
      const { x, y } = xyOf(one, gamut)
      const all = [gamut.red, gamut.green, gamut.blue]
      for (const [value, name] of [
        [x, 'x'],
        [y, 'y'],
      ] as const) {
        const values = all.map((point) => point[name])
        expect(value).toBeGreaterThanOrEqual(Math.min(...values) - TOLERANCE)
        expect(value).toBeLessThanOrEqual(Math.max(...values) + TOLERANCE)
      }
    }),
  )
})

test('without a gamut the way back leads to the same colour', () => {
  const visible = fc.tuple(byte, byte, byte).filter((parts) => Math.max(...parts) >= 64)
  fc.assert(
    fc.property(visible, (parts) => {
      const linear = parts
        .map((part) => part / 255)
        .map((part) => (part > 0.04045 ? ((part + 0.055) / 1.055) ** 2.4 : part / 12.92))
      const wanted = linear.map((part) => part / Math.max(...linear))
      for (const [index, part] of linearOf(xyOf(hex(parts), null)).entries())
        expect(Math.abs(part - (wanted[index] ?? 0))).toBeLessThan(0.02)
    }),
  )
})

test('black, grey and white are the white of the formula', () => {
  for (const one of ['#ffffff', '#000000', '#808080'])
    expect(xyOf(one, null)).toEqual({ x: 0.3227, y: 0.329 })
})
