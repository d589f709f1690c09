// A WLED device on loopback: its JSON API, as wled00/json.cpp of WLED reads it.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { z } from 'zod'
import { closeServer } from '../close-server.ts'

const byte = z.number().int().min(0).max(255)
const segmentChange = z.strictObject({
  id: byte.optional(),
  on: z.boolean().optional(),
  bri: byte.optional(),
  frz: z.boolean().optional(),
  col: z
    .array(z.tuple([byte, byte, byte]))
    .max(3)
    .optional(),
  fx: byte.optional(),
  sx: byte.optional(),
  ix: byte.optional(),
  pal: byte.optional(),
})
/** The real device ignores what it does not know; here it is an error. */
const changeSchema = z.strictObject({
  on: z.boolean().optional(),
  bri: byte.optional(),
  v: z.boolean().optional(),
  seg: z.union([segmentChange, z.array(segmentChange)]).optional(),
})

interface WledSegment {
  id: number
  sel: boolean
  on: boolean
  bri: number
  frz: boolean
  col: number[][]
  fx: number
  sx: number
  ix: number
  pal: number
}

const segment = (id: number, sel: boolean): WledSegment => ({
  id,
  sel,
  on: true,
  bri: 255,
  frz: false,
  fx: 9,
  sx: 128,
  ix: 128,
  pal: 6,
  col: [
    [255, 160, 0],
    [0, 0, 0],
    [0, 0, 0],
  ],
})

/** The error numbers of WLED: busy (503), no JSON (400). */
const BUSY = { status: 503, body: { error: 3 } }
const NO_JSON = { status: 400, body: { error: 9 } }
/** What the web server of an ESP8266 accepts, in bytes. */
const LARGEST_BODY = 4096

export async function startFakeWled() {
  const state = { on: false, bri: 128, mainseg: 0, seg: [segment(0, true), segment(1, false)] }
  const requests: { method: string; path: string; body: string }[] = []
  /** The next answers; after them the device works. */
  const answers: { status: number; body: unknown; headers?: Record<string, string> }[] = []

  function applySegment(change: z.infer<typeof segmentChange>, targets: readonly WledSegment[]) {
    const { id: _, ...values } = change
    for (const target of targets) Object.assign(target, values)
  }

  function apply(text: string) {
    const read = changeSchema.safeParse(JSON.parse(text))
    if (!read.success) return NO_JSON
    const { on, bri, seg, v } = read.data
    if (bri !== undefined && bri > 0) state.bri = bri
    state.on = on ?? (bri === undefined ? state.on : bri > 0)
    if (Array.isArray(seg)) {
      for (const [index, one] of seg.entries())
        applySegment(
          one,
          state.seg.filter(({ id }) => id === (one.id ?? index)),
        )
    } else if (seg !== undefined) {
      // Without an id it is for all selected segments.
      applySegment(
        seg,
        state.seg.filter(({ id, sel }) => (seg.id === undefined ? sel : id === seg.id)),
      )
    }
    return { status: 200, body: v ? state : { success: true } }
  }

  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const text = Buffer.concat(chunks).toString()
    const { method = '', url: path = '', headers } = request
    requests.push({ method, path, body: text })
    const isRead = method === 'POST' && path === '/json/state' && headers['content-length'] !== undefined
    const answer = answers.shift() ?? (isRead && text.length <= LARGEST_BODY ? apply(text) : NO_JSON)
    response
      .writeHead(answer.status, {
        'content-type': 'application/json',
        ...('headers' in answer && answer.headers),
      })
      .end(typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))

  return {
    port: (server.address() as AddressInfo).port,
    /** What the device shows; a test can change it. */
    state,
    requests,
    /** The next answer instead of the device's own. */
    answerNext: (...next: typeof answers) => answers.push(...next),
    busy: BUSY,
    stop: () => closeServer(server),
  }
}
