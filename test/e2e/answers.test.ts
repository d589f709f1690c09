// What Graph says of a presence, as the light takes it.
import { expect } from 'vitest'
import { test } from './story.ts'

test.concurrent('out of office is told by its word alone too, except beside a word that says more', async ({
  startHeld,
  fake,
  soon,
}) => {
  const app = await startHeld({ intervalSeconds: 600 })
  const told = [
    ['OutOfOffice', 'OutOfOffice', 'out-of-office', /^Out of office · since/],
    ['Busy', 'OutOfOffice', 'busy', /^Busy · since/],
    ['Away', 'OutOfOffice', 'out-of-office', /^Out of office · since/],
    ['Available', 'OutOfOffice', 'available', /^Available · since/],
  ] as const
  for (const [availability, activity, light, tooltip] of told) {
    fake.presence = { availability, activity }
    await app.menu('Check now')
    await soon(app.light).toBe(light)
    expect(await app.tooltip()).toMatch(tooltip)
    await app.pass(1100)
  }
})
