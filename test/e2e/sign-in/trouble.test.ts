// What goes wrong with Graph, the network and the computer: said in plain words, never hidden, and over by itself.
import { expect } from 'vitest'
import type { Fault } from '../../../simulator/microsoft/faults.ts'
import { presenceCases } from '../../model/cases.ts'
import { test } from '../stage/story.ts'

/** An answer of the case file that is no presence. */
function refusalOf(name: string): Fault {
  const found = presenceCases.find((one) => one.name === name)
  if (!found) throw new Error(`no case named ${name}`)
  const { status, headers, body } = found
  return { status, headers, body }
}

test.concurrent('passing faults, a lost network and a wrong clock are shown with what comes next, and forgotten with the next good answer', async ({
  startHeld,
  fake,
  soon,
  answered,
}) => {
  const app = await startHeld({ intervalSeconds: 600 })
  const window = await app.window()
  const faults: [fault: Fault, title: string, meaning: RegExp][] = [
    [{ status: 500 }, 'Microsoft has a fault', /graph\.microsoft\.com answered with error 500/],
    [{ status: 503, body: '<html>busy</html>' }, 'Microsoft has a fault', /error 503/],
    ['html', "The network answered in Microsoft's place", /a web page/],
    ['cut-short', 'The connection broke off', /stopped half-way/],
    ['huge', 'The answer was too large', /sent more than a presence can be/],
    ['reset', 'Microsoft cannot be reached', /no connection to graph\.microsoft\.com/],
    ['hang', 'Microsoft did not answer in time', /no complete answer within 10 seconds/],
  ]
  for (const [fault, title, meaning] of faults) {
    fake.fail('presence', fault, Number.POSITIVE_INFINITY)
    const before = fake.presenceRequests()
    await app.menu('Check now')
    await soon(fake.presenceRequests).toBe(before + 1)
    if (fault === 'hang') await app.pass(10_000)
    await window.getByRole('heading', { name: title }).waitFor()
    await window.getByText(meaning).waitFor()
    await window.getByText(/^Next check at \d\d:\d\d:\d\d$/).waitFor()
    // The last good answer is younger than two minutes: the light may keep it.
    expect(await app.light()).toBe('available')
    fake.mend()
    await app.passToNextClick()
    await app.menu('Check now')
    await soon(() => window.getByRole('heading', { name: title }).count()).toBe(0)
    await app.passToNextClick()
  }
  expect(await app.desktop()).toMatchObject({
    notifications: [],
    errors: [],
    openedUrls: [expect.any(String)],
  })

  // The network goes and comes back: shown at once, and asked again within seconds.
  await app.post('network', { online: false })
  // It is looked for every 2 s.
  await app.pass(2000)
  await window.getByRole('heading', { name: 'No network' }).waitFor()
  fake.presence = { availability: 'Busy', activity: 'Busy' }
  await app.post('network', { online: true })
  // And then up to 2 s of jitter.
  await app.pass(4000)
  await soon(app.light).toBe('busy')
  await soon(() => window.getByRole('heading', { name: 'No network' }).count()).toBe(0)

  // A clock that is off is told by how much, with the refusal that it may be the cause of.
  await answered(app)
  await app.passToNextClick()
  // Of a server whose clock is right, to a computer that is three days behind.
  const date = new Date(Date.now() + 3 * 24 * 3_600_000).toUTCString()
  fake.fail('presence', { status: 401, headers: { date } }, 2)
  const before = fake.requests.length
  await app.menu('Check now')
  // The second request of the click, with a fresh token, waits for its turn.
  await soon(() => fake.requests.length).toBe(before + 2)
  await app.pass(1100)
  await window.getByText("This computer's clock is 3 days behind Microsoft's.").waitFor()
  await window.getByRole('button', { name: 'Settings' }).click()
  await window.getByRole('button', { name: /^About / }).click()
  await window.getByRole('button', { name: 'Copy diagnostics' }).click()
  await soon(async () => (await app.desktop()).clipboard).toMatch(/^Clock: 2[56]\d{4} s behind Microsoft$/m)
})

