// The user's order of the colleagues, by groups, which are in the order of their first members. No operation removes a
// colleague.
import type { Colleague } from './colleague.ts'

/** As many as a list in a small window can show. */
export const MOST_COLLEAGUES = 100

/** The parts of a colleague that determine the order. */
export type Placed = Pick<Colleague, 'id' | 'group'>

export interface Group<Member extends Placed> {
  /** '' for no group. */
  name: string
  members: Member[]
}

export function groupsOf<Member extends Placed>(people: readonly Member[]): Group<Member>[] {
  const groups = new Map<string, Member[]>()
  for (const person of people) {
    const members = groups.get(person.group)
    if (members) members.push(person)
    else groups.set(person.group, [person])
  }
  return [...groups].map(([name, members]) => ({ name, members }))
}

/** Applies an order and its groups. Colleagues that are not in the order follow at the end. */
export function arranged<Member extends Placed>(
  people: readonly Member[],
  order: readonly Placed[],
): Member[] {
  const left = new Map(people.map((person) => [person.id, person]))
  const named = order.flatMap(({ id, group }) => {
    const person = left.get(id)
    left.delete(id)
    return person ? [{ ...person, group }] : []
  })
  return byGroup([...named, ...left.values()])
}

export type Direction = 'up' | 'down'

/** Moves a person by one place within the group; null at the end of the group. */
export function withPersonMoved<Member extends Placed>(
  people: readonly Member[],
  id: string,
  direction: Direction,
): Member[] | null {
  const groups = groupsOf(people)
  const group = groups.find(({ members }) => members.some((member) => member.id === id))
  const place = group?.members.findIndex((member) => member.id === id) ?? -1
  const members = group && moved(group.members, place, direction)
  return members ? groups.flatMap((other) => (other === group ? members : other.members)) : null
}

/** Moves a group by one place; null at the end of the list. */
export function withGroupMoved<Member extends Placed>(
  people: readonly Member[],
  name: string,
  direction: Direction,
): Member[] | null {
  const groups = groupsOf(people)
  const place = groups.findIndex((group) => group.name === name)
  return moved(groups, place, direction)?.flatMap(({ members }) => members) ?? null
}

/** Moves a person to the end of another group, which may be new. */
export function withGroupChanged<Member extends Placed>(
  people: readonly Member[],
  id: string,
  group: string,
): Member[] {
  const person = people.find((one) => one.id === id)
  const others = people.filter((one) => one !== person)
  return person ? byGroup([...others, { ...person, group }]) : [...people]
}

const byGroup = <Member extends Placed>(people: readonly Member[]): Member[] =>
  groupsOf(people).flatMap(({ members }) => members)

function moved<Item>(items: readonly Item[], place: number, direction: Direction): Item[] | null {
  const to = direction === 'up' ? place - 1 : place + 1
  const [one, other] = [items[place], items[to]]
  if (one === undefined || other === undefined) return null
  return items.with(place, other).with(to, one)
}
