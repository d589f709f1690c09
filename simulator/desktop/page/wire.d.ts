/** A value as JSON text's worth: `undefined`, dates, maps, sets, bytes, errors and odd numbers survive. */
export function encode(value: unknown): unknown
/** What `encode` was given. */
export function decode(wire: unknown): unknown
