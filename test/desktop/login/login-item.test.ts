// Start at login on each simulated system, on Linux with real files.
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

/** The login item on a simulated system, and the lines that were logged. */
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
  test('a path with a space: on, disabled in the Task Manager, on again, off', async () => {
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

  test('the same item when this run has other switches', async () => {
    const argv = [EXE, '--hidden', '--disable-gpu', '--demo']
    const { item, app } = installed({ system: 'windows' }, { execPath: EXE, argv })
    await item.set(true)
    expect(app.getLoginItemSettings({ path: `"${EXE}"` }).launchItems).toMatchObject([
      { path: EXE, args: ['--disable-gpu', '--hidden'] },
    ])
    app.setLoginItemSettings({ openAtLogin: true, path: EXE, args: ['--hidden'] })
    expect(await item.read()).toEqual(on)
  })

  test('a portable program is started by the file that the user has', async () => {
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

test('macOS: on, approval required, approved, off', async () => {
  const { item, desktop } = installed({ system: 'macos' }, { execPath: '/Applications/Tally Light' })
  expect(await item.read()).toEqual(off)
  await item.set(true)
  expect(await item.read()).toEqual(on)
  desktop.allowLoginItems?.(false)
  expect(await item.read()).toEqual(heldBack('macos'))
  // Only System Settings can change it.
  await item.set(true)
  expect(await item.read()).toEqual(heldBack('macos'))
  desktop.allowLoginItems?.(true)
  expect(await item.read()).toEqual(on)
  await item.set(false)
  expect(await item.read()).toEqual(off)
})

describe.runIf(process.platform === 'linux')('Linux', () => {
  interface LinuxInstallation {
    item: LoginItem
    lines: string[]
    /** The user's file, and the one for all users. */
    path: string
    sharedPath: string
    program: string
    folder: string
    write(...lines: string[]): Promise<void>
    written(): Promise<string>
  }

  async function linux(
    parts: { argv?: string[]; env?: NodeJS.ProcessEnv; program?: string } = {},
  ): Promise<LinuxInstallation> {
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
      item,
      lines,
      path,
      sharedPath,
      program,
      folder,
      write: (...more) => writeFile(path, ['[Desktop Entry]', 'Type=Application', ...more, ''].join('\n')),
      written: () => readFile(path, 'utf8'),
    }
  }

  async function makeProgram(path: string) {
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, '')
    await chmod(path, 0o755)
  }

  test('writes an autostart file with --hidden and the switches to keep, and removes it', async () => {
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

  test('makes a relative --user-data-dir absolute', async () => {
    const { item, written } = await linux({ argv: ['--user-data-dir=my work'] })
    await item.set(true)
    expect(await written()).toContain(` "--user-data-dir=${process.cwd()}/my work" --hidden\n`)
  })

  test.each<[what: string, lines: (linux: LinuxInstallation) => string[], start: object]>([
    ['this program', ({ program }) => [`Exec="${program}"`], on],
    ['this program in a wrapper', ({ program }) => [`Exec=/bin/sh -c x "${program}"`], on],
    ['Hidden', ({ program }) => [`Exec="${program}"`, 'Hidden=true'], heldBack('desktop')],
    [
      'X-GNOME-Autostart-enabled',
      ({ program }) => [`Exec="${program}"`, 'X-GNOME-Autostart-enabled=false'],
      heldBack('desktop'),
    ],
    ['another desktop', ({ program }) => [`Exec="${program}"`, 'OnlyShowIn=KDE;'], heldBack('other-desktop')],
    ['a missing program', () => ['Exec=/missing/tally --hidden'], heldBack('broken')],
    ['a folder as the program', () => ['Exec=/tmp --hidden'], heldBack('broken')],
    ['a file that is not executable', ({ path }) => [`Exec=${path}`], heldBack('broken')],
    ['a name that is not in $PATH', () => ['Exec=tally-other'], heldBack('broken')],
    ['a relative path', () => ['Exec=bin/sh'], heldBack('broken')],
    ['another program', () => ['Exec=/bin/sh -c x'], { kind: 'other-program', program: '/bin/sh' }],
    ['no command', () => [], heldBack('broken')],
    ['random text', () => ['rubbish'], heldBack('broken')],
    ['2 MB of text', ({ program }) => ['#'.repeat(2_000_000), `Exec="${program}"`], heldBack('broken')],
  ])('an entry with %s', async (_what, lines, start) => {
    const place = await linux()
    await place.write(...lines(place))
    expect(await place.item.read()).toEqual(start)
    // Switching it on and off works for each.
    await place.item.set(true)
    expect(await place.item.read()).toEqual(on)
    await place.item.set(false)
    expect(await place.item.read()).toEqual(off)
  })

  test('finds a program in $PATH, and this one by a link', async () => {
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

  test('a folder at its path is reported, and not removed', async () => {
    const { item, path } = await linux()
    await mkdir(join(path, 'kept'), { recursive: true })
    expect(await item.read()).toEqual(heldBack('broken'))
    await item.set(false)
    await expect(item.set(true)).rejects.toThrow()
    expect((await stat(join(path, 'kept'))).isDirectory()).toBe(true)
  })

  test('a pipe at its path does not block', async () => {
    const { item, path } = await linux()
    execFileSync('mkfifo', [path])
    expect(await item.read()).toEqual(heldBack('broken'))
    await item.repair?.()
    await item.set(true)
    expect(await item.read()).toEqual(on)
  })

  test('a link is followed, and a broken link counts as no entry', async () => {
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

  test('an entry for all users is used until the user has one, and is switched off for this user only', async () => {
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

  describe('the repair', () => {
    const entry = (program: string, ...more: string[]) => [
      'Name=Tally Light',
      `Exec="${program}" --hidden`,
      ...more,
    ]

    test('makes the entry of a moved program start this one, keeps the rest, and is logged', async () => {
      const { item, write, written, lines, program } = await linux({ argv: ['--no-sandbox'] })
      await write(...entry('/missing/Tally Light.AppImage', 'X-GNOME-Autostart-Delay=10'))
      await item.repair?.()
      expect(await item.read()).toEqual(on)
      expect(await written()).toContain(
        `Exec="${program}" --no-sandbox --hidden\nX-GNOME-Autostart-Delay=10\n`,
      )
      expect(lines).toEqual([expect.stringContaining('missing program (Tally Light.AppImage)')])
    })

    test.each<[entry: string, argv: string[], kept: string]>([
      ['--password-store=basic', [], '--password-store=basic'],
      ['--password-store=basic', ['--password-store=kwallet6'], '--password-store=kwallet6'],
      ['--no-sandbox %U', ['--lang=ru', '--demo'], '--no-sandbox --lang=ru'],
      ['--inspect --remote-debugging-port=1', [], ''],
    ])(
      'keeps the switches of %s that this computer needs, after a start with %j',
      async (before, argv, after) => {
        const { item, write, written, program } = await linux({ argv })
        await write('Name=Tally Light', `Exec=/missing/tally ${before} --hidden`)
        await item.repair?.()
        expect(await written()).toContain(
          `Exec=${[`"${program}"`, after, '--hidden'].filter(Boolean).join(' ')}\n`,
        )
      },
    )

    test.each<[what: string, lines: string[]]>([
      ['an entry that the user has switched off', entry('/missing/tally', 'Hidden=true')],
      [
        'an entry that the desktop has switched off',
        entry('/missing/tally', 'X-GNOME-Autostart-enabled=false'),
      ],
      ['an entry for another desktop', entry('/missing/tally', 'OnlyShowIn=KDE;')],
      ['an entry that starts another program', entry('/bin/sh')],
      ["another program's entry", ['Name=Other', 'Exec=/missing/other --hidden']],
      ["the user's own entry", ['Name=Tally Light', 'Exec=/missing/my-script']],
      ['an entry with a missing TryExec', entry('/bin/sh', 'TryExec=/missing/tally')],
      ['random text', ['rubbish']],
    ])('does not change %s', async (_what, content) => {
      const { item, write, written, lines } = await linux()
      await write(...content)
      const before = await written()
      await item.repair?.()
      expect(await written()).toBe(before)
      expect(lines).toEqual([])
    })

    test('creates no entry', async () => {
      const { item, path } = await linux()
      await item.repair?.()
      await expect(stat(path)).rejects.toThrow('ENOENT')
      await rm(dirname(path), { recursive: true })
      await item.repair?.()
      expect(await item.read()).toEqual(off)
    })
  })
})

test('starts the file that the user has, not the one that was unpacked for this run', () => {
  const app = { isPackaged: true, getAppPath: () => '/tmp/.mount/app.asar' }
  const execPath = '/tmp/.mount/tally-light'
  const env = { APPIMAGE: '/home/anna/Tally.AppImage', APPDIR: '/tmp/.mount' }
  expect(startCommand(app, { env, execPath })).toEqual(['/home/anna/Tally.AppImage'])
  const portable = { PORTABLE_EXECUTABLE_FILE: 'D:\\Tally Light.exe' }
  expect(startCommand(app, { env: portable, execPath })).toEqual(['D:\\Tally Light.exe'])
  // Started by another AppImage, whose variables it inherits.
  const installed = '/opt/Tally Light/tally-light'
  expect(startCommand(app, { env, execPath: installed })).toEqual([installed])
  expect(startCommand(app, { env: {}, execPath })).toEqual([execPath])
  const source = { isPackaged: false, getAppPath: () => '/src/tally-light' }
  expect(startCommand(source, { env: {}, execPath })).toEqual([execPath, '/src/tally-light'])
})
