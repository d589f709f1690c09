// Runs calls one at a time. Of the waiting calls it runs only the latest.

/** The returned function resolves to what its call has returned, or to undefined if it was skipped. It rejects as its call does. */
export function createLatestCallQueue<Result>(): (
  call: () => Promise<Result>,
) => Promise<Result | undefined> {
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
