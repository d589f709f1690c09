// The log, for every part of the program. storage/log.ts implements it.

export interface Log {
  /** Only written if the log is verbose. */
  debug(...words: unknown[]): void
  info(...words: unknown[]): void
  warn(...words: unknown[]): void
  error(...words: unknown[]): void
}
