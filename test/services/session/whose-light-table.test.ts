// The requests for one presence in every version and cloud: each is sent by the feature that uses it, or the program says
// that it is not offered before it asks.
import { describe, expect, test } from 'vitest'
import { clouds } from '../../../app/microsoft/clouds.ts'
import { isOffered, type RequestName, requests } from '../../../app/model/graph-requests.ts'
import { cloudNames, graphVersions } from '../../../app/model/names.ts'
import { until } from '../../microsoft/sign-in/signing-in.ts'
import { grace, whoseLightWorld } from './whose-light-world.ts'

const rows = cloudNames.flatMap((cloud) => graphVersions.map((version) => ({ cloud, version })))
const ofOne = ['my-presence', 'presence-of-user', 'presence-of-communications'] as const
const isRowOffered = (name: RequestName) => (row: (typeof rows)[number]) =>
  isOffered(name, row.cloud, row.version)

test('each row belongs to a feature, and all three are offered in the same places', () => {
  expect(ofOne.map((name) => requests[name].feature)).toEqual(['own-presence', 'whose-light', 'whose-light'])
  for (const name of ofOne)
    expect(rows.filter(isRowOffered(name))).toEqual(rows.filter(isRowOffered('my-presence')))
})

describe('offered', () => {
  test.each(rows.filter(isRowOffered('my-presence')))('in $cloud, $version', async ({ cloud, version }) => {
    const { fake, start } = await whoseLightWorld({ cloud, graphVersion: version })
    const app = await start()
    const graph = `${clouds[cloud].graphHost}/${version}`
    await app.signIn()
    expect(app.light()).toBe('available')
    expect(app.asked()).toEqual([`${graph}/me/presence`])

    await app.switchColleagues(true)
    app.whoseLight.showLightOf(grace)
    await until(() => app.light() === 'presenting')
    expect(app.asked()).toEqual([`${graph}/users/${grace.id}/presence`])

    // The tenant refuses the one, and then the other.
    fake.fail('presence-of-user', { status: 403 }, Number.POSITIVE_INFINITY)
    await app.check()
    expect(app.asked()).toEqual([
      `${graph}/users/${grace.id}/presence`,
      `${graph}/communications/presences/${grace.id}`,
    ])
    await app.check()
    expect(app.asked()).toEqual([`${graph}/communications/presences/${grace.id}`])
    expect(app.light()).toBe('presenting')
    const tokens = [...fake.asked('presence-of-user'), ...fake.asked('presence-of-communications')]
    for (const { permissions } of tokens) expect(permissions).toContain('Presence.Read.All')
  })
})

describe('not offered', () => {
  test.each(rows.filter((row) => !isRowOffered('my-presence')(row)))(
    'in $cloud, $version',
    async ({ cloud, version }) => {
      const { fake, start } = await whoseLightWorld({ cloud, graphVersion: version })
      const app = await start()
      await app.signIn()
      if (clouds[cloud].hasPresence) {
        const pages = app.pages.length
        app.whoseLight.showLightOf(grace)
        await until(() => !app.following().checking)
        expect(app.following()).toMatchObject({
          person: grace,
          problem: { kind: 'not-in-this-cloud', request: 'presence-of-user', cloud, version },
        })
        expect(app.pages).toHaveLength(pages)
      } else {
        expect(app.store.getState().session).toMatchObject({ problem: { kind: 'cloud-without-presence' } })
        expect(app.pages).toEqual([])
      }
      expect(app.light()).toBe('attention')
      expect(fake.requests.filter(({ name }) => name !== undefined)).toEqual([])
    },
  )
})
