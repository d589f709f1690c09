// D-Bus messages, as far as one method call and its response need them ("D-Bus Specification", Message Protocol).
// Little-endian, like every processor that Electron runs on. Pure.

/** A variant that can be sent. */
type Value = string | boolean | readonly string[]

export interface Call {
  serial: number
  path: string
  interface: string
  member: string
  destination: string
  /** A string and a dictionary, the arguments of a portal's method. */
  body?: { text: string; options: Readonly<Record<string, Value>> }
}

/** Message types. */
export const MESSAGE = { call: 1, error: 3 }

const HEADER_FIELD = { path: 1, interface: 2, member: 3, error: 4, destination: 6, signature: 8 }

export interface Message {
  kind: number
  path: string | null
  interface: string | null
  member: string | null
  error: string | null
  signature: string
  body: Buffer
}

/** Builds the header or the body; alignment counts from its start. */
function createWriter() {
  const bytes: number[] = []
  const pad = (to: number) => {
    while (bytes.length % to !== 0) bytes.push(0)
  }
  const number = (value: number) => {
    pad(4)
    const four = Buffer.alloc(4)
    four.writeUInt32LE(value)
    bytes.push(...four)
  }
  const string = (text: string) => {
    const utf8 = Buffer.from(text)
    number(utf8.length)
    bytes.push(...utf8, 0)
  }
  const signature = (text: string) => {
    bytes.push(text.length, ...Buffer.from(text), 0)
  }
  /** The length does not include the padding before the first element. */
  const array = (alignment: number, write: () => void) => {
    number(0)
    const at = bytes.length - 4
    pad(alignment)
    const start = bytes.length
    write()
    const length = Buffer.alloc(4)
    length.writeUInt32LE(bytes.length - start)
    bytes.splice(at, 4, ...length)
  }
  const byte = (value: number) => {
    bytes.push(value)
  }
  return { bytes, pad, byte, number, string, signature, array }
}

/** The bytes of a method call. */
export function callBytes(call: Call): Buffer {
  const body = createWriter()
  if (call.body) {
    const { text, options } = call.body
    body.string(text)
    body.array(8, () => {
      for (const [key, value] of Object.entries(options)) {
        body.pad(8)
        body.string(key)
        if (typeof value === 'string') {
          body.signature('s')
          body.string(value)
        } else if (typeof value === 'boolean') {
          body.signature('b')
          body.number(value ? 1 : 0)
        } else {
          body.signature('as')
          body.array(4, () => value.forEach(body.string))
        }
      }
    })
  }
  const head = createWriter()
  for (const byte of ['l'.charCodeAt(0), MESSAGE.call, 0, 1]) head.byte(byte)
  head.number(body.bytes.length)
  head.number(call.serial)
  head.array(8, () => {
    const field = (code: number, type: string, write: () => void) => {
      head.pad(8)
      head.byte(code)
      head.signature(type)
      write()
    }
    field(HEADER_FIELD.path, 'o', () => head.string(call.path))
    field(HEADER_FIELD.interface, 's', () => head.string(call.interface))
    field(HEADER_FIELD.member, 's', () => head.string(call.member))
    field(HEADER_FIELD.destination, 's', () => head.string(call.destination))
    if (call.body) field(HEADER_FIELD.signature, 'g', () => head.signature('sa{sv}'))
  })
  head.pad(8)
  return Buffer.from([...head.bytes, ...body.bytes])
}

/** Reads from `bytes`; throws beyond their end. */
function createReader(bytes: Buffer) {
  let at = 0
  const pad = (to: number) => {
    at = Math.ceil(at / to) * to
  }
  const byte = () => bytes.readUInt8(at++)
  const number = () => {
    pad(4)
    at += 4
    return bytes.readUInt32LE(at - 4)
  }
  const text = (length: number) => {
    at += length + 1
    return bytes.toString('utf8', at - length - 1, at - 1)
  }
  const string = () => text(number())
  const signature = () => text(byte())
  /** A variant, by its own signature. Throws for types that a response does not use. */
  const variant = (): string | number | boolean => {
    const type = signature()
    if (type === 's' || type === 'o') return string()
    if (type === 'g') return signature()
    if (type === 'u') return number()
    if (type === 'b') return number() === 1
    throw new Error(`A value of the type ${type} was not expected`)
  }
  return { pad, byte, number, string, variant, position: () => at }
}

/** Bytes of the header's fixed part, which contains the lengths. */
const FIXED_HEADER = 16

/** The first message of `bytes` and the rest; null while it is incomplete. Throws for bytes that are not a message. */
export function readMessage(bytes: Buffer): { message: Message; rest: Buffer } | null {
  if (bytes.length < FIXED_HEADER) return null
  if (bytes[0] !== 'l'.charCodeAt(0)) throw new Error('A message of D-Bus was not little-endian')
  const bodyLength = bytes.readUInt32LE(4)
  const headEnd = FIXED_HEADER + bytes.readUInt32LE(12)
  const bodyStart = Math.ceil(headEnd / 8) * 8
  const end = bodyStart + bodyLength
  if (bytes.length < end) return null
  const fields = new Map<number, string | number | boolean>()
  const reader = createReader(bytes.subarray(0, headEnd))
  while (reader.position() < FIXED_HEADER) reader.byte()
  while (reader.position() < headEnd) {
    reader.pad(8)
    fields.set(reader.byte(), reader.variant())
  }
  const textOf = (code: number) => {
    const value = fields.get(code)
    return typeof value === 'string' ? value : null
  }
  return {
    message: {
      kind: bytes.readUInt8(1),
      path: textOf(HEADER_FIELD.path),
      interface: textOf(HEADER_FIELD.interface),
      member: textOf(HEADER_FIELD.member),
      error: textOf(HEADER_FIELD.error),
      signature: textOf(HEADER_FIELD.signature) ?? '',
      body: bytes.subarray(bodyStart, end),
    },
    rest: bytes.subarray(end),
  }
}

/** The body of a portal's Response signal; code 0: granted. Throws for another signature. */
export function readResponse({ signature, body }: Message): { code: number; results: Map<string, unknown> } {
  if (signature !== 'ua{sv}') throw new Error(`A response was of the type ${signature}`)
  const reader = createReader(body)
  const code = reader.number()
  const length = reader.number()
  reader.pad(8)
  const end = reader.position() + length
  const results = new Map<string, unknown>()
  while (reader.position() < end) {
    reader.pad(8)
    results.set(reader.string(), reader.variant())
  }
  return { code, results }
}
