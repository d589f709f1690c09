// Feeds hostile input to every parser of external data: whether it throws, whether the result is valid, and how much
// processor time it takes.
import { createGraph } from '../../app/microsoft/graph/graph.ts'
import { readOthersPresence, readPresence } from '../../app/microsoft/graph/graph-presence.ts'
import { createNetwork } from '../../app/microsoft/network/network.ts'
import { findTenant } from '../../app/microsoft/sign-in/tenant.ts'
import { readPolicy } from '../../app/model/policy.ts'
import { readSettings } from '../../app/model/settings.ts'
import { recordSchema } from '../../app/model/timeline.ts'
import { acceleratorOf, isModifier } from '../../app/reading/accelerator.ts'
import { readClaimsChallenge } from '../../app/reading/claims-challenge.ts'
import { hideAddresses } from '../../app/reading/hide-addresses.ts'
import { hideNamed } from '../../app/reading/hide-named.ts'
import { hideSecrets } from '../../app/reading/hide-secrets.ts'
import { textOfHtml } from '../../app/reading/html-text.ts'
import { readHttpDate } from '../../app/reading/http-date.ts'
import { readJson } from '../../app/reading/json.ts'
import { momentSchema } from '../../app/reading/moment.ts'
import { entraNumbersIn, LONGEST_PAGE_TEXT } from '../../app/reading/numbers-on-page.ts'
import { oneLine } from '../../app/reading/one-line.ts'
import { plain } from '../../app/reading/plain.ts'
import { plainText } from '../../app/reading/plain-text.ts'
import { redacted, redactedText } from '../../app/reading/redacted.ts'
import { readRetryAfter } from '../../app/reading/retry-after.ts'
import { textIn } from '../../app/reading/text-in-bytes.ts'
import { zoneName, zoneOfRule, zoneWithOffset } from '../../app/reading/time-zone.ts'
import { readZonedMoment } from '../../app/reading/zoned-moment.ts'
import { createVirtualClock } from '../../test/support/virtual-clock.ts'
import { seededRandom } from '../random.ts'
import { hostileJson, hostileText } from './hostile-text.ts'

const NOW = Date.parse('2026-11-23T09:00:00Z')
/** The longest response that is read from Microsoft, and a longer one. */
const MEGABYTE = 1_000_000
/** The length at which the redactor truncates a text. */
const LOOKED_AT = 20_000

type Reader = (text: string, random: () => number) => unknown

const objectIn = (text: string): Record<string, unknown> => {
  const json = readJson(text)
  return typeof json === 'object' && json !== null ? { ...json } : {}
}

/** Each gets a text; parsers of values get several values made from it. */
export const readers: Readonly<Record<string, Reader>> = {
  readRetryAfter: (text) => readRetryAfter(text, NOW),
  readHttpDate,
  // The longest text that a command of the window can carry.
  entraNumbersIn: (text) => entraNumbersIn(text.slice(0, LONGEST_PAGE_TEXT)),
  readClaimsChallenge: (text) => {
    const claims = Buffer.from(text).toString('base64')
    return [text, claims].map((value) =>
      readClaimsChallenge(`error="insufficient_claims", claims="${value}"`),
    )
  },
  plainText,
  textOfHtml: (text) => textOfHtml(text.slice(0, 100_000)),
  oneLine,
  readJson: (text) => typeof readJson(text),
  // As UTF-8, as UTF-16, and truncated within a character.
  textIn: (text) => [
    textIn(Buffer.from(text)),
    textIn(Buffer.from(`\uFEFF${text}`, 'utf16le')),
    textIn(Buffer.from(text).subarray(1)),
  ],
  hideAddresses: (text) => hideAddresses(text.slice(0, LOOKED_AT), '[hidden]'),
  hideNamed: (text) => hideNamed(text.slice(0, LOOKED_AT), '[hidden]'),
  hideSecrets: (text) => hideSecrets(text.slice(0, LOOKED_AT)),
  redactedText,
  redacted: (text, random) => redacted(random() < 0.5 ? new Error(text) : [text, hostileJson(random)]),
  plain: (text, random) => [typeof plain([text]), typeof plain(hostileJson(random))],
  zoneName,
  zoneOfRule,
  zoneWithOffset: (_text, random) => zoneWithOffset(Math.round((random() - 0.5) * 4000)),
  acceleratorOf: (text, random) =>
    acceleratorOf({
      code: hostileText(random, 30),
      key: text,
      metaKey: random() < 0.5,
      ctrlKey: random() < 0.5,
      altKey: random() < 0.5,
      shiftKey: random() < 0.5,
    }),
  isModifier: (text) => isModifier({ code: text }),
  readZonedMoment: (text, random) => readZonedMoment(text, hostileText(random, 64)),
  readPresence: (text, random) => [
    readPresence(readJson(text)),
    readPresence({
      availability: text,
      activity: hostileText(random, 100),
      outOfOfficeSettings: { isOutOfOffice: true, message: text },
      statusMessage: {
        message: { content: text },
        expiryDateTime: { dateTime: text, timeZone: hostileText(random, 70) },
      },
    }),
    readPresence(hostileJson(random)),
  ],
  readOthersPresence: (text, random) => [
    readOthersPresence(readJson(text)),
    readOthersPresence(hostileJson(random)),
  ],
  momentSchema: (text) => momentSchema.safeParse(Number(text)).data,
  recordSchema: (text, random) => [
    recordSchema.safeParse(readJson(text)).data,
    recordSchema.safeParse({ at: Number(text), light: hostileText(random, 20) }).data,
  ],
  readSettings: (text, random) => [
    readSettings(objectIn(text)),
    readSettings({ clientId: text, tenant: text, notifications: [text], pausedUntil: hostileJson(random) }),
  ],
  readPolicy: (text, random) => [readPolicy(readJson(text)), readPolicy(hostileJson(random))],
}