test.concurrent('a claims challenge is answered with a token that has the claims, without a browser; a start without a network is no lost account', async ({
  startSignedIn,
  fake,
  soon,
}) => {
  const app = await startSignedIn({ intervalSeconds: 600 })
  fake.fail('presence', refusalOf('a claims challenge'))
  fake.presence = { availability: 'Busy', activity: 'Busy' }
  await app.menu('Check now')
  await soon(app.light).toBe('busy')
  const form = new URLSearchParams(fake.requests.findLast(({ method }) => method === 'POST')?.body)
  expect(JSON.parse(form.get('claims') ?? '{}')).toMatchObject({
    access_token: { nbf: { essential: true, value: '1604106651' }, xms_cc: { values: ['CP1'] } },
  })

  fake.fail('presence', { claims: '{"access_token":{"acrs":{"essential":true,"value":"c1"}}}' })
  fake.presence = { availability: 'Away', activity: 'Away' }
  await app.menu('Check now')
  await soon(app.light).toBe('away')
  expect(await app.desktop()).toMatchObject({ notifications: [], openedUrls: [expect.any(String)] })

  fake.presence = { availability: 'Available', activity: 'Available' }
  fake.fail('presence', 'reset', Number.POSITIVE_INFINITY)
  fake.fail('token', 'reset', Number.POSITIVE_INFINITY)
  const again = await app.restart()
  await soon(again.tooltip).toBe('Not known yet · Microsoft cannot be reached')
  expect(await again.light()).toBe('unknown')
  fake.mend()
  await again.post('power', { event: 'resume' })
  await soon(again.light).toBe('available')
})

test.concurrent('a revoked sign-in: attention, one notification, one menu entry, and the timer opens nothing', async ({
  needs,
  startSignedIn,
  fake,
  soon,
  answered,
}) => {
  needs('notifications')
  const app = await startSignedIn({ intervalSeconds: 5 }, { clock: 'controlled' })
  const window = await app.window()
  fake.revoke()
  await app.pass(5500)
  await soon(app.light).toBe('attention')
  await soon(app.tooltip).toBe('Sign in again')
  await window.getByText('Choose Sign in. Nothing opens before you do.').waitFor()

  // Three intervals, and all else that makes the app ask by itself.
  for (const event of ['suspend', 'resume', 'lock-screen', 'unlock-screen']) {
    await app.post('power', { event })
    await app.pass(5500)
    await answered(app)
  }
  await app.menu('Check now')
  await answered(app)
  await app.post('second-instance')
  await answered(app)
  const lost = await app.desktop()
  expect(lost.tray.icon).toBe('attention')
  expect(lost.openedUrls).toHaveLength(1)
  expect(lost.notifications).toMatchObject([{ title: 'Sign in again' }])
  expect(lost.menu.map(({ label }) => label).filter((label) => label === 'Sign in')).toHaveLength(1)

  await app.menu('Sign in')
  await soon(app.light).toBe('available')
  expect(await app.desktop()).toMatchObject({
    openedUrls: [expect.any(String), expect.any(String)],
    notifications: [{}],
  })
  fake.revoke()
  await app.menu('Check now')
  await soon(async () => (await app.desktop()).notifications.length).toBe(2)
})

const refusals = [
  { status: 401, times: 2, title: 'Microsoft does not accept the sign-in' },
  { status: 403, times: 1, title: 'A permission is missing' },
  { status: 400, times: 1, title: 'No presence for this account' },
  { status: 404, times: 1, title: 'No presence for this account' },
] as const

