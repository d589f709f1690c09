// Start at login on the stand-in of each system, with real files where the system has files.
import { execFileSync } from 'node:child_process'
import { chmod, mkdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createLoginItem, startCommand } from '../../../app/desktop/login/login-item.ts'
import type { LoginItem } from '../../../app/model/login-start.ts'
import type { SystemName } from '../../../simulator/desktop/system.ts'
import { standIn } from '../../simulator/electron-behaviours/stand-in.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const EXE = 'C:\\Program Files\\Tally Light\\Tally Light.exe'
const on = { kind: 'on' }
const off = { kind: 'off' }
const heldBack = (by: string) => ({ kind: 'held-back', by })

/** The program on a system, and the lines that it has logged. */
function installed(
  { system, profile = '/nowhere' }: { system: SystemName; profile?: string },
  process: { execPath: string; argv?: string[]; env?: NodeJS.ProcessEnv },
) {
  const { app, desktop } = standIn({ system, simulation: { packaged: '/resources', profile } })
  const { platform } = desktop.system
  const lines: string[] = []
  const log = (...words: unknown[]) => void lines.push(words.join(' '))
  const { execPath, argv = [execPath], env = {} } = process
  const item = createLoginItem(app, { platform, env, execPath, argv }, { info: log, warn: log })
  return { app, desktop, item, lines }
}

describe('Windows', () => {
  test('a path with a blank: on, held back by the Task Manager, on again, off', async () => {
    const { item, desktop } = installed({ system: 'windows' }, { execPath: EXE })
    expect(await item.read()).toEqual(off)
    await item.set(true)
    expect(await item.read()).toEqual(on)
    desktop.allowLoginItems?.(false)
    expect(await item.read()).toEqual(heldBack('windows'))
    await item.set(true)
    expect(await item.read()).toEqual(on)
    await item.set(false)
    expect(await item.read()).toEqual(off)
  })

  test('the same item, though this start has other switches', async () => {
    const argv = [EXE, '--hidden', '--disable-gpu', '--demo']
    const { item, app } = installed({ system: 'windows' }, { execPath: EXE, argv })
    await item.set(true)
    expect(app.getLoginItemSettings({ path: `"${EXE}"` }).launchItems).toMatchObject([
      { path: EXE, args: ['--disable-gpu', '--hidden'] },
    ])
    app.setLoginItemSettings({ openAtLogin: true, path: EXE, args: ['--hidden'] })
    expect(await item.read()).toEqual(on)
  })

  test('a portable program starts from where the person keeps it', async () => {
    const env = { PORTABLE_EXECUTABLE_FILE: 'D:\\My Tools\\Tally Light.exe' }
    const { item, app } = installed({ system: 'windows' }, { execPath: EXE, env })
    expect(await item.read()).toEqual(off)
    await item.set(true)
    expect(app.getLoginItemSettings({ path: `"${env.PORTABLE_EXECUTABLE_FILE}"` }).launchItems).toHaveLength(
      1,
    )
    expect(app.getLoginItemSettings({ path: `"${EXE}"` }).launchItems).toEqual([])
  })
})

test('macOS: on, waiting for an approval, allowed, off', async () => {
  const { item, desktop } = installed({ system: 'macos' }, { execPath: '/Applications/Tally Light' })
  expect(await item.read()).toEqual(off)
  await item.set(true)
  expect(await item.read()).toEqual(on)
  desktop.allowLoginItems?.(false)
  expect(await item.read()).toEqual(heldBack('macos'))
  // Nothing but System Settings helps.
  await item.set(true)
  expect(await item.read()).toEqual(heldBack('macos'))
  desktop.allowLoginItems?.(true)
  expect(await item.read()).toEqual(on)
  await item.set(false)
  expect(await item.read()).toEqual(off)
})

