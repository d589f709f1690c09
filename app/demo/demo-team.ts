// The demo's colleagues: made-up people whose lights change, and a made-up organisation to search.

import type { People } from '../microsoft/graph/people.ts'
import type { Presences, Sighting } from '../microsoft/graph/presences.ts'
import type { Colleague, Person } from '../model/colleague.ts'
import { plainPresence } from '../model/following.ts'
import { ok } from '../model/problems/problem.ts'
import type { Clock } from '../model/timing/clock.ts'
import { SCENE_MS } from './demo-day.ts'

type Day = readonly (readonly [availability: string, activity: string])[]

const days: readonly Day[] = [
  [
    ['Available', 'Available'],
    ['Busy', 'InAMeeting'],
    ['Busy', 'InACall'],
  ],
  [
    ['Busy', 'InACall'],
    ['Available', 'Available'],
  ],
  [
    ['DoNotDisturb', 'Presenting'],
    ['Busy', 'InAMeeting'],
    ['Available', 'Available'],
  ],
  [
    ['Away', 'Away'],
    ['Available', 'Available'],
    ['BeRightBack', 'BeRightBack'],
  ],
  [['Offline', 'OffWork']],
  [
    ['DoNotDisturb', 'Focusing'],
    ['Available', 'Available'],
  ],
]
/** The number of scenes of the demo day for which a colleague keeps a light. */
const SCENES_PER_LIGHT = 3

const person = (number: number, name: string): Person => ({
  id: `deadbeef-0000-4000-8000-${String(number).padStart(12, '0')}`,
  name,
  address: `${name.split(' ')[0]?.toLowerCase()}@demo.example`,
})

const names = [
  'Grace Hopper',
  'Alan Turing',
  'Katherine Johnson',
  'Edsger Dijkstra',
  'Barbara Liskov',
  'Ada Lovelace',
  'Donald Knuth',
  'Margaret Hamilton',
  'John McCarthy',
  'Hedy Lamarr',
  'Dennis Ritchie',
  'Radia Perlman',
]
const organisation = names.map((name, number) => person(number, name))
const NOT_VISIBLE = organisation[3]?.id
const ON_LEAVE = organisation[4]?.id

export interface DemoTeam extends Pick<Presences, 'presenceOf' | 'presencesOf'>, People {
  /** The list of colleagues at the start of the demo. */
  people: readonly Colleague[]
}

export function createDemoTeam(clock: Pick<Clock, 'nowMs'>): DemoTeam {
  function sightingOf(id: string): Sighting {
    if (id === NOT_VISIBLE) return { kind: 'not-visible' }
    const number = organisation.findIndex((one) => one.id === id)
    const day = days[number % days.length] ?? []
    const step = Math.floor(clock.nowMs() / (SCENES_PER_LIGHT * SCENE_MS)) + number
    const [availability, activity] = day[step % day.length] ?? ['PresenceUnknown', 'PresenceUnknown']
    return { kind: 'seen', presence: plainPresence({ availability, activity }, id === ON_LEAVE) }
  }
  return {
    people: organisation.slice(0, 7).map((one, number) => ({
      ...one,
      group: number < 4 ? 'Team' : 'Design',
      // There are no notifications of made-up people.
      tell: 'never',
    })),
    presenceOf: async (id) => ok(sightingOf(id)),
    presencesOf: async (ids) => ok(new Map(ids.map((id) => [id, sightingOf(id)]))),
    async findPeople(text) {
      const wanted = text.trim().toLowerCase()
      const begins = (whole: string) => whole.toLowerCase().startsWith(wanted)
      return ok(
        organisation.filter(
          ({ name, address }) => name.split(' ').some(begins) || begins(address) || begins(name),
        ),
      )
    },
  }
}
