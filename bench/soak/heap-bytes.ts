// The memory that is in use after a garbage collection.

/** Needs `node --expose-gc`. */
export function heapBytes(): number {
  globalThis.gc?.()
  globalThis.gc?.()
  return process.memoryUsage().heapUsed
}
