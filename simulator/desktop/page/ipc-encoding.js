// Encodes the values of IPC messages as JSON. A value that JSON cannot express becomes ["type", …].

const plainNumber = (value) => Number.isFinite(value) && !Object.is(value, -0)

export function encode(value) {
  if (value === undefined) return ['undefined']
  if (typeof value === 'bigint') return ['bigint', String(value)]
  if (typeof value === 'number' && !plainNumber(value))
    return ['number', Object.is(value, -0) ? '-0' : String(value)]
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return ['array', ...value.map(encode)]
  if (value instanceof Date) return ['date', encode(value.getTime())]
  if (value instanceof Error) return ['error', value.message]
  if (value instanceof Map) return ['map', ...[...value].map(encode)]
  if (value instanceof Set) return ['set', ...[...value].map(encode)]
  if (ArrayBuffer.isView(value))
    return ['bytes', ...new Uint8Array(value.buffer, value.byteOffset, value.byteLength)]
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, encode(inner)]))
}

export function decode(wire) {
  if (typeof wire !== 'object' || wire === null) return wire
  if (!Array.isArray(wire)) {
    return Object.fromEntries(Object.entries(wire).map(([key, inner]) => [key, decode(inner)]))
  }
  const [name, ...rest] = wire
  switch (name) {
    case 'undefined':
      return undefined
    case 'bigint':
      return BigInt(rest[0])
    case 'number':
      return Number(rest[0])
    case 'array':
      return rest.map(decode)
    case 'date':
      return new Date(decode(rest[0]))
    case 'error':
      return new Error(rest[0])
    case 'map':
      return new Map(rest.map(decode))
    case 'set':
      return new Set(rest.map(decode))
    case 'bytes':
      return new Uint8Array(rest)
    default:
      throw new TypeError(`Not something encode() made: ${name}`)
  }
}
