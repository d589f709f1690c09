// The order of the colleagues as it is made by hand: by groups, which stand in the order of their first member.
// Pure; nothing here loses anybody.
import type { Colleague } from './colleague.ts'

/** What one list in a small window can hold. */
export const MOST_COLLEAGUES = 100

/** What an order is made of. */
export type Placed = Pick<Colleague, 'id' | 'group'>

export interface Group<Member extends Placed> {
  /** '' stands for no group. */
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

/** Each stands where the order says, in the group that it says; whoever it does not name stays, at the end. */
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

/** One place within the group; null where there is none further. */
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

/** A whole group past the next one; null where there is none further. */
export function withGroupMoved<Member extends Placed>(
  people: readonly Member[],
  name: string,
  direction: Direction,
): Member[] | null {
  const groups = groupsOf(people)
  const place = groups.findIndex((group) => group.name === name)
  return moved(groups, place, direction)?.flatMap(({ members }) => members) ?? null
}

/** To the end of another group, which may be new. */
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
  return items.map((item, index) => (index === place ? other : index === to ? one : item))
}
