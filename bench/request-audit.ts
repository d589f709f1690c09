// Counts the requests that exceeded a ceiling, from their moments alone. Uses no code of the app.

/** How many of them exceed a bucket of `burst`, refilled by one in `refillMs`. */
export function overBucket(momentsMs: readonly number[], burst: number, refillMs: number): number {
  let level = burst
  let lastMs = momentsMs[0] ?? 0
  let over = 0
  for (const atMs of momentsMs) {
    level = Math.min(burst, level + Math.max(0, atMs - lastMs) / refillMs)
    lastMs = atMs
    // Floating-point sums are not exact.
    if (level < 1 - 1e-6) over += 1
    else level -= 1
  }
  return over
}

/** The number of requests with `most` others in the `lengthMs` before them. */
export function overWindow(momentsMs: readonly number[], most: number, lengthMs: number): number {
  return momentsMs.filter((atMs, number) => {
    const earlier = momentsMs[number - most]
    return earlier !== undefined && atMs - earlier < lengthMs - 1e-6
  }).length
}
