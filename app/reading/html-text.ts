// Converts the HTML of mail programs to text in linear time: it uses only the tokenizer of htmlparser2. A parser that
// keeps the open elements takes quadratic time for many of them.
import { Tokenizer } from 'htmlparser2'

/** Elements whose content is not text of the message. */
const HIDDEN = new Set(['script', 'style', 'title', 'template', 'iframe', 'object', 'svg', 'math'])
/** Elements on lines of their own; PARAGRAPHS also have an empty line around them. */
const LINES = new Set([
  'div',
  'tr',
  'dt',
  'dd',
  'section',
  'article',
  'header',
  'footer',
  'address',
  'center',
])
const PARAGRAPHS = new Set([
  'p',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'ul',
  'ol',
  'table',
  'blockquote',
  'pre',
  'dl',
])
/** Lists that are nested deeper are numbered like their parents. */
const DEEPEST_LIST = 20
/** The longest link that is shown, in characters. */
const LONGEST_ADDRESS = 2000
/** More line breaks in a row are left out. */
const MOST_BREAKS = 3

/** The text of `html`, with its line breaks and lists, and each link followed by its address. Never throws. */
export function textOfHtml(html: string): string {
  const written = createWriter()
  const lists: { number: number | null }[] = []
  let tag = ''
  let attribute = ''
  let value = ''
  let href = ''
  let start = ''
  let link: { address: string; text: string } | null = null
  let hidden: string | null = null
  let pre = 0

  function say(text: string) {
    if (hidden) return
    if (link) link.text += text
    written.text(text, pre > 0)
  }

  function endLink() {
    if (!link) return
    const { address, text } = link
    link = null
    const shown = text.trim()
    if (address !== '' && address !== shown) say(` (${address})`)
  }

  function listItem() {
    written.breakLine(1)
    const list = lists.at(-1)
    const mark = list?.number == null ? '*' : `${list.number}.`
    if (list?.number != null) list.number += 1
    written.text(` ${mark} `, true)
  }

  function opened() {
    if (hidden) return
    if (HIDDEN.has(tag)) hidden = tag
    else if (tag === 'br') written.breakLine(1, true)
    else if (tag === 'hr') written.breakLine(2)
    else if (tag === 'li') listItem()
    else if (tag === 'td' || tag === 'th') written.text(' ', false)
    else if (tag === 'a') {
      endLink()
      link = { address: linkAddress(href), text: '' }
    }
    breakAround()
    if (tag === 'pre') pre += 1
    if ((tag === 'ol' || tag === 'ul') && lists.length < DEEPEST_LIST)
      lists.push({ number: tag === 'ol' ? firstNumber(start) : null })
  }

  function closed() {
    if (hidden) {
      if (tag === hidden) hidden = null
      return
    }
    if (tag === 'a') endLink()
    if (tag === 'pre') pre = Math.max(0, pre - 1)
    if (tag === 'ol' || tag === 'ul') lists.pop()
    breakAround()
  }

  function breakAround() {
    if (PARAGRAPHS.has(tag)) written.breakLine(lists.length > 0 ? 1 : 2)
    else if (LINES.has(tag)) written.breakLine(1)
  }

  const name = (from: number, to: number) => html.slice(from, to).toLowerCase()
  const tokens = new Tokenizer(
    { decodeEntities: true },
    {
      ontext: (from, to) => say(html.slice(from, to)),
      ontextentity: (code) => say(characterOf(code)),
      onopentagname(from, to) {
        tag = name(from, to)
        href = ''
        start = ''
      },
      onattribname(from, to) {
        attribute = name(from, to)
        value = ''
      },
      onattribdata(from, to) {
        value += html.slice(from, to)
      },
      onattribentity(code) {
        value += characterOf(code)
      },
      onattribend() {
        if (attribute === 'href') href = value
        if (attribute === 'start') start = value
      },
      onopentagend: opened,
      onselfclosingtag() {
        opened()
        if (hidden === tag) hidden = null
      },
      onclosetag(from, to) {
        tag = name(from, to)
        closed()
      },
      oncomment() {},
      oncdata() {},
      ondeclaration() {},
      onprocessinginstruction() {},
      onend() {},
    },
  )
  tokens.write(html)
  tokens.end()
  endLink()
  return written.whole()
}

/** Joins words and line breaks. White space becomes one space, and is removed at the start of a line. */
function createWriter() {
  const parts: string[] = []
  let breaks = 0
  let afterBlank = true

  function put(text: string) {
    if (breaks > 0 && parts.length > 0) parts.push('\n'.repeat(breaks))
    breaks = 0
    parts.push(text)
    afterBlank = text.endsWith(' ')
  }

  return {
    /** `isPreformatted`: white space is kept. */
    text(text: string, isPreformatted: boolean) {
      if (isPreformatted) return put(text)
      const words = text.replace(/[\s\u00A0]+/g, ' ')
      const shown = afterBlank && words.startsWith(' ') ? words.slice(1) : words
      if (shown !== '') put(shown)
    },
    /** Adds line breaks until there are `lines`; with `added`, adds `lines` more. */
    breakLine(lines: number, added = false) {
      breaks = Math.min(MOST_BREAKS, added ? breaks + lines : Math.max(breaks, lines))
      afterBlank = true
    },
    whole: () => parts.join(''),
  }
}

/** The address to show for a link; '' if it leads nowhere. */
function linkAddress(href: string): string {
  const address = href.trim().replace(/^mailto:/i, '')
  const leadsNowhere = /^(?:#|javascript:|data:|vbscript:)/i.test(address)
  return leadsNowhere || address.length > LONGEST_ADDRESS ? '' : address
}

/** The number in the attribute `start` of a list, if it is a whole number of a sensible size; else 1. */
const firstNumber = (start: string) => (/^\s*-?\d{1,6}\s*$/.test(start) ? Number(start) : 1)

/** The character of a character reference; '' if it is not valid. */
const characterOf = (code: number) =>
  Number.isInteger(code) && code >= 0 && code <= 0x10ffff ? String.fromCodePoint(code) : ''
