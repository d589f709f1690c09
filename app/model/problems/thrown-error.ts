// Reads what was thrown: the code of an error of Node, such as "ENOENT", and the text of any error.

/** Null for an error without a code. */
export const errorCode = (error: unknown): string | null =>
  error instanceof Error && 'code' in error ? String(error.code) : null

/** Whether the error has one of these codes. */
export const hasCode = (error: unknown, ...codes: readonly string[]): boolean =>
  codes.includes(errorCode(error) ?? '')

/** The message of an error. */
export const errorText = (error: unknown): string =>
  textOf(() => (error instanceof Error ? error.message : String(error)))

/** "TypeError: x is not a function". */
export const namedErrorText = (error: unknown): string =>
  textOf(() => (error instanceof Error ? `${error.name}: ${error.message}` : String(error)))

/** Anything can be thrown, also values that cannot be converted to text. */
function textOf(read: () => string): string {
  try {
    return read()
  } catch {
    return 'an error without words'
  }
}
