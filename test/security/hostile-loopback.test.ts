// A short run of the attack on the sign-in's port in bench/hostile/hostile-loopback.ts.
import { expect, test } from 'vitest'
import { attackLoopback } from '../../bench/hostile/hostile-loopback.ts'

const REQUESTS = 400

test(`raw requests of every kind change nothing: the user signs in (${REQUESTS} tried)`, async () => {
  const seed = Number(process.env.TALLY_LIGHT_SEED ?? Date.now()) >>> 0
  const figures = await attackLoopback({ requests: REQUESTS, seed })
  expect(figures, `seed ${seed}`).toMatchObject({ sent: REQUESTS, signedIn: true, uncaught: 0 })
  // All kinds of faults occurred.
  expect(Object.keys(figures.byStatus)).toEqual(expect.arrayContaining(['400', '405', '415']))
  expect(figures.byStatus).not.toHaveProperty('200')
})
