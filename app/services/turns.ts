// What a person asks for several times in a row: one at a time, and the newest counts.

/** One after another; of those that wait only the newest has its turn. One that rejects keeps nobody waiting. */
export function createTurns(): (act: () => Promise<void>) => Promise<void> {
  let last: Promise<unknown> = Promise.resolve()
  let newest = 0
  return (act) => {
    newest += 1
    const number = newest
    const mine = last.then(() => (number === newest ? act() : undefined))
    last = mine.catch(() => {})
    return mine
  }
}
