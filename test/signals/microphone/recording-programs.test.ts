// What changes between two looks: the signals, and the programs in the state.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { appStateSchema } from '../../../app/model/state.ts'
import {
  changesBetween,
  type Program,
  programName,
  recordingSince,
} from '../../../app/signals/microphone/recording-programs.ts'

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

test('a program keeps the time of its first look, and begins anew after a look without it', () => {
  const first = recordingSince([], ['Zoom', 'Zoom', null], 1000)
  expect(first).toEqual([
    { program: 'Zoom', since: 1000 },
    { program: null, since: 1000 },
  ])
  const second = recordingSince(first, [null, 'Microsoft Teams'], 2000)
  expect(second).toEqual([
    { program: null, since: 1000 },
    { program: 'Microsoft Teams', since: 2000 },
  ])
  expect(recordingSince(second, ['Zoom'], 3000)).toEqual([{ program: 'Zoom', since: 3000 }])
})

test('any names in any number fit into the state, each once', () => {
  const names = fc.array(fc.string({ unit: 'binary', maxLength: 150 }), { maxLength: 50 })
  fc.assert(
    fc.property(names, fc.integer({ min: 0 }), (texts, nowMs) => {
      const recording = recordingSince([], texts.map(programName), nowMs)
      expect(appStateSchema.shape.recording.parse(recording)).toEqual(recording)
      expect(new Set(recording.map(({ program }) => program)).size).toBe(recording.length)
      for (const { program } of recording) expect(program ?? '').not.toMatch(/\p{Surrogate}/u)
    }),
  )
})
