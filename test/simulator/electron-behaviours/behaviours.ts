// Tests what the stand-in for Electron does as Electron does it: one test a behaviour, named after where it is read.
import { expect, test } from 'vitest'

/** `source`: the page of Electron's documentation, or the file of github.com/electron/electron, that says so. */
export type Behaviour = { behaviour: string; source: string } & (
  | { play: () => void | Promise<void> }
  | { cannotBePlayed: string }
)

/** The same source for several behaviours. */
export const from = (
  source: string,
  plays: Readonly<Record<string, () => void | Promise<void>>>,
): Behaviour[] => Object.entries(plays).map(([behaviour, play]) => ({ behaviour, source, play }))

/** One test for each behaviour that can be played; the last one says how many hold, and why the others cannot be played. */
export function tryBehaviours(area: string, behaviours: readonly Behaviour[]): void {
  let held = 0
  const reasons: string[] = []
  for (const one of behaviours) {
    if ('cannotBePlayed' in one) reasons.push(`  not played: ${one.behaviour} (${one.cannotBePlayed})`)
    else
      test(`${one.source}: ${one.behaviour}`, async () => {
        await one.play()
        held += 1
      })
  }
  test(`what is listed of ${area} holds, or says why it cannot be played`, () => {
    const count = `${area}: ${held} of ${behaviours.length} behaviours of Electron hold`
    process.stdout.write(`${[count, ...reasons].join('\n')}\n`)
    expect(held + reasons.length).toBe(behaviours.length)
  })
}
