import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { readCommandLine, UsageError } from '../../../simulator/command-line.ts'
import { fixtureApp, spawnSimulator, startSimulator } from '../start-simulator.ts'

const tellsAll = `
import { app, nativeImage, Tray } from 'electron'
import { createRequire } from 'node:module'
console.log('the app says hello')
app.whenReady().then(() => {
  const required = createRequire(import.meta.url)('electron')
  const tray = new Tray(import.meta.dirname + '/picture.png')
  tray.setToolTip(JSON.stringify({
    argv: process.argv.slice(1), one: required.app === app, locale: app.getLocale(), hidden: app.commandLine.hasSwitch('hidden'),
    userData: app.getPath('userData'), logs: app.getPath('logs'), config: process.env.XDG_CONFIG_HOME,
    microsoft: process.env.TALLY_LIGHT_MICROSOFT ?? null, name: app.name, version: app.getVersion(),
  }))
})`

describe('options', () => {
  test('have defaults', () => {
    expect(readCommandLine([])).toEqual({
      port: 0,
      profile: null,
      settings: null,
      microsoft: null,
      args: [],
      browserIsManual: false,
      keyring: 'unlocked',
      lockIsTaken: false,
      packaged: null,
      policy: null,
      hours: '24',
      app: null,
    })
  })

  test('take values that look like options', () => {
    expect(readCommandLine(['--args', '--hidden --lang=ru', '--port', '8123'])).toMatchObject({
      args: ['--hidden', '--lang=ru'],
      port: 8123,
    })
  })

  test.each([
    [['--port', 'many'], /--port must be a number/],
    [['--settings', '{'], /--settings is not JSON/],
    [['--settings', '[1]'], /--settings must be a JSON object/],
    [['--microsoft', 'ftp://x'], /--microsoft must be an http URL/],
    [['--browser', 'firefox'], /--browser can only be manual/],
    [['--keyring', 'lost'], /--keyring must be one of/],
    [['--system', 'beos'], /--system must be one of windows, macos/],
    [['--hours', '13'], /--hours must be 12 or 24/],
    [['--lock', 'free'], /--lock can only be taken/],
    [['--args', '"open'], /--args unfinished/],
    [['--args', "it's"], /--args unfinished/],
    [['--args', 'end\\'], /--args unfinished/],
    [['--unheard-of'], /--unheard-of/],
  ])('%j are refused in one line', (argv, message) => {
    const read = () => readCommandLine(argv)
    expect(read).toThrow(UsageError)
    expect(read).toThrow(message)
    expect(read).not.toThrow(/\n/)
  })

  test.each([
    ['--hidden', ['--hidden']],
    [`a "b c" 'd "e"' f\\ g --x="y z"`, ['a', 'b c', 'd "e"', 'f g', '--x=y z']],
    [`"" ''`, ['', '']],
    ['   ', []],
  ])('--args %j are words as a shell has them', (line, words) => {
    expect(readCommandLine(['--args', line]).args).toEqual(words)
  })

  test('that are invalid end the process with code 2', async () => {
    const { ended, stderr, stdout } = spawnSimulator(['--settings', 'no'])
    expect(await ended()).toBe(2)
    expect(stderr()).toBe('simulator: --settings is not JSON\n')
    expect(stdout()).toBe('')
  })
})

describe('the app', () => {
  test('gets its arguments, its profile and one electron; stdout has only the ready line', async () => {
    const profile = join(await mkdtemp(join(tmpdir(), 'simulator-test-')), 'not', 'there yet')
    onTestFinished(() => rm(join(profile, '..', '..'), { recursive: true }))
    const app = await fixtureApp(tellsAll)
    const simulated = await startSimulator(app, ['--profile', profile, '--args', '--hidden --lang=ru'])
    const { tray } = await simulated.until(({ tray }) => tray?.tooltip !== '')
    expect(JSON.parse(tray?.tooltip ?? '')).toEqual({
      argv: [app, '--hidden', '--lang=ru', '--demo'],
      one: true,
      locale: 'ru',
      hidden: true,
      userData: profile,
      logs: join(profile, 'logs'),
      config: join(profile, 'appdata'),
      microsoft: null,
      name: 'Fixture',
      version: '1.2.3',
    })
    expect(tray).toMatchObject({
      icon: 'picture',
      image: expect.stringMatching(/^data:image\/png;base64,iVBOR/),
    })
    expect(simulated.stdout()).toBe(`{"ready":true,"url":"${simulated.url}"}\n`)
    await expect.poll(simulated.stderr).toContain('the app says hello')
  })

  test('uses the given Microsoft instead of the demo', async () => {
    const app = await fixtureApp(tellsAll)
    const simulated = await startSimulator(app, ['--microsoft', 'http://127.0.0.1:9/base/'])
    const { tray } = await simulated.until(({ tray }) => tray?.tooltip !== '')
    expect(JSON.parse(tray?.tooltip ?? '')).toMatchObject({
      argv: [app],
      microsoft: 'http://127.0.0.1:9/base',
      locale: 'en-US',
    })
  })

  test('gets the settings merged into its own', async () => {
    const profile = await mkdtemp(join(tmpdir(), 'simulator-test-'))
    onTestFinished(() => rm(profile, { recursive: true }))
    const path = join(profile, 'settings.json')
    await writeFile(path, '{"kept":1,"changed":1}')
    await startSimulator(await fixtureApp(tellsAll), ['--profile', profile, '--settings', '{"changed":2}'])
    expect(JSON.parse(await readFile(path, 'utf8'))).toEqual({ kept: 1, changed: 2 })
    expect((await stat(path)).mode & 0o777).toBe(0o600)
  })

  test('can be refused the single-instance lock', async () => {
    const app = await fixtureApp(`
import { app } from 'electron'
if (!app.requestSingleInstanceLock()) { console.log('already running'); app.quit() }`)
    const { ended, stderr } = spawnSimulator(['--app', app, '--lock', 'taken'])
    expect(await ended()).toBe(1)
    expect(stderr()).toContain('already running')
  })

  test.each([
    ['throws', `import 'electron'; throw new Error('no luck')`, /did not start: Error: no luck/],
    [
      'imports an unsupported module',
      `import { inAppPurchase } from 'electron'`,
      /does not provide an export named 'inAppPurchase'/,
    ],
    [
      'reads an unsupported member',
      `import { app } from 'electron'; app.showAboutPanel()`,
      /The simulator has no app\.showAboutPanel/,
    ],
    [
      'quits at once',
      `import { app } from 'electron'; app.whenReady().then(() => app.quit())`,
      /quit before it showed/,
    ],
  ])('that %s ends the process with code 1', async (_what, main, message) => {
    const { ended, stderr, stdout } = spawnSimulator(['--app', await fixtureApp(main)])
    expect(await ended()).toBe(1)
    expect(stderr()).toMatch(message)
    expect(stdout()).toBe('')
  })
})
