// Random numbers of several distributions, from one seeded generator.
import { seededRandom } from '../random.ts'

export interface RandomDraws {
  /** At least 0 and less than 1. */
  unit(): number
  normal(mean: number, deviation: number): number
  /** A length in s, log-normal around a median in minutes. */
  minutes(median: number): number
  /** A whole number, with a Poisson distribution. */
  count(mean: number): number
  /** Calls `take` as often as a drawn count says. */
  times(mean: number, take: () => void): void
}

const LARGEST_COUNT = 200

export function createRandomDraws(seed: number): RandomDraws {
  const unit = seededRandom(seed)
  // Box and Muller's method.
  const normal = (mean: number, deviation: number) =>
    mean + deviation * Math.sqrt(-2 * Math.log(1 - unit())) * Math.cos(2 * Math.PI * unit())

  function count(mean: number): number {
    const target = unit()
    let share = Math.exp(-mean)
    let sum = share
    let drawn = 0
    while (target > sum && drawn < LARGEST_COUNT) {
      drawn += 1
      share *= mean / drawn
      sum += share
    }
    return drawn
  }

  return {
    unit,
    normal,
    minutes: (median) => 60 * median * Math.exp(normal(0, 0.6)),
    count,
    times(mean, take) {
      for (let left = count(mean); left > 0; left -= 1) take()
    },
  }
}
