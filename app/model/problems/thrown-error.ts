// Reads what was thrown: the code of an error of Node, such as "ENOENT", and the text of any error.

/** Null for an error without a code. */
export const errorCode = (error: unknown): string | null =>
  error instanceof Error && 'code' in error ? String(error.code) : null

/** Whether the error has one of these codes. */
export const hasCode = (error: unknown, ...codes: readonly string[]): boolean =>
  codes.includes(errorCode(error) ?? '')

/** Anything can be thrown, also values that cannot be converted to text. */
export function errorText(error: unknown): string {
  try {
    return error instanceof Error ? error.message : String(error)
  } catch {
    return 'an error without words'
  }
}
