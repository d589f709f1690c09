// The figures of a whole set of icons: the pair that is hardest to tell apart for each eye, and the faintest icon.
import { type LightName, lightNames } from '../../app/model/light.ts'
import { apart, contrastOf, labOf, type Sight, shapeOf, shapesApart, type Vision } from './icon-sight.ts'

interface PairFigure {
  pair: readonly [LightName, LightName]
  value: number
}

export interface SetFigures {
  /**
   * Every pair of lights and how far it is apart, the nearest first: mean CIEDE2000 for eyes, pixels for `shape`.
   * Measured when asked, as it takes a while.
   */
  pairs(by: Vision | 'shape'): readonly PairFigure[]
  faintest: { light: LightName; value: number }
}

const pairsOfLights = lightNames.flatMap((one, index) =>
  lightNames.slice(index + 1).map((other) => [one, other] as const),
)

/** Measures every light as `sight` gives it. */
export function figuresOf(sight: (light: LightName) => Sight): SetFigures {
  const sights = new Map(lightNames.map((light) => [light, sight(light)]))
  const measured = <Seen>(
    see: (sight: Sight) => Seen,
    distance: (one: Seen, other: Seen) => number,
  ): PairFigure[] => {
    const seen = new Map([...sights].map(([light, sight]) => [light, see(sight)]))
    return pairsOfLights
      .map((pair) => {
        const [one, other] = pair.map((light) => seen.get(light))
        return { pair, value: one === undefined || other === undefined ? Number.NaN : distance(one, other) }
      })
      .sort((a, b) => a.value - b.value)
  }
  const byEye = (vision: Vision) => measured((sight) => labOf(sight, vision), apart)
  const contrasts = [...sights].map(([light, sight]) => ({ light, value: contrastOf(sight) }))
  const [faintest = { light: 'unknown' as const, value: Number.NaN }] = contrasts.sort(
    (a, b) => a.value - b.value,
  )
  return {
    pairs: (by) => (by === 'shape' ? measured(shapeOf, shapesApart) : byEye(by)),
    faintest,
  }
}
