// Converts messages to plain text: Outlook's automatic replies may be HTML, and no markup may reach the window.
import { textOfHtml } from './html-text.ts'

/** The longest message that is read, in characters: most of Outlook's HTML is not its text. */
const LONGEST_SOURCE = 100_000

// Only the tags that mail programs write count as HTML: "<anna@contoso.com>" and "1 < 2" are text.
const TAG =
  /<\/?(?:html|head|body|div|p|br|span|font|b|i|u|strong|em|a|img|table|tbody|tr|td|th|ul|ol|li|h[1-6]|style|script|meta|blockquote|pre|hr|svg|iframe|o:p)\b/i

// Control characters, and marks that change the direction of text.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed
const UNSEEN = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069\u200B\uFEFF]/g

/**
 * The visible text of a message, with its line breaks; HTML without tags, scripts and pictures. A message longer than
 * LONGEST_SOURCE is cut first. Never throws; takes linear time.
 */
export function plainText(message: string): string {
  const source = message.slice(0, LONGEST_SOURCE)
  const text = isHtml(source) ? textOfHtml(source) : source
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/\u00A0/g, ' ')
    .replace(UNSEEN, '')
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

/** Whether it has a tag that is closed. */
function isHtml(text: string): boolean {
  const at = text.search(TAG)
  return at >= 0 && text.includes('>', at)
}
