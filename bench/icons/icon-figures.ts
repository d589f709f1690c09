// Measures a set of icons: the distances of all pairs for each kind of colour vision, and the icon with the least contrast.
import { type LightName, lightNames } from '../../app/model/light.ts'
import {
  contrastOf,
  type IconPixels,
  labOf,
  meanDifference,
  shapeDifference,
  shapeOf,
  type Vision,
} from './icon-vision.ts'

interface PairFigure {
  pair: readonly [LightName, LightName]
  value: number
}

export interface SetFigures {
  /**
   * All pairs of lights with their distance, the nearest first: mean CIEDE2000, or pixels for `shape`. Computed at each call.
   */
  pairs(by: Vision | 'shape'): readonly PairFigure[]
  faintest: { light: LightName; value: number }
}

const pairsOfLights = lightNames.flatMap((one, index) =>
  lightNames.slice(index + 1).map((other) => [one, other] as const),
)

/** Measures all lights; `sight` returns each light's pixels on its panel. */
export function figuresOf(sight: (light: LightName) => IconPixels): SetFigures {
  const sights = new Map(lightNames.map((light) => [light, sight(light)]))
  const measured = <View>(
    see: (sight: IconPixels) => View,
    distance: (one: View, other: View) => number,
  ): PairFigure[] => {
    const seen = new Map([...sights].map(([light, sight]) => [light, see(sight)]))
    return pairsOfLights
      .map((pair) => {
        const [one, other] = pair.map((light) => seen.get(light))
        return { pair, value: one === undefined || other === undefined ? Number.NaN : distance(one, other) }
      })
      .sort((a, b) => a.value - b.value)
  }
  const byEye = (vision: Vision) => measured((sight) => labOf(sight, vision), meanDifference)
  const contrasts = [...sights].map(([light, sight]) => ({ light, value: contrastOf(sight) }))
  const [faintest = { light: 'unknown' as const, value: Number.NaN }] = contrasts.sort(
    (a, b) => a.value - b.value,
  )
  return {
    pairs: (by) => (by === 'shape' ? measured(shapeOf, shapeDifference) : byEye(by)),
    faintest,
  }
}
