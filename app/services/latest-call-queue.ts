// Runs calls one at a time. Of the waiting calls it runs only the latest.

/** The returned function resolves when its call has ended or was skipped. It rejects as its own call does. */
export function createLatestCallQueue(): (call: () => Promise<void>) => Promise<void> {
  let last: Promise<unknown> = Promise.resolve()
  let newest = 0
  return (call) => {
    newest += 1
    const number = newest
    const result = last.then(() => (number === newest ? call() : undefined))
    last = result.catch(() => {})
    return result
  }
}
