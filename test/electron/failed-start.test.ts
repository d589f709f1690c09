// Electron fails to start on a real desktop: the reason and a fix in one line, then the simulator.
import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Ending, whyItDidNotStart } from '../../scripts/failed-start.ts'
import { runElectron } from '../../scripts/run-electron.ts'

/** The stand-in for the runtime is a shell script, and these exit statuses exist only on Linux. */
const onLinux = process.platform === 'linux'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tally-light-runtime-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** A runtime that writes `says` to standard error, then runs `end`. */
async function runtimeThat(says: string, end: string, mode = 0o755): Promise<string> {
  const path = join(folder, 'electron')
  await rm(path, { force: true })
  await writeFile(path, `#!/bin/sh\ncat >&2 <<'SAID'\n${says}\nSAID\n${end}\n`, { mode })
  return path
}

const endOf = (runtime: string) => runElectron(runtime, [], () => {}).ended

const SUID =
  '[4711:1126/101500.123456:FATAL:sandbox/linux/suid/client/setuid_sandbox_host.cc:166] The SUID sandbox helper binary ' +
  "was found, but is not configured correctly. Rather than run without sandboxing I'm aborting now. You need to make " +
  'sure that /opt/chrome-sandbox is owned by root and has mode 4755.'
const NO_SANDBOX =
  '[1:1126/101500.1:FATAL:content/browser/zygote_host/zygote_host_impl_linux.cc:127] No usable sandbox! If you are ' +
  'running on Ubuntu 23.10+ or another Linux distro that has disabled unprivileged user namespaces with AppArmor, see …'
const ROOT =
  '[1:1126/101500.1:FATAL:shell/app/electron_main_delegate.cc:265] Running as root without --no-sandbox is not ' +
  'supported. See https://crbug.com/638180.'
const library = (name: string) =>
  `/x/electron: error while loading shared libraries: ${name}: cannot open shared object file: No such file or directory`
const X11 =
  '[1:1126/101500.1:ERROR:ui/ozone/platform/x11/ozone_platform_x11.cc:256] Missing X server or $DISPLAY\n' +
  '[1:1126/101500.1:ERROR:ui/aura/env.cc:246] The platform failed to initialize.  Exiting.'
const WAYLAND =
  '[1:1126/101500.1:ERROR:ui/ozone/platform/wayland/host/wayland_connection.cc:202] Failed to connect to Wayland display\n' +
  '[1:1126/101500.1:ERROR:ui/ozone/platform/wayland/ozone_platform_wayland.cc:281] Failed to initialize Wayland platform'
const GLIBC =
  "/x/electron: /lib/x86_64-linux-gnu/libc.so.6: version `GLIBC_2.38' not found (required by /x/electron)"

const sandboxWayOut = /sudo chown root:root '.*\/chrome-sandbox' && sudo chmod 4755 '.*\/chrome-sandbox'/
const failures: [what: string, says: string, end: string, line: RegExp][] = [
  ['the SUID sandbox', SUID, 'kill -TRAP $$', sandboxWayOut],
  ['the SUID sandbox, as another build ends', SUID, 'kill -ABRT $$', sandboxWayOut],
  ['the SUID sandbox, under a shell', SUID, 'exit 133', sandboxWayOut],
  ['no sandbox of any kind', NO_SANDBOX, 'kill -TRAP $$', sandboxWayOut],
  ['root', ROOT, 'exit 1', /as root\. Way out: npm start as another user/],
  ['a missing library', library('libgbm.so.1'), 'exit 127', /libgbm\.so\.1 is missing\. Way out: install/],
  ['another one', library('libasound.so.2'), 'exit 127', /libasound\.so\.2 is missing\. Way out: install/],
  ['an old system', GLIBC, 'exit 1', /GLIBC_2\.38\. Way out/],
  ['no X server', X11, 'exit 1', /no display\. Way out/],
  ['no X server, as another build ends', X11, 'kill -SEGV $$', /no display\. Way out/],
  ['no Wayland display', WAYLAND, 'exit 1', /no display\. Way out/],
  ['a crash with an unknown message', 'Illegal instruction', 'kill -ILL $$', /crashed at once \(SIGILL\)/],
  ['a crash without a message', '', 'kill -SEGV $$', /crashed at once \(SIGSEGV\).*Way out/],
]

