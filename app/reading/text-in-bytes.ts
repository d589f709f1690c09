// The text in a file that a person or a script has written.

/**
 * Without its byte order mark; null where it is none. Windows PowerShell writes UTF-16 unless told otherwise
 * ("about_Character_Encoding").
 */
export function textIn(bytes: Buffer): string | null {
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : 'utf-8'
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}