describe.runIf(process.platform === 'linux')('Linux', () => {
  interface Place {
    item: LoginItem
    lines: string[]
    /** The person's file, and the one for everybody. */
    path: string
    sharedPath: string
    program: string
    folder: string
    write(...lines: string[]): Promise<void>
    written(): Promise<string>
  }

  async function linux(
    parts: { argv?: string[]; env?: NodeJS.ProcessEnv; program?: string } = {},
  ): Promise<Place> {
    const folder = await temporaryFolder()
    const profile = join(folder, 'profile')
    const program = join(folder, parts.program ?? 'My Apps/tally')
    await makeProgram(program)
    const { item, lines } = installed(
      { system: 'gnome-x11', profile },
      {
        execPath: program,
        argv: [program, ...(parts.argv ?? [])],
        env: {
          XDG_CONFIG_DIRS: join(folder, 'xdg'),
          XDG_CURRENT_DESKTOP: 'GNOME',
          PATH: join(folder, 'bin'),
          ...parts.env,
        },
      },
    )
    const path = join(profile, 'appdata', 'autostart', 'tally-light.desktop')
    const sharedPath = join(folder, 'xdg', 'autostart', 'tally-light.desktop')
    for (const file of [path, sharedPath]) await mkdir(dirname(file), { recursive: true })
    return {
      ...{ item, lines, path, sharedPath, program, folder },
      write: (...more) => writeFile(path, ['[Desktop Entry]', 'Type=Application', ...more, ''].join('\n')),
      written: () => readFile(path, 'utf8'),
    }
  }

  async function makeProgram(path: string) {
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, '')
    await chmod(path, 0o755)
  }

  test('an autostart file, hidden, with what this computer needs; there and gone', async () => {
    const argv = ['--no-sandbox', '--hidden', '--password-store=gnome-libsecret', '--inspect']
    const { item, written, path, program } = await linux({ argv })
    expect(await item.read()).toEqual(off)
    await item.set(true)
    expect(await item.read()).toEqual(on)
    expect(await written()).toContain(
      `\nExec="${program}" --no-sandbox --password-store=gnome-libsecret --hidden\n`,
    )
    await item.set(false)
    expect(await item.read()).toEqual(off)
    await expect(stat(path)).rejects.toThrow('ENOENT')
  })

  test('a profile that was named from the folder of this start is the same one at a login', async () => {
    const { item, written } = await linux({ argv: ['--user-data-dir=my work'] })
    await item.set(true)
    expect(await written()).toContain(` "--user-data-dir=${process.cwd()}/my work" --hidden\n`)
  })

  test.each<[what: string, lines: (place: Place) => string[], became: object]>([
    ['its own program', ({ program }) => [`Exec="${program}"`], on],
    ['its own program in a wrapper', ({ program }) => [`Exec=/bin/sh -c x "${program}"`], on],
    ['Hidden', ({ program }) => [`Exec="${program}"`, 'Hidden=true'], heldBack('desktop')],
    [
      'X-GNOME-Autostart-enabled',
      ({ program }) => [`Exec="${program}"`, 'X-GNOME-Autostart-enabled=false'],
      heldBack('desktop'),
    ],
    ['another desktop', ({ program }) => [`Exec="${program}"`, 'OnlyShowIn=KDE;'], heldBack('other-desktop')],
    ['a program that is gone', () => ['Exec=/gone/tally --hidden'], heldBack('broken')],
    ['a program that is no file', () => ['Exec=/tmp --hidden'], heldBack('broken')],
    ['a program that may not run', ({ path }) => [`Exec=${path}`], heldBack('broken')],
    ['a name that $PATH has not', () => ['Exec=tally-other'], heldBack('broken')],
    ['a relative path', () => ['Exec=bin/sh'], heldBack('broken')],
    ['another program', () => ['Exec=/bin/sh -c x'], { kind: 'other-program', program: '/bin/sh' }],
    ['no command', () => [], heldBack('broken')],
    ['rubbish', () => ['rubbish'], heldBack('broken')],
    ['far too much', ({ program }) => ['#'.repeat(2_000_000), `Exec="${program}"`], heldBack('broken')],
  ])('an entry with %s', async (_what, lines, became) => {
    const place = await linux()
    await place.write(...lines(place))
    expect(await place.item.read()).toEqual(became)
    // Whatever it was, switching on helps, and switching off ends it.
    await place.item.set(true)
    expect(await place.item.read()).toEqual(on)
    await place.item.set(false)
    expect(await place.item.read()).toEqual(off)
  })

  test('a program by its name in $PATH, and this one by another name', async () => {
    const { item, write, folder, program } = await linux()
    await makeProgram(join(folder, 'bin', 'other'))
    await write('Exec=other')
    expect(await item.read()).toEqual({ kind: 'other-program', program: 'other' })
    await symlink(program, join(folder, 'bin', 'tally'))
    await write(`Exec=${join(folder, 'bin', 'tally')} --hidden`)
    expect(await item.read()).toEqual(on)
    await write('Exec=tally --hidden')
    expect(await item.read()).toEqual(on)
  })

  test('a folder in its place is said, and not removed', async () => {
    const { item, path } = await linux()
    await mkdir(join(path, 'kept'), { recursive: true })
    expect(await item.read()).toEqual(heldBack('broken'))
    await item.set(false)
    await expect(item.set(true)).rejects.toThrow()
    expect((await stat(join(path, 'kept'))).isDirectory()).toBe(true)
  })

  test('nobody waits for a pipe in its place', async () => {
    const { item, path } = await linux()
    execFileSync('mkfifo', [path])
    expect(await item.read()).toEqual(heldBack('broken'))
    await item.repair?.()
    await item.set(true)
    expect(await item.read()).toEqual(on)
  })

  test('a link is followed, and one to nowhere is as good as none', async () => {
    const { item, path, folder } = await linux()
    const kept = join(folder, 'kept.desktop')
    await symlink(kept, path)
    expect(await item.read()).toEqual(off)
    await writeFile(kept, '[Desktop Entry]\nHidden=true\n')
    expect(await item.read()).toEqual(heldBack('desktop'))
    await item.set(true)
    expect(await readFile(kept, 'utf8')).toContain('Exec=')
    expect(await item.read()).toEqual(on)
    await item.set(false)
    expect(await item.read()).toEqual(off)
  })

  test('an entry for everybody counts until the person has one, and is switched off for them alone', async () => {
    const { item, sharedPath, program, written } = await linux()
    const shared = `[Desktop Entry]\nType=Application\nExec="${program}"\n`
    await writeFile(sharedPath, shared)
    expect(await item.read()).toEqual(on)
    await item.set(false)
    expect(await item.read()).toEqual(off)
    expect(await written()).toContain('Hidden=true')
    expect(await readFile(sharedPath, 'utf8')).toBe(shared)
    await item.set(true)
    expect(await item.read()).toEqual(on)
  })

  describe('at the start', () => {
    const entry = (program: string, ...more: string[]) => [
      'Name=Tally Light',
      `Exec="${program}" --hidden`,
      ...more,
    ]

    test('an entry whose program was moved names this one, keeps the rest, and the log says so', async () => {
      const { item, write, written, lines, program } = await linux({ argv: ['--no-sandbox'] })
      await write(...entry('/gone/Tally Light.AppImage', 'X-GNOME-Autostart-Delay=10'))
      await item.repair?.()
      expect(await item.read()).toEqual(on)
      expect(await written()).toContain(
        `Exec="${program}" --no-sandbox --hidden\nX-GNOME-Autostart-Delay=10\n`,
      )
      expect(lines).toEqual([expect.stringContaining('is gone (Tally Light.AppImage)')])
    })

    test.each<[before: string, argv: string[], after: string]>([
      ['--password-store=basic', [], '--password-store=basic'],
      ['--password-store=basic', ['--password-store=kwallet6'], '--password-store=kwallet6'],
      ['--no-sandbox %U', ['--lang=ru', '--demo'], '--no-sandbox --lang=ru'],
      ['--inspect --remote-debugging-port=1', [], ''],
    ])(
      'an entry with %s keeps what this computer needs, where %j started it',
      async (before, argv, after) => {
        const { item, write, written, program } = await linux({ argv })
        await write('Name=Tally Light', `Exec=/gone/tally ${before} --hidden`)
        await item.repair?.()
        expect(await written()).toContain(
          `Exec=${[`"${program}"`, after, '--hidden'].filter(Boolean).join(' ')}\n`,
        )
      },
    )

    test.each<[what: string, lines: string[]]>([
      ['one that the person has switched off', entry('/gone/tally', 'Hidden=true')],
      ['one that the desktop has switched off', entry('/gone/tally', 'X-GNOME-Autostart-enabled=false')],
      ['one for another desktop', entry('/gone/tally', 'OnlyShowIn=KDE;')],
      ['one that starts another program', entry('/bin/sh')],
      ["somebody else's", ['Name=Other', 'Exec=/gone/other --hidden']],
      ["one of the person's own", ['Name=Tally Light', 'Exec=/gone/my-script']],
      ['one that waits for something else', entry('/bin/sh', 'TryExec=/gone/tally')],
      ['rubbish', ['rubbish']],
    ])('%s stays as it is', async (_what, content) => {
      const { item, write, written, lines } = await linux()
      await write(...content)
      const before = await written()
      await item.repair?.()
      expect(await written()).toBe(before)
      expect(lines).toEqual([])
    })

    test('nothing is made where there is nothing', async () => {
      const { item, path } = await linux()
      await item.repair?.()
      await expect(stat(path)).rejects.toThrow('ENOENT')
      await rm(dirname(path), { recursive: true })
      await item.repair?.()
      expect(await item.read()).toEqual(off)
    })
  })
})

test('starts the file that the user has, not the place it was unpacked to', () => {
  const app = { isPackaged: true, getAppPath: () => '/tmp/.mount/app.asar' }
  const execPath = '/tmp/.mount/tally-light'
  const env = { APPIMAGE: '/home/anna/Tally.AppImage', APPDIR: '/tmp/.mount' }
  expect(startCommand(app, { env, execPath })).toEqual(['/home/anna/Tally.AppImage'])
  const portable = { PORTABLE_EXECUTABLE_FILE: 'D:\\Tally Light.exe' }
  expect(startCommand(app, { env: portable, execPath })).toEqual(['D:\\Tally Light.exe'])
  // Started from another AppImage, whose variables it inherits.
  const installed = '/opt/Tally Light/tally-light'
  expect(startCommand(app, { env, execPath: installed })).toEqual([installed])
  expect(startCommand(app, { env: {}, execPath })).toEqual([execPath])
  const source = { isPackaged: false, getAppPath: () => '/src/tally-light' }
  expect(startCommand(source, { env: {}, execPath })).toEqual([execPath, '/src/tally-light'])
})
