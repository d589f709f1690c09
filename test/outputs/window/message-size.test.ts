// The limit on the size of a message.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isWithin } from '../../../app/outputs/window/message-size.ts'

test.each<[message: unknown, size: number]>([
  [undefined, 1],
  ['', 1],
  ['abc', 4],
  [[], 1],
  [['ab', 'c'], 6],
  [{ ab: 1, c: [true] }, 7],
  [new Uint8Array(1000), 1],
  [new Map([['a', 'b']]), 1],
])('%j', (message, size) => {
  expect(isWithin(message, size)).toBe(true)
  expect(isWithin(message, size - 1)).toBe(false)
})

test('a cyclic object is too large', () => {
  const circle: unknown[] = []
  circle.push(circle, { circle })
  expect(isWithin(circle, 30_000)).toBe(false)
})

test('no message makes it throw', () => {
  fc.assert(
    fc.property(fc.anything({ withMap: true, withTypedArray: true, withSparseArray: true }), (message) => {
      expect(isWithin(message, 1_000_000)).toBe(true)
    }),
  )
})
