// The signals for what changes between two looks.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { changesBetween, type Program } from '../../../app/signals/microphone/recording-programs.ts'

test('one signal for each program that began or stopped, the ends first', () => {
  expect(changesBetween(['Zoom', 'Zoom', null], [null, 'Microsoft Teams', 'Microsoft Teams'])).toEqual([
    { kind: 'microphone-off', program: 'Zoom' },
    { kind: 'microphone-on', program: 'Microsoft Teams' },
  ])
  expect(changesBetween([null], [null, null])).toEqual([])
})

test('over any row of looks, each program begins and stops in turn', () => {
  const look = fc.array(fc.constantFrom<Program>('Microsoft Teams', 'Zoom', null), { maxLength: 5 })
  fc.assert(
    fc.property(fc.array(look, { maxLength: 10 }), (looks) => {
      const recording = new Set<Program>()
      let before: readonly Program[] = []
      for (const now of looks) {
        for (const { kind, program } of changesBetween(before, now)) {
          expect(recording.has(program)).toBe(kind === 'microphone-off')
          if (kind === 'microphone-on') recording.add(program)
          else recording.delete(program)
        }
        expect(recording).toEqual(new Set(now))
        before = now
      }
    }),
  )
})
