// The measures on pictures with known results, and the real icons against their floors.
import { PNG } from 'pngjs'
import { describe, expect, test } from 'vitest'
import { paletteNames } from '../../app/model/names.ts'
import { discPng } from '../../bench/icons/icon-comparisons.ts'
import { floorOf, measures, pairsBelow, scenesOf, worstOf } from '../../bench/icons/icon-scenes.ts'
import {
  contrastOf,
  labOf,
  meanDifference,
  pixelsOf,
  shapeDifference,
  shapeOf,
  type Vision,
  visions,
} from '../../bench/icons/icon-vision.ts'
import { lightPng } from '../../build/light-drawing.ts'

const WHITE = '#ffffff'
type Colour = readonly [red: number, green: number, blue: number, alpha: number]
const red: Colour = [200, 40, 40, 255]
const nothing: Colour = [0, 0, 0, 0]

/** 16 × 16 px: the first `count` of them in a colour, the others clear. */
function picture(colour: Colour, count: number): Buffer {
  const png = new PNG({ width: 16, height: 16 })
  for (let pixel = 0; pixel < 256; pixel++) png.data.set(pixel < count ? colour : nothing, pixel * 4)
  return PNG.sync.write(png)
}
const sight = (colour: Colour, count = 256) => pixelsOf(picture(colour, count), WHITE)
const distance = (one: Colour, other: Colour, vision: Vision) =>
  meanDifference(labOf(sight(one), vision), labOf(sight(other), vision))

describe('the distance of two icons', () => {
  test.each(visions)('is 0 for the same picture: %s', (vision) => {
    expect(distance(red, red, vision)).toBe(0)
  })

  test('is 100 for black and white, and 50 if half of the pixels are equal', () => {
    expect(distance([0, 0, 0, 255], [255, 255, 255, 255], 'normal')).toBeCloseTo(100, 1)
    const half = meanDifference(labOf(sight([0, 0, 0, 255], 128), 'grey'), labOf(sight(nothing), 'grey'))
    expect(half).toBeCloseTo(50, 1)
  })

  test('blends a half transparent pixel with the panel', () => {
    expect(distance([0, 0, 0, 128], [127, 127, 127, 255], 'normal')).toBeLessThan(0.5)
  })

  // Pairs as in colour vision tests: only one kind of colour vision confuses them.
  test.each<[Vision, Colour, Colour]>([
    ['protanopia', [190, 60, 60, 255], [100, 90, 60, 255]],
    ['deuteranopia', [200, 90, 60, 255], [140, 125, 50, 255]],
    ['tritanopia', [90, 140, 255, 255], [0, 160, 165, 255]],
    ['grey', [200, 60, 60, 255], [110, 110, 110, 255]],
  ])('is small for a pair that %s confuses', (vision, one, other) => {
    const all = new Map(visions.map((each) => [each, distance(one, other, each)]))
    expect(all.get(vision)).toBeLessThan((all.get('normal') ?? 0) / 2)
  })
})

describe('shape', () => {
  test('ignores the colour', () => {
    const blue: Colour = [40, 60, 200, 255]
    expect(shapeDifference(shapeOf(sight(red, 100)), shapeOf(sight(blue, 100)))).toBe(0)
    expect(shapeDifference(shapeOf(sight(red, 100)), shapeOf(sight(red, 120)))).toBe(20)
  })
  test('is empty for an empty picture', () => {
    expect(shapeOf(sight(nothing))).not.toContain(true)
  })
})

test.each<[string, number, number]>([
  ['is measured on 32 pixels', 32, 21],
  ['is not measured on fewer', 31, 1],
])('contrast: %s', (_, count, ratio) => {
  expect(contrastOf(sight([0, 0, 0, 255], count))).toBeCloseTo(ratio, 1)
})

describe.each(paletteNames)('the icons in the palette %s', (palette) => {
  const scenes = scenesOf((light, scheme) => lightPng(light, scheme, 16), palette)
  test.each(scenes)('for $panel, on $on: all pairs and contrasts reach their floors', (scene) => {
    const below = measures
      .map((measure) => ({ measure, ...worstOf(scene, measure) }))
      .filter(({ measure, value }) => !(value >= floorOf(measure, scene)))
    expect(below).toEqual([])
  })
})

test('discs that differ only by colour fail', () => {
  for (const scene of scenesOf(discPng, 'teams')) expect(pairsBelow(scene, 'grey')).toBeGreaterThan(100)
})