test.concurrent('refusals that pass (401, 403, 400, 404) cost neither the light nor a notification; those that last (401, 403) ask a person', async ({
  needs,
  startHeld,
  fake,
  soon,
  passUntil,
}) => {
  const app = await startHeld({ intervalSeconds: 600 })
  const window = await app.window()
  const heading = window.getByRole('heading', { name: 'Microsoft refused a check' })
  for (const { status, times, title } of refusals) {
    fake.presence = { availability: 'Busy', activity: 'InACall' }
    await app.menu('Check now')
    await soon(app.light).toBe('in-a-call')
    await app.passToNextClick()
    const before = fake.presenceRequests()
    fake.fail('presence', { status }, times)
    await app.menu('Check now')
    await soon(fake.presenceRequests).toBe(before + 1)
    // The second request of the click, with a fresh token, waits for its turn once the app has the first answer. No more time
    // may pass: it would be tried again.
    const asked = async () => {
      if (fake.presenceRequests() < before + times) await app.pass(100)
      return fake.presenceRequests()
    }
    await soon(asked).toBe(before + times)
    await window.getByText(`“${title}”`).waitFor()
    expect(await app.light(), `${status}`).toBe('in-a-call')
    fake.presence = { availability: 'Available', activity: 'Available' }
    // It asks again within seconds.
    const passedMs = await passUntil(app, async () => (await app.light()) === 'available', 20_000)
    expect(passedMs, `${status}`).toBeLessThan(20_000)
    await soon(() => heading.count()).toBe(0)
    expect((await app.desktop()).notifications, `${status}`).toEqual([])
    await app.passToNextClick()
  }

  // They are tried all the same, and end with an answer.
  needs('notifications')
  for (const [number, { status, title }] of refusals.slice(0, 2).entries()) {
    fake.fail('presence', { status }, Number.POSITIVE_INFINITY)
    await app.menu('Check now')
    const isAttention = async () => (await app.light()) === 'attention'
    expect(await passUntil(app, isAttention, 300_000), title).toBeGreaterThanOrEqual(60_000)
    expect(await app.tooltip()).toBe(title)
    expect((await app.desktop()).notifications.slice(number)).toMatchObject([{ title }])
    fake.mend()
    expect(await passUntil(app, async () => !(await isAttention()), 600_000), title).toBeLessThan(600_000)
    expect(await app.light()).toBe('available')
    expect((await app.desktop()).openedUrls).toHaveLength(1)
    await app.passToNextClick()
  }
})

test.concurrent('the very first answer of an account is believed, and tried again within seconds', async ({
  start,
  fake,
  soon,
  passUntil,
}) => {
  const app = await start({
    clock: 'controlled',
    settings: { clientId: fake.clientId, intervalSeconds: 600 },
  })
  fake.fail('presence', { status: 404 }, Number.POSITIVE_INFINITY)
  await app.menu('Sign in')
  await soon(app.light).toBe('attention')
  await soon(app.tooltip).toBe('No presence for this account')
  const window = await app.window()
  await window.getByText('Sign in with the work or school account that you use in Teams.').waitFor()
  fake.mend()
  await app.hold()
  expect(await passUntil(app, async () => (await app.light()) === 'available', 60_000)).toBeLessThan(60_000)
})

