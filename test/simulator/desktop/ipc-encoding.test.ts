import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decode, encode } from '../../../simulator/desktop/page/ipc-encoding.js'

const roundTrip = (value: unknown) => decode(JSON.parse(JSON.stringify(encode(value))))

test('all values of a message are decoded to the same values', () => {
  const value = fc.anything({
    withBigInt: true,
    withDate: true,
    withMap: true,
    withSet: true,
    withTypedArray: false,
  })
  // Prototypes are lost, as in Electron.
  const plain = value.map((one) => structuredClone(one))
  fc.assert(fc.property(plain, (one) => void expect(roundTrip(one)).toEqual(one)))
})

test.each([
  [{ a: undefined, b: [undefined, null] }],
  [['undefined']],
  [[Number.NaN, Number.NEGATIVE_INFINITY, -0]],
  [new Date(Number.NaN)],
  [new Uint8Array([1, 255])],
])('%j keeps what JSON would lose', (value) => {
  expect(roundTrip(value)).toStrictEqual(value)
})