describe.skipIf(!onLinux)('a runtime that does not start', () => {
  test.each(failures)(`%s (${failures.length} tried)`, async (_, says, end, line) => {
    const runtime = await runtimeThat(says, end)
    const why = whyItDidNotStart(await endOf(runtime), runtime)
    expect(why).toMatch(line)
    expect(why).not.toContain('\n')
    expect(why).toContain('Way out: ')
  })

  test('is not executable', async () => {
    const runtime = await runtimeThat('', 'exit 0', 0o644)
    expect(whyItDidNotStart(await endOf(runtime), runtime)).toMatch(/EACCES.*Way out: delete/)
  })

  test('is for another architecture', async () => {
    const runtime = join(folder, 'foreign')
    await writeFile(runtime, '\u007fELF\u0002\u0001\u0001', { mode: 0o755 })
    expect(whyItDidNotStart(await endOf(runtime), runtime)).toMatch(/refuses.*Way out: delete/)
  })
})

test('an executable that Windows refuses to run is explained too', () => {
  const ending: Ending = { code: 1, signal: null, stderr: 'Error: spawn UNKNOWN', afterMs: 10 }
  expect(whyItDidNotStart(ending, '/x/electron')).toMatch(/refuses to run it \(UNKNOWN\)/)
})

describe('a run that did start is not a failed start', () => {
  const ending: Ending = { code: null, signal: null, stderr: '', afterMs: 1000 }
  const ran: [what: string, ending: Ending][] = [
    ['quit', { ...ending, code: 0 }],
    ['quit, with words that a failed start has', { ...ending, code: 0, stderr: X11 }],
    ['an exit code of the program itself', { ...ending, code: 1, stderr: 'The profile cannot be opened' }],
    ['stopped with Ctrl+C', { ...ending, signal: 'SIGINT' }],
    ['stopped', { ...ending, signal: 'SIGTERM' }],
    ['stopped, after it took X11 for Wayland', { ...ending, signal: 'SIGTERM', stderr: WAYLAND }],
    ['killed', { ...ending, signal: 'SIGKILL' }],
    ['its terminal was closed', { ...ending, signal: 'SIGHUP' }],
    ['crashed after an hour', { ...ending, signal: 'SIGSEGV', afterMs: 3_600_000 }],
  ]
  test.each(ran)(`%s (${ran.length} tried)`, (_, how) => {
    expect(whyItDidNotStart(how, '/x/electron')).toBeNull()
  })
})

/** The output of npm start before the simulator is ready, and the simulator's line. */
async function started(environment: NodeJS.ProcessEnv) {
  const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/start.ts'], {
    env: { ...process.env, DISPLAY: '', WAYLAND_DISPLAY: '', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    output += text
  })
  const ended = new Promise((resolve) => child.once('exit', resolve))
  const ready = new Promise((resolve) => child.stdout.setEncoding('utf8').once('data', resolve))
  try {
    return { ready: await Promise.race([ready, ended]), output }
  } finally {
    child.kill()
    await ended
  }
}

describe.skipIf(!onLinux)('npm start opens the simulator and prints the reason and a fix', () => {
  test('if Electron aborts', async () => {
    await runtimeThat(SUID, 'kill -TRAP $$')
    const { ready, output } = await started({ ELECTRON_OVERRIDE_DIST_PATH: folder, DISPLAY: ':99' })
    expect(ready).toMatch(/^\{"ready":true,"url":"http:/)
    const [line = ''] = /^Electron did not start: .*$/m.exec(output) ?? []
    expect(line).toMatch(sandboxWayOut)
    expect(line).toMatch(/: opening the simulator instead\.$/)
  })

  test('without a display', async () => {
    const { ready, output } = await started({})
    expect(ready).toMatch(/^\{"ready":true,"url":"http:/)
    expect(output).toMatch(
      /^Electron was not started: there is no display\. Way out: .*: opening the simulator/m,
    )
  })
})
