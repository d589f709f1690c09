// Lines put together from pieces of a text.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nextLines } from '../../../app/signals/microphone/text-lines.ts'

const longest = 20
const read = (pieces: readonly string[]) =>
  pieces.reduce(
    (read, piece) => {
      const { lines, unfinished } = nextLines(read.unfinished, piece, longest)
      return { lines: [...read.lines, ...lines], unfinished }
    },
    { lines: [] as string[], unfinished: '' },
  )

test('however a text is cut, it has the same lines', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('a', 'bc ', '\n', '\r\n', 'x'.repeat(30)), { maxLength: 12 }),
      (pieces) => {
        const text = pieces.join('')
        const lines = text.split('\n').map((line) => line.slice(0, longest))
        const ends = lines.slice(0, -1).map((line) => line.replace(/\r$/, ''))
        expect(read(pieces)).toEqual({ lines: ends, unfinished: lines.at(-1) })
        expect(read([...text])).toEqual(read(pieces))
      },
    ),
  )
})
