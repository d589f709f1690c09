// The storage of tokens, as the sign-in uses it. storage/token-cache.ts implements it.

export type TokenReading =
  | { kind: 'empty' }
  | { kind: 'tokens'; json: string }
  /** The keyring gave this process no key. The tokens are not lost: a process started later may get the key. */
  | { kind: 'locked' }
  /** The keyring has not answered yet, for example while it asks for its password. A later read may succeed. */
  | { kind: 'silent' }
  /** Damaged, or encrypted on another computer; renamed to this name. */
  | { kind: 'unreadable'; keptAs: string }

/** Where the tokens are: on disk, encrypted by the keyring; in memory, without a keyring; or not yet written to disk. */
export type TokensKept = 'keyring' | 'memory' | 'not-yet-written'

/** Stores MSAL's cache between two runs. */
export interface TokenCache {
  read(): Promise<TokenReading>
  /** Never rejects: a cache that cannot be written still serves this run, and is written as soon as possible. */
  write(json: string): Promise<void>
  /** Never rejects: whatever the disk does, this run keeps no tokens and no longer reads the stored ones. */
  forget(): Promise<void>
  /** The current state. */
  keptIn(): Promise<TokensKept>
}
