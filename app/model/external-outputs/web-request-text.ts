// Fills the placeholders of a web request's address, headers and body, so that no value changes their structure. Pure, and
// without a library: the window imports this file.
import type { Problem } from '../problems/problem.ts'
import { fill, type PlaceholderValues, sampleValues } from './placeholders.ts'

/** Lone surrogates, which have no UTF-8, become U+FFFD. */
const wellFormed = (text: string) => text.replace(/\p{Cs}/gu, '\ufffd')

/**
 * "." and ".." would change the path, also if they were percent-encoded ("URL Standard", double-dot path segment), so their
 * dots become U+2024.
 */
const inAddress = (value: string) =>
  encodeURIComponent(wellFormed(value).replace(/^\.{1,2}$/, (dots) => '\u2024'.repeat(dots.length)))

const urlOf = (template: string, values: PlaceholderValues): URL | null => {
  const text = fill(template, values, inAddress)
  return URL.canParse(text) ? new URL(text) : null
}

const beforeThePath = ({ origin, username, password }: URL) => [origin, username, password].join('\n')

/**
 * The address with percent-encoded values; null if it is not an http or https address, or if a placeholder is in front of its
 * path, where a value could change the host.
 */
export function addressIn(template: string, values: PlaceholderValues): URL | null {
  const url = urlOf(template, values)
  if (!url || !/^https?:$/.test(url.protocol)) return null
  const before = beforeThePath(url)
  const isFixed = sampleValues.every((sample) => {
    const other = urlOf(template, sample)
    return other !== null && beforeThePath(other) === before
  })
  return isFixed ? url : null
}

/** Names in lower case. */
export type HeaderValues = Readonly<Record<string, string>>

/** Headers of the connection, which the program sets ("HTTP Semantics", RFC 9110, 7.6.1; "HTTP/1.1", RFC 9112, 6). */
const reserved: ReadonlySet<string> = new Set([
  'connection',
  'content-length',
  'expect',
  'host',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
])

/** A field name and value ("HTTP Semantics", RFC 9110, 5.1 and 5.5), of visible ASCII, spaces and tabs. */
const HEADER = /^([!#$%&'*+.^_`|~\w-]+):[ \t]*([\t\x20-\x7e]*)$/

/** A header can contain neither line breaks nor, in all servers, other characters than ASCII. */
const inHeader = (value: string) => wellFormed(value).replace(/[^\x20-\x24\x26-\x7e]+/gu, encodeURIComponent)

/**
 * The headers of lines "Name: value"; null if a line is not a header or sets one of the connection. In values,
 * percent signs and everything but visible ASCII and spaces is percent-encoded. A repeated name becomes one list, of cookies as
 * "HTTP State Management Mechanism" (RFC 6265, 4.2.1) has it.
 */
export function headersIn(lines: string, values: PlaceholderValues): HeaderValues | null {
  const headers = new Map<string, string>()
  for (const line of lines.split(/\r\n|\r|\n/)) {
    if (line.trim() === '') continue
    const [, written, template] = HEADER.exec(line) ?? []
    if (written === undefined || template === undefined) return null
    const name = written.toLowerCase()
    if (reserved.has(name)) return null
    const value = fill(template, values, inHeader).trim()
    const before = headers.get(name)
    const separator = name === 'cookie' ? '; ' : ', '
    headers.set(name, before === undefined ? value : `${before}${separator}${value}`)
  }
  return Object.fromEntries(headers)
}

const inString = (value: string) => JSON.stringify(wellFormed(value)).slice(1, -1)
/** Outside a string a text would be no JSON, or any JSON. */
const bareValue = /^(?:\d+|true|false)$/
/** A JSON string ("The JavaScript Object Notation (JSON) Data Interchange Format", RFC 8259, 7), or what is between two. */
const STRINGS_AND_REST = /"(?:[^"\\]|\\[\s\S])*"|[^"]+/g

/**
 * The JSON text with escaped values; null if it is not JSON, or if a placeholder of a text is not within quotes. Empty if the
 * template is empty: there is no body.
 */
export function bodyIn(template: string, values: PlaceholderValues): string | null {
  if (template.trim() === '') return ''
  if (!sampleValues.every((sample) => isJson(filledBody(template, sample)))) return null
  return filledBody(template, values)
}

const filledBody = (template: string, values: PlaceholderValues) =>
  template.replace(STRINGS_AND_REST, (part) =>
    part.startsWith('"')
      ? fill(part, values, inString)
      : // A text becomes a character that is not JSON.
        fill(part, values, (value) => (bareValue.test(value) ? value : '?')),
  )

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

export interface WebRequestText {
  address: string
  headers: string
  body: string
}

/** Why a request with these texts cannot be sent; null if it can. For a form, and for settings that were edited by hand. */
export function webRequestProblem({ address, headers, body }: WebRequestText): Problem | null {
  const refuse = (
    kind: 'output-address-invalid' | 'output-headers-invalid' | 'output-body-invalid',
  ): Problem => ({ kind, next: 'person' })
  const [sample] = sampleValues
  if (!sample || !addressIn(address, sample)) return refuse('output-address-invalid')
  if (!headersIn(headers, sample)) return refuse('output-headers-invalid')
  return bodyIn(body, sample) === null ? refuse('output-body-invalid') : null
}
