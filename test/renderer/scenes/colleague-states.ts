// States of the Colleagues page: a small team with every kind of row, and a hundred colleagues.

import type { FeatureState } from '../../../app/model/account-state.ts'
import type { Colleague, ColleagueSighting } from '../../../app/model/colleague.ts'
import type { AccountView } from '../../../app/model/state.ts'
import { colleague, presence, seen } from '../../model/states.ts'
import { presence as answer, following, minutesAgo, NOW } from './window-states.ts'

const person = (number: number, name: string, group: string, given: Partial<Colleague> = {}): Colleague =>
  colleague(number, { name, address: `${name.split(' ')[0]?.toLowerCase()}@contoso.com`, group, ...given })

export const grace = person(1, 'Grace Hopper', 'Team', { tell: 'once' })
export const alan = person(2, 'Alan Turing', 'Team')
export const katherine = person(3, 'Katherine Johnson', 'Team', { tell: 'each-time' })
const edsger = person(4, 'Edsger Dijkstra', 'Design')
const barbara = person(5, 'Barbara Liskov', 'Design')
export const konrad = person(6, 'Konrad Zuse', '')

const sightings: Readonly<Record<string, ColleagueSighting>> = {
  [grace.id]: seen(presence('Busy', 'InAMeeting'), NOW - 10_000, { since: minutesAgo(15) }),
  [alan.id]: seen(presence('Available'), NOW - 10_000, { since: minutesAgo(42), witnessed: false }),
  [katherine.id]: seen(presence('Busy', 'InACall', true), NOW - 10_000, { since: minutesAgo(3) }),
  [edsger.id]: { kind: 'not-visible' },
  [barbara.id]: seen(presence('Away', 'Away', true), minutesAgo(9), { stale: true }),
}

const mine = following(answer('Available', 'Available'))

/** Signed in, on the Colleagues page, with this state of the feature. */
export const onPage = (
  feature: FeatureState,
  part: Partial<AccountView['colleagues']> = {},
  more: Partial<AccountView> = {},
): AccountView => ({
  ...mine,
  page: 'colleagues',
  features: { ...mine.features, colleagues: feature },
  colleagues: { people: [], seen: {}, problem: null, ...part },
  ...more,
})

export const team = onPage(
  { kind: 'on' },
  { people: [grace, alan, katherine, edsger, barbara, konrad], seen: sightings },
)

const LONG = 'Wolfeschlegelsteinhausenbergerdorff'
const ARABIC = 'عبد الرحمن بن محمد بن عبد العزيز السديري الحجازي'
/** Names and groups that are too long for a line, and right-to-left ones. */
export const longNames = onPage(
  { kind: 'on' },
  {
    people: [
      person(1, `Hubert Blaine ${LONG} the elder of ${LONG}`, LONG.repeat(2), { tell: 'once' }),
      person(2, LONG.repeat(7), LONG.repeat(2)),
      person(3, ARABIC, 'The people with whom I work on the second floor'),
      person(4, `${ARABIC} (Contoso)`, 'The people with whom I work on the second floor'),
      person(5, 'ש'.repeat(256), ARABIC),
      person(6, 'Konrad Zuse', ARABIC),
    ],
    seen: { [grace.id]: seen(presence('Busy', 'InACall', true), minutesAgo(9), { stale: true }) },
  },
)

const availabilities = ['Available', 'Busy', 'Away', 'DoNotDisturb', 'Offline'] as const
const hundred = Array.from({ length: 100 }, (_, number) =>
  colleague(number, { name: `Colleague ${number} of ours`, group: number < 60 ? 'Team' : 'Others' }),
)
export const full = onPage(
  { kind: 'on' },
  {
    people: hundred,
    seen: Object.fromEntries(
      hundred.map(({ id }, number) => [
        id,
        seen(presence(availabilities[number % availabilities.length] ?? ''), NOW, {
          since: minutesAgo(number),
        }),
      ]),
    ),
  },
)
