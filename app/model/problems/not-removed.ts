// The error of a file that is still there after it had to go.

export class NotRemoved extends Error {
  /** What is still there, so that a person can remove it. */
  readonly paths: readonly string[]

  constructor(paths: readonly string[]) {
    super(`not removed: ${paths.join(', ')}`)
    this.paths = paths
  }
}
