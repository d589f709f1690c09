// Decodes the text of a file that a person or a script wrote.

/** The text without a byte order mark; null if the bytes are not text. */
export function textIn(bytes: Buffer): string | null {
  try {
    return new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

/**
 * Windows PowerShell writes UTF-16 by default ("about_Character_Encoding"), with a byte order mark or without. JSON begins
 * with two ASCII characters, of which UTF-16 has one byte zero (RFC 4627, 3).
 */
function encodingOf([first, second]: Buffer): 'utf-8' | 'utf-16le' | 'utf-16be' {
  if ((first === 0xff && second === 0xfe) || (first && second === 0)) return 'utf-16le'
  if ((first === 0xfe && second === 0xff) || (first === 0 && second)) return 'utf-16be'
  return 'utf-8'
}
