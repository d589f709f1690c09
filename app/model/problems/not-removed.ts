// The error for files that could not be removed.

export class NotRemoved extends Error {
  /** The files that are left, for the user to remove. */
  readonly paths: readonly string[]

  constructor(paths: readonly string[]) {
    super(`not removed: ${paths.join(', ')}`)
    this.paths = paths
  }
}
