// Messages as plain text: Outlook's automatic replies may be HTML, and nothing of it may reach a window as markup.
import { compile } from 'html-to-text'

// Only the tags that mail programs write count as HTML: "<anna@contoso.com>" and "1 < 2" are words of the author.
const MARKUP =
  /<\/?(?:html|head|body|div|p|br|span|font|b|i|u|strong|em|a|img|table|tbody|tr|td|th|ul|ol|li|h[1-6]|style|script|meta|blockquote|pre|hr|svg|iframe|o:p)\b[^>]*>/i

// Control characters, and the marks that turn the direction of what follows them.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed
const UNSEEN = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069\u200B\uFEFF]/g

/** What a person would read of a message, line breaks kept; HTML loses its tags, scripts and pictures. */
export function plainText(message: string): string {
  const text = MARKUP.test(message) ? textOfHtml(message) : message
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/\u00A0/g, ' ')
    .replace(UNSEEN, '')
    .replace(/[ \t]+$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

const compileForHtml = () =>
  compile({
    wordwrap: false,
    limits: { maxDepth: 50, maxInputLength: 100_000 },
    selectors: [
      { selector: 'img', format: 'skip' },
      { selector: 'a', options: { hideLinkHrefIfSameAsText: true, linkBrackets: ['(', ')'] } },
      ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({
        selector,
        options: { uppercase: false },
      })),
      { selector: 'table', format: 'block' },
    ],
  })

/** Compiled once, which takes longer than most messages, and not at a start, which seldom meets one. */
let compiled: ReturnType<typeof compileForHtml> | null = null

function textOfHtml(html: string): string {
  compiled ??= compileForHtml()
  return compiled(html)
}
