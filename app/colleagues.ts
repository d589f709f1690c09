// The colleagues: who is in the list, what Graph says of them with each own check, and whom to tell of.
import { type Answer, ok } from './microsoft/problem.ts'
import type { Colleague, Person, Telling } from './presence/colleague.ts'

export interface ColleagueList {
  findPeople(text: string): Promise<Answer<Person[]>>
  /** Rejects in plain words when the list is full. */
  addColleague(person: Person): void
  removeColleague(id: string): void
  arrangeColleagues(order: readonly Pick<Colleague, 'id' | 'group'>[]): void
  tellWhenAvailable(wish: { id: string; tell: Telling }): void
}

export function createColleagues(): ColleagueList {
  return {
    findPeople: async () => ok([]),
    addColleague() {},
    removeColleague() {},
    arrangeColleagues() {},
    tellWhenAvailable() {},
  }
}
