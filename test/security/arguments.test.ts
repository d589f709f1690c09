// Hostile arguments and environment variables, at the first start and at a second one.
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { expect } from 'vitest'
import { hardenCommandLine, REFUSED_SWITCHES, sandboxPages } from '../../app/outputs/window/hardening.ts'
import { createCommandLine } from '../../simulator/electron/command-line-switches.ts'
import { test } from '../e2e/stage/story.ts'

const MANY = 10_000
const many = Array.from({ length: MANY }, (_, at) => `--x${at}`)

/** Arguments of a second start, one list for each kind. */
const SECOND_STARTS: readonly (readonly string[])[] = [
  [],
  ['--inspect', '--inspect-brk=0.0.0.0:9229'],
  ['--demo'],
  ['--hidden'],
  ['--user-data-dir=/tmp/elsewhere', '--remote-debugging-port=9222'],
  ['https://evil.example/', 'javascript:alert(1)', 'file:///etc/passwd', 'tally-light://sign-out'],
  ['\0', '--demo\0', '\u202E', '\n--demo\n', '__proto__', '--__proto__=1'],
  ['x'.repeat(500_000)],
  many,
  ['--', '--quit', '--sign-out', '--erase-history'],
]

test(`a second start, whatever its arguments, only shows the window (${SECOND_STARTS.length} tried)`, async ({
  startSignedIn,
  fake,
  soon,
}) => {
  const app = await startSignedIn({ intervalSeconds: 600 })
  const before = await app.desktop()
  const asked = fake.requests.length
  for (const args of SECOND_STARTS) {
    await app.post('window', { action: 'close' })
    await app.post('second-instance', { args: [...args] })
    await soon(async () => (await app.desktop()).window?.visible).toBe(true)
    const after = await app.desktop()
    expect({ ...after, window: null, trayAfterMs: 0 }).toEqual({ ...before, window: null, trayAfterMs: 0 })
  }
  // Opening the window may poll; there must be no other request to Microsoft.
  for (const { path } of fake.requests.slice(asked)) expect(path).toMatch(/\/(?:me\/presence|token)$/)
})

test(`only arguments that the program knows have an effect (${MANY} tried at once)`, async ({
  start,
  soon,
}) => {
  const odd = [
    '--HIDDEN',
    '--hiddenly',
    '-hidden',
    '--demo=1',
    'demo',
    '--no-such-thing',
    'https://evil.example/',
  ]
  const app = await start({ args: [...odd, ...many].join(' ') })
  await soon(app.tooltip).toBe('Not set up yet')
  await soon(async () => (await app.desktop()).window?.visible).toBe(true)
  const { openedUrls, errors } = await app.desktop()
  expect({ openedUrls, errors }).toEqual({ openedUrls: [], errors: [] })
})

const everySwitch = REFUSED_SWITCHES.map((name) => `--${name}=1`)

test(`an installed program removes Chromium's switches for testing (${REFUSED_SWITCHES.length} switches tried)`, async ({
  start,
  soon,
  profile,
}) => {
  const front = {
    args: [...everySwitch, '--hidden'].join(' '),
    inFront: [join(import.meta.dirname, 'preloaded-switches.ts')],
  }
  const installed = await start({ ...front, packaged: profile })
  await soon(installed.output).toContain('switches left: 0\n')
  await installed.quit()
  const fromSources = await start(front)
  await soon(fromSources.output).toContain(`switches left: ${REFUSED_SWITCHES.length}\n`)
})

test('the list of switches is complete', () => {
  // Written again here, to check the list itself.
  expect([...REFUSED_SWITCHES].sort().join(' ')).toBe(
    'allow-file-access-from-files allow-running-insecure-content disable-site-isolation-trials disable-web-security ' +
      'host-resolver-rules host-rules ignore-certificate-errors ignore-certificate-errors-spki-list js-flags ' +
      'log-net-log net-log-capture-mode remote-allow-origins remote-debugging-address remote-debugging-pipe ' +
      'remote-debugging-port ssl-key-log-file unsafely-treat-insecure-origin-as-secure',
  )
})

test('other switches are kept', () => {
  const commandLine = createCommandLine([
    ...everySwitch,
    '--Remote-Debugging-PORT',
    '--lang=ru',
    '--proxy-server=proxy:8080',
  ])
  hardenCommandLine(commandLine)
  expect(REFUSED_SWITCHES.filter((name) => commandLine.hasSwitch(name))).toEqual([])
  expect([commandLine.getSwitchValue('lang'), commandLine.getSwitchValue('proxy-server')]).toEqual([
    'ru',
    'proxy:8080',
  ])
})

test.for([
  { args: [], enabled: 1 },
  { args: ['--hidden', '--lang=ru'], enabled: 1 },
  { args: ['--disable-gpu-sandbox'], enabled: 1 },
  { args: ['--no-sandbox'], enabled: 0 },
  { args: ['--hidden', '--no-sandbox', '--lang=ru'], enabled: 0 },
  { args: ['--NO-SANDBOX'], enabled: 0 },
])('the sandbox is enabled unless the command line has --no-sandbox: $args', ({ args, enabled }) => {
  let asked = 0
  sandboxPages({ commandLine: createCommandLine(args), enableSandbox: () => void asked++ })
  expect(asked).toBe(enabled)
})

test('an AppImage that is started with --no-sandbox keeps it', async ({ start, soon }) => {
  const inFront = [join(import.meta.dirname, 'preloaded-witness.ts')]
  const app = await start({ args: '--no-sandbox', inFront })
  await soon(app.output).toMatch(/^seen: .*"sandboxed":false.*"sandbox":true/m)
})

test('an installed program ignores the address of a Microsoft in its environment (1 tried)', async ({
  start,
  fake,
  profile,
  soon,
}) => {
  const app = await start({ packaged: profile, settings: { clientId: fake.clientId } })
  await app.menu('Sign in')
  // The browser is simulated; the program sends the code to the real Microsoft, which cannot be reached from here.
  await soon(async () => (await app.desktop()).openedUrls.length).toBe(1)
  // Without an answer the program gives up after its timeout of 10 s.
  await soon(app.tooltip, 30).toBe('Signed out')
  const { openedUrls } = await app.desktop()
  expect(openedUrls[0]).toMatch(/^https:\/\/login\.microsoftonline\.com\//)
  expect(fake.requests.filter(({ path }) => /\/token$|\/me\/presence$/.test(path))).toEqual([])
  expect(await app.light()).not.toBe('available')
})

test.skipIf(process.platform === 'win32')(
  'a pipe in place of the settings does not hold up the start',
  async ({ start, profile, soon }) => {
    execFileSync('mkfifo', [join(profile, 'settings.json')])
    const app = await start()
    await soon(app.tooltip).toBe('Not set up yet')
    expect((await app.desktop()).errors).toEqual([])
  },
)
