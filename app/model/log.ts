// The log as every part may write to it; storage/log.ts keeps it.

export interface Log {
  /** Each request and each plan; written only in a verbose log. */
  debug(...words: unknown[]): void
  info(...words: unknown[]): void
  warn(...words: unknown[]): void
  error(...words: unknown[]): void
}
