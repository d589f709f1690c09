// npm run bench:hostile: sends the program hundreds of thousands of hostile inputs. Exits with code 1 if anything throws,
// hangs, sends too many requests or uses the processor for too long.
import { orUsage, readHostileOptions } from '../bench-options.ts'
import { driveFollower } from './hostile-follower.ts'
import { attackLoopback } from './hostile-loopback.ts'
import { readHostileInputs } from './hostile-reading.ts'
import { pieces } from './hostile-text.ts'

const USAGE = 'npm run bench:hostile -- [--requests N] [--inputs N] [--weeks N] [--seed N]'
const WEEK_MS = 7 * 24 * 3_600_000
/** The longest processor time allowed for one input, ms. */
const LONGEST_MS = 100

const { requests, inputs, weeks, seed } = orUsage(USAGE, () => readHostileOptions(process.argv.slice(2)))

/** The longest of 20 times to parse a megabyte of JSON: the baseline of this computer. */
function platformMs(): number {
  const text = JSON.stringify('x'.repeat(20).repeat(50_000).match(/x{20}/g))
  return Math.max(
    ...Array.from({ length: 20 }, () => {
      const begin = process.cpuUsage()
      JSON.parse(text)
      const { user, system } = process.cpuUsage(begin)
      return (user + system) / 1000
    }),
  )
}

async function timed<Figures>(act: () => Promise<Figures>): Promise<{ seconds: number; figures: Figures }> {
  const begin = performance.now()
  const figures = await act()
  return { seconds: Math.round((performance.now() - begin) / 100) / 10, figures }
}

console.error(`seed ${seed}`)
const reading = await timed(() => readHostileInputs({ inputs, seed, longPieces: pieces }))
const follower = await timed(async () => {
  const all = { requests: 0, overCeiling: 0, withoutNextStep: 0, unhandled: 0, longestGapMs: 0 }
  for (let week = 0; week < weeks; week += 1) {
    const lived = await driveFollower({ virtualMs: WEEK_MS, seed: seed + week })
    all.requests += lived.requests
    all.overCeiling += lived.overCeiling
    all.withoutNextStep += lived.withoutNextStep
    all.unhandled += lived.unhandled
    all.longestGapMs = Math.max(all.longestGapMs, lived.longestGapMs)
  }
  return all
})
const loopback = await timed(() => attackLoopback({ requests, seed }))

const longestMs = Math.max(...Object.values(reading.figures.longest).map(({ ms }) => ms))
console.log(
  JSON.stringify({ seed, platformMs: platformMs(), longestMs, reading, follower, loopback }, null, 2),
)

const { threw, strange } = reading.figures
const { overCeiling, withoutNextStep, unhandled } = follower.figures
const { signedIn, uncaught, longestBlockMs } = loopback.figures
const faults = threw.length + strange.length + overCeiling + withoutNextStep + unhandled + uncaught
if (faults > 0 || !signedIn || Math.max(longestMs, longestBlockMs) >= LONGEST_MS) process.exitCode = 1
