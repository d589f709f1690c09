// The user's order of colleagues: no operation loses or duplicates a colleague.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  arranged,
  groupsOf,
  type Placed,
  withGroupChanged,
  withGroupMoved,
  withPersonMoved,
} from '../../app/model/colleague-order.ts'

/** Parses a list such as "a b|Team:c". */
function list(text: string): Placed[] {
  return text.split('|').flatMap((part) => {
    const [members = '', group = ''] = part.split(':').reverse()
    return members
      .split(' ')
      .filter(Boolean)
      .map((id) => ({ id, group }))
  })
}
const formatted = (people: readonly Placed[] | null) =>
  people === null
    ? null
    : groupsOf(people)
        .map(
          ({ name, members }) => `${name === '' ? '' : `${name}:`}${members.map(({ id }) => id).join(' ')}`,
        )
        .join('|')

const some = list('a b|Team:c d e|Design:f')

describe('moving', () => {
  test.each([
    ['b', 'up', 'b a|Team:c d e|Design:f'],
    ['a', 'down', 'b a|Team:c d e|Design:f'],
    ['d', 'down', 'a b|Team:c e d|Design:f'],
    ['a', 'up', null],
    ['b', 'down', null],
    ['c', 'up', null],
    ['f', 'down', null],
    ['nobody', 'up', null],
  ] as const)('%s %s', (id, direction, after) => {
    expect(formatted(withPersonMoved(some, id, direction))).toBe(after)
  })

  test.each([
    ['Team', 'up', 'Team:c d e|a b|Design:f'],
    ['', 'down', 'Team:c d e|a b|Design:f'],
    ['Design', 'up', 'a b|Design:f|Team:c d e'],
    ['Design', 'down', null],
    ['', 'up', null],
    ['None', 'up', null],
  ] as const)('the group %s %s', (name, direction, after) => {
    expect(formatted(withGroupMoved(some, name, direction))).toBe(after)
  })

  test.each([
    ['a', 'Team', 'b|Team:c d e a|Design:f'],
    ['f', '', 'a b f|Team:c d e'],
    ['f', 'New', 'a b|Team:c d e|New:f'],
    ['nobody', 'Team', 'a b|Team:c d e|Design:f'],
  ])('%s into %s', (id, group, after) => {
    expect(formatted(withGroupChanged(some, id, group))).toBe(after)
  })
})

test('colleagues that are not in an order stay at the end, and it adds nobody', () => {
  const order = list('f nobody f|New:a')
  expect(formatted(arranged(some, order))).toBe('f b|New:a|Team:c d e')
})

const placed: fc.Arbitrary<Placed> = fc.record({
  id: fc.constantFrom(...'abcdefghij'),
  group: fc.constantFrom('', 'Team', 'Design', 'Sales'),
})
const people = fc.uniqueArray(placed, { selector: ({ id }) => id })
const direction = fc.constantFrom('up' as const, 'down' as const)
type Step = (before: Placed[]) => Placed[]
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.array(placed).map(
    (order): Step =>
      (before) =>
        arranged(before, order),
  ),
  fc.tuple(placed, direction).map(
    ([{ id }, to]) =>
      (before: Placed[]) =>
        withPersonMoved(before, id, to) ?? before,
  ),
  fc.tuple(placed, direction).map(
    ([{ group }, to]) =>
      (before: Placed[]) =>
        withGroupMoved(before, group, to) ?? before,
  ),
  placed.map(
    ({ id, group }) =>
      (before: Placed[]) =>
        withGroupChanged(before, id, group),
  ),
)

test('no sequence of operations loses or duplicates a colleague', () => {
  fc.assert(
    fc.property(people, fc.array(step, { maxLength: 20 }), (before, steps) => {
      const after = steps.reduce<Placed[]>((now, act) => act(now), before)
      const ids = (list: Placed[]) => list.map(({ id }) => id).sort()
      expect(ids(after)).toEqual(ids(before))
    }),
  )
})

test('a move there and back changes nothing', () => {
  fc.assert(
    fc.property(people, placed, (some, { id, group }) => {
      const before = arranged(some, [])
      const down = withPersonMoved(before, id, 'down')
      if (down) expect(withPersonMoved(down, id, 'up')).toEqual(before)
      const below = withGroupMoved(before, group, 'down')
      if (below) expect(withGroupMoved(below, group, 'up')).toEqual(before)
    }),
  )
})
