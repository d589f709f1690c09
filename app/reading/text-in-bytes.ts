// Decodes the text of a file that a person or a script wrote.

/**
 * The text without a byte order mark; null if the bytes are not text. Windows PowerShell writes UTF-16 by default
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
