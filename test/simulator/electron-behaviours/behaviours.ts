// Tests that the stand-in behaves like Electron: one test for each behaviour, named after its source.
import { expect, test } from 'vitest'

/** `source`: the page of Electron's documentation, or the file of github.com/electron/electron, that describes it. */
export type Behaviour = { behaviour: string; source: string } & (
  | { play: () => void | Promise<void> }
  | { cannotBeSimulated: string }
)

/** Several behaviours with the same source. */
export const from = (
  source: string,
  plays: Readonly<Record<string, () => void | Promise<void>>>,
): Behaviour[] => Object.entries(plays).map(([behaviour, play]) => ({ behaviour, source, play }))

/** Defines a test for each behaviour; the last one prints how many hold, and why the others cannot be simulated. */
export function testBehaviours(area: string, behaviours: readonly Behaviour[]): void {
  let held = 0
  const reasons: string[] = []
  for (const one of behaviours) {
    if ('cannotBeSimulated' in one)
      reasons.push(`  not simulated: ${one.behaviour} (${one.cannotBeSimulated})`)
    else
      test(`${one.source}: ${one.behaviour}`, async () => {
        await one.play()
        held += 1
      })
  }
  test(`all behaviours of ${area} hold, or have a reason why they cannot be simulated`, () => {
    const count = `${area}: ${held} of ${behaviours.length} behaviours of Electron hold`
    process.stdout.write(`${[count, ...reasons].join('\n')}\n`)
    expect(held + reasons.length).toBe(behaviours.length)
  })
}