test.concurrent('a Retry-After of 2.128 seconds is kept to the millisecond; an error of the network says its cause', async ({
  startHeld,
  fake,
  soon,
  answered,
  needs,
}) => {
  needs('simulator')
  const app = await startHeld({ intervalSeconds: 600 })
  const window = await app.window()
  await window.getByRole('heading', { name: 'Available', exact: true }).waitFor()
  const before = fake.presenceRequests()
  fake.fail('presence', refusalOf('throttled, with a fractional Retry-After'))
  fake.presence = { availability: 'Busy', activity: 'Busy' }
  await app.menu('Check now')
  await window.getByRole('heading', { name: 'Microsoft asks to slow down' }).waitFor()
  await app.menu('Check now')
  await app.post('second-instance')
  await app.post('power', { event: 'resume' })
  await app.pass(2127)
  await answered(app)
  expect(fake.presenceRequests()).toBe(before + 1)
  // With up to a second of jitter.
  await app.pass(1001)
  await soon(app.light).toBe('busy')
  expect(fake.presenceRequests()).toBe(before + 2)

  // With the network's own name for it, also in the diagnostics.
  const errors: [name: string, title: string][] = [
    ['ERR_CERT_DATE_INVALID', "This computer's clock may be wrong"],
    ['ERR_CERT_AUTHORITY_INVALID', 'The certificate is not trusted'],
    ['ERR_SSL_CLIENT_AUTH_CERT_NEEDED', 'A certificate of this computer is asked for'],
    ['ERR_PROXY_CONNECTION_FAILED', 'The proxy cannot be reached'],
    ['ERR_TUNNEL_CONNECTION_FAILED', 'The proxy refused the connection'],
    ['ERR_PROXY_AUTH_REQUESTED', 'The proxy asks for a name and a password'],
    ['ERR_NAME_NOT_RESOLVED', "Microsoft's address was not found"],
    ['ERR_CONNECTION_REFUSED', 'The connection was refused'],
    ['ERR_SSL_PROTOCOL_ERROR', 'Microsoft cannot be reached'],
  ]
  for (const [error, title] of errors) {
    await app.post('network', { error })
    await app.passToNextClick()
    await app.menu('Check now')
    await window.getByRole('heading', { name: title }).waitFor()
    await window.getByText(`net::${error}`, { exact: true }).waitFor()
    await window.getByText('Tally Light keeps trying by itself.').waitFor()
  }
  await app.post('network', { error: 'ERR_CERT_DATE_INVALID' })
  await app.passToNextClick()
  await app.menu('Check now')
  await window.getByRole('heading', { name: "This computer's clock may be wrong" }).waitFor()
  await window.getByRole('button', { name: 'Settings' }).click()
  await window.getByRole('button', { name: /^About / }).click()
  await window.getByRole('button', { name: 'Copy diagnostics' }).click()
  await soon(async () => (await app.desktop()).clipboard).toContain(
    'Problem: certificate-date net::ERR_CERT_DATE_INVALID\nClock: ',
  )
  await app.post('network', { error: null })
  await app.passToNextClick()
  await app.menu('Check now')
  await soon(async () => (await app.desktop()).tray.tooltip).not.toContain('clock')
})

test.concurrent('sleep and wake: nothing is asked in between, and at once afterwards', async ({
  startHeld,
  fake,
  soon,
  answered,
}) => {
  const app = await startHeld({ intervalSeconds: 5 })
  await app.post('power', { event: 'suspend' })
  const before = fake.presenceRequests()
  await app.pass(60_000)
  await answered(app)
  expect(fake.presenceRequests()).toBe(before)
  fake.presence = { availability: 'Busy', activity: 'Busy' }
  await app.post('power', { event: 'resume' })
  // The return's own jitter; the next ordinary check would come after five seconds.
  await app.pass(2000)
  await soon(app.light).toBe('busy')
})

test.concurrent('a system that says offline wrongly keeps neither a click nor the light from the network', async ({
  startHeld,
  fake,
  soon,
  passUntil,
  answered,
  needs,
}) => {
  needs('simulator')
  const app = await startHeld({ intervalSeconds: 5 })
  const window = await app.window()
  const noNetwork = () => window.getByRole('heading', { name: 'No network' }).count()
  // The answer to a check that is on its way would speak for the network: the next one is more than four seconds away.
  const justChecked = async () => {
    const before = fake.presenceRequests()
    await passUntil(app, async () => fake.presenceRequests() > before, 8000)
    await answered(app)
  }
  await justChecked()
  await app.post('network', { said: false })
  await app.pass(2000)
  await soon(noNetwork).toBe(1)
  fake.presence = { availability: 'Busy', activity: 'Busy' }
  await app.menu('Check now')
  await soon(app.light).toBe('busy')
  await soon(noNetwork).toBe(0)

  // And without a click, within two minutes.
  await app.post('network', { said: null })
  await passUntil(app, async () => false, 10_000)
  await justChecked()
  await app.post('network', { said: false })
  await app.pass(2000)
  await soon(noNetwork).toBe(1)
  fake.presence = { availability: 'Away', activity: 'Away' }
  expect(await passUntil(app, async () => (await app.light()) === 'away', 130_000)).toBeLessThan(130_000)
})
