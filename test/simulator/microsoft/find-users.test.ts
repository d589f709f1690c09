// The search for users: what `/users` accepts and returns.
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type FakeMicrosoft, startFakeMicrosoft } from '../../../simulator/microsoft/fake-microsoft.ts'
import { createPeople } from '../../../simulator/microsoft/graph/people.ts'
import { askGraph } from './client.ts'

const EVENTUAL = { ConsistencyLevel: 'eventual' }
let fake: FakeMicrosoft

beforeEach(async () => {
  fake = await startFakeMicrosoft()
})
afterEach(() => fake.close())

const users = (query: Record<string, string>, headers = {}, permissions = 'User.ReadBasic.All') =>
  askGraph(fake, { path: `users?${new URLSearchParams(query)}`, headers, permissions })
const found = async (query: Record<string, string>, headers = {}): Promise<string[]> => {
  const body = await (await users(query, headers)).json()
  return body.value.map(({ displayName }: { displayName: string }) => displayName)
}

it.each([
  ["startswith(displayName,'gra')", ['Grace Hopper']],
  ["startswith(displayName, 'KATHERINE O''')", ["Katherine O'Johnson"]],
  ["mail eq 'Alan@contoso.example'", ['Alan Turing']],
  ["displayName eq 'Katherine O''Johnson'", ["Katherine O'Johnson"]],
  ["userPrincipalName eq 'alan@contoso'", []],
  ["startswith(surname,'tur') or startswith(mail,'grace')", ['Grace Hopper', 'Alan Turing']],
  [
    "startswith(mail,'a') and startswith(displayName,'ala') or surname eq 'hopper'",
    ['Grace Hopper', 'Alan Turing'],
  ],
  ["startswith(displayName,'a')", ['Ada Lovelace', 'Alan Turing']],
  ["startswith(displayName,'Edsger')", ['Edsger Dijkstra']],
  ["startswith(displayName,'Konrad')", []],
])('$filter %s', async ($filter, names) => {
  expect(await found({ $filter })).toEqual(names)
})

it.each([
  ['"displayName:hop gra"', ['Grace Hopper']],
  ['"displayName:op"', []],
  ['"displayName:johnson"', ["Katherine O'Johnson"]],
  ['"displayName:Guthr" OR "mail:alan"', ['Alan Turing']],
  ['"displayName:a" AND "mail:alan"', ['Alan Turing']],
  ['"displayName:\\"Ada\\""', ['Ada Lovelace']],
  ['"mail:\\alan"', ['Alan Turing']],
])('$search %s', async ($search, names) => {
  expect(await found({ $search }, EVENTUAL)).toEqual(names)
})

it.each([
  [{ $search: '"displayName:gra"' }, {}, 'ConsistencyLevel: eventual'],
  [{ $search: 'gra' }, EVENTUAL, '$search'],
  [{ $search: '"gra"' }, EVENTUAL, '$search'],
  [{ $search: '"displayName:a" or "mail:a"' }, EVENTUAL, '$search'],
  [{ $filter: "startswith(displayName,'O'J')" }, {}, 'filter'],
  [{ $filter: "contains(displayName,'a')" }, {}, 'filter'],
  [{ $filter: "displayName eq 'a' or" }, {}, 'filter'],
  [{ $filter: "displayName eq 'a')" }, {}, 'filter'],
  [{ $filter: "endswith(mail,'example')" }, {}, 'Unsupported Query'],
  [{ $filter: "endswith(mail,'example')", $count: 'true' }, {}, 'Unsupported Query'],
  [{ $filter: "endswith(mail,'example')" }, EVENTUAL, 'Unsupported Query'],
  [{ $filter: "startswith(mail,'a')", $orderby: 'displayName' }, {}, 'Sorting'],
  [{ $filter: "shoeSize eq '42'" }, {}, 'shoeSize'],
  [{ $select: 'id,shoeSize' }, {}, 'shoeSize'],
  [{ $top: '0' }, {}, 'page size'],
  [{ $top: '1000' }, {}, 'page size'],
  [{ $skip: '1' }, {}, '$skip'],
])('refuses %j with %j', async (query, headers, why) => {
  const response = await users(query, headers)
  expect(response.status).toBe(400)
  expect((await response.json()).error.message).toContain(why)
})

it('sorts and counts in an advanced query', async () => {
  const query = { $filter: "endswith(mail,'contoso.example')", $orderby: 'displayName desc', $count: 'true' }
  expect(await found({ ...query, $top: '2' }, EVENTUAL)).toEqual(["Katherine O'Johnson", 'Grace Hopper'])
  expect(await (await users({ ...query, $top: '2' }, EVENTUAL)).json()).toMatchObject({ '@odata.count': 5 })
})

it('returns the selected properties, and 100 users by default', async () => {
  const body = await (await users({ $filter: "surname eq 'Hopper'", $select: 'id,displayName' })).json()
  expect(body.value).toEqual([{ id: '66825e03-7ef5-42da-9069-724602c31f6b', displayName: 'Grace Hopper' }])
  const whole = await (await users({ $filter: "surname eq 'Hopper'" })).json()
  expect(whole.value[0]).toMatchObject({ jobTitle: 'Rear Admiral', mobilePhone: null, businessPhones: [] })
  expect(whole.value[0]).not.toHaveProperty('presence')
  fake.people = createPeople(150)
  expect(await found({})).toHaveLength(100)
  expect(await found({ $top: '10' })).toHaveLength(10)
})

it.each([
  ['User.ReadBasic.All', 200],
  ['User.Read.All', 200],
  ['User.Read', 403],
  ['Presence.Read.All', 403],
])('with %s: %i', async (permissions, status) => {
  expect((await users({}, {}, permissions)).status).toBe(status)
})

it.each([
  ['login.microsoftonline.com', 'graph.microsoft.com', 'beta', 200],
  ['login.microsoftonline.us', 'graph.microsoft.us', 'v1.0', 200],
  ['login.microsoftonline.us', 'graph.microsoft.us', 'beta', 200],
  ['login.microsoftonline.us', 'graph.microsoft.us', 'v2.0', 404],
  ['login.partner.microsoftonline.cn', 'microsoftgraph.chinacloudapi.cn', 'v1.0', 200],
])('%s: %s %s: %i', async (login, host, version, status) => {
  const token = fake.accessToken('User.ReadBasic.All', login)
  expect((await askGraph(fake, { path: 'users', host, version, token })).status).toBe(status)
})
