// npm run bench:icons: measures whether all pairs of lights can be distinguished at 16 px, with every kind of colour vision,
// on every panel. Exits with code 1 if a figure is below its floor (icon-floors.ts).
import { paletteNames } from '../../app/model/names.ts'
import { lightPng } from '../../build/light-drawing.ts'
import { badgePng, discPng } from './icon-comparisons.ts'
import { floors } from './icon-floors.ts'
import { floorOf, measures, pairsBelow, scenesOf, worstOf } from './icon-scenes.ts'

const columns = [13, 7, 7, 48, 9, 9] as const
const row = (...cells: string[]) =>
  console.log(
    cells
      .map((cell, index) => cell.padEnd(columns[index] ?? 0))
      .join(' ')
      .trimEnd(),
  )

let failures = 0
console.log(`The two lights of 33 that are hardest to tell apart, 16 px. How many of the 528 pairs are nearer than
the floor: here none may be; beside it with Fluent's presence badges, and with discs of the same colours.
Eyes: mean CIEDE2000. shape: pixels of 256 in black and white. contrast: the faintest light on its panel, WCAG.`)
for (const palette of paletteNames) {
  const yardsticks = [scenesOf(badgePng, palette), scenesOf(discPng, palette)]
  for (const [place, scene] of scenesOf((light, scheme) => lightPng(light, scheme, 16), palette).entries()) {
    console.log(`\n${palette}, ${scene.panel === 'either' ? 'for either panel, ' : ''}on ${scene.on}`)
    row('', 'worst', 'floor', 'which', 'badges', 'discs')
    for (const measure of measures) {
      const { value, which } = worstOf(scene, measure)
      const floor = floorOf(measure, scene)
      if (!(value >= floor)) failures += 1
      const beside = yardsticks.map((scenes) => {
        const other = scenes[place]
        if (!other) return ''
        return measure === 'contrast'
          ? `${worstOf(other, measure).value.toFixed(2)}:1`
          : `${pairsBelow(other, measure)}`
      })
      row(
        measure,
        value.toFixed(2),
        floor.toFixed(1),
        `${which}${value >= floor ? '' : '  BELOW'}`,
        ...beside,
      )
    }
  }
}
console.log('\nWhy the floors are where they are:')
for (const measure of measures) row(measure, floors[measure].why)
if (failures > 0) console.error(`${failures} figures are below their floor`)
process.exitCode = failures > 0 ? 1 : 0