interface ReadingFigures {
  /** Number of texts and responses parsed. */
  read: number
  /** Parsers that threw, with the start of the input. */
  threw: string[]
  /** Results with an invalid number. */
  strange: string[]
  /** By parser: the longest processor time of one input, ms, and the start of that input. */
  longest: Record<string, { ms: number; text: string }>
}

/**
 * Gives each parser a megabyte of each of `longPieces`, then `inputs` texts to the parsers in turn, every third as a response
 * of Graph or Entra.
 */
export async function readHostileInputs({
  inputs,
  seed,
  longPieces,
}: {
  inputs: number
  seed: number
  longPieces: readonly string[]
}): Promise<ReadingFigures> {
  const random = seededRandom(seed)
  const figures: ReadingFigures = { read: 0, threw: [], strange: [], longest: {} }
  const named = Object.entries(readers)

  async function measured(name: string, text: string, read: () => unknown) {
    figures.read += 1
    const shown = `${text.length} letters ${JSON.stringify(text.slice(0, 40))}`
    const begin = process.cpuUsage()
    try {
      if (!isSane(await read())) figures.strange.push(`${name}: ${shown}`)
    } catch (error) {
      figures.threw.push(`${name}: ${shown}: ${error}`)
    }
    const { user, system } = process.cpuUsage(begin)
    const ms = (user + system) / 1000
    if (ms > (figures.longest[name]?.ms ?? 0)) figures.longest[name] = { ms, text: shown }
  }

  for (const piece of longPieces) {
    const text = piece.repeat(MEGABYTE / piece.length)
    for (const [name, reader] of named) await measured(name, text, () => reader(text, random))
    await measured('an answer', text, () => answered(text, random))
  }
  for (let turn = 0; turn < inputs; turn += 1) {
    const text = random() < 0.3 ? JSON.stringify(hostileJson(random)) : hostileText(random, 5000)
    const [name, reader] = named[turn % named.length] ?? ['plainText', plainText]
    if (turn % 3 === 0) await measured('an answer', text, () => answered(text, random))
    else await measured(name, text, () => reader(text, random))
  }
  return figures
}

const statuses = [200, 200, 200, 204, 301, 400, 401, 403, 404, 429, 500, 503, 511]

/** The results for a response with this body, for each kind of request. */
async function answered(text: string, random: () => number): Promise<unknown> {
  const status = statuses[Math.floor(random() * statuses.length)] ?? 200
  const header = () => hostileText(random, 200).replace(/[^\t\x20-\x7e]/g, '')
  const headers = {
    'retry-after': header(),
    'www-authenticate': `Bearer error="insufficient_claims", claims="${header()}"`,
    'content-type': random() < 0.7 ? 'application/json' : header(),
  }
  const clock = createVirtualClock(NOW)
  const network = createNetwork({
    fetch: async () => new Response(status === 204 ? null : text, { status, headers }),
    isOnline: () => true,
    microsoftUrl: null,
    clock,
  })
  const graph = createGraph({
    network,
    cloud: 'global',
    version: () => 'v1.0',
    accessToken: async () => ({ ok: true, value: 'token' }),
    accountId: () => ID,
    nowMs: clock.nowMs,
  })
  switch (Math.floor(random() * 5)) {
    case 0:
      return findTenant(network, clock.nowMs, { tenant: 'contoso.com', cloud: 'global' })
    case 1:
      return graph.findPeople(text)
    case 2:
      return graph.presencesOf([ID])
    case 3:
      return graph.setStatusMessage(text.slice(0, 200), null)
    default:
      return graph.myPresence()
  }
}

const ID = '11111111-2222-4333-8444-555555555555'

/** Whether all numbers in it are finite. */
function isSane(value: unknown): boolean {
  if (typeof value === 'number') return Number.isFinite(value)
  if (typeof value !== 'object' || value === null) return true
  return Object.values(value instanceof Map ? [...value] : value).every(isSane)
}
