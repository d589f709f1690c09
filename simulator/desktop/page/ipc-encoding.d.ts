/** Encodes a value for JSON and keeps `undefined`, dates, maps, sets, bytes, errors, NaN, infinities and -0. */
export function encode(value: unknown): unknown
/** Reverses `encode`. */
export function decode(wire: unknown): unknown
