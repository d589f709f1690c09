// The text of the autostart file, and what a desktop does with such a file.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type AutostartResult,
  autostartEntry,
  autostartResult,
  isOurEntry,
  type LoginSession,
  sharedAutostartPaths,
  withCommand,
} from '../../../app/desktop/login/xdg-autostart.ts'

const TRIED = 1000
const exec = (...command: string[]) => /^Exec=(.*)$/m.exec(autostartEntry(command))?.[1]

test.each([
  [['/opt/tally-light/tally-light', '--hidden'], '/opt/tally-light/tally-light --hidden'],
  [
    ['/home/anna/My Apps/Tally Light.AppImage', '--hidden'],
    '"/home/anna/My Apps/Tally Light.AppImage" --hidden',
  ],
  [['/home/anna/100%/tally'], '/home/anna/100%%/tally'],
  // escaped as an argument, and the backslash again as a value of the file
  [['/a"b'], '"/a\\\\"b"'],
  [['/a$b`c'], '"/a\\\\$b\\\\`c"'],
  [['/a\\b'], '"/a\\\\\\\\b"'],
  [['/дом/tally'], '"/дом/tally"'],
  // a line break would start another key
  [['/a\nHidden=true'], '"/a\\nHidden=true"'],
])('%j', (command, line) => {
  expect(exec(...command)).toBe(line)
})

test('has the keys that a desktop requires', () => {
  expect(autostartEntry(['/usr/bin/tally-light', '--hidden'])).toMatch(
    /^\[Desktop Entry\]\nType=Application\nName=Tally Light\n/,
  )
})

const resultOf = (text: string, session: Partial<LoginSession> = {}): AutostartResult =>
  autostartResult(text, { currentDesktop: undefined, exists: () => true, ...session })
const entry = (...lines: string[]) => ['[Desktop Entry]', 'Type=Application', ...lines, ''].join('\n')

/** Any program and arguments that a file system and a kernel accept. */
const words = fc.string({ unit: 'binary', maxLength: 30 }).filter((word) => !word.includes('\0'))
const commands = fc
  .tuple(
    words.map((name) => `/${name}`),
    fc.array(words, { maxLength: 4 }),
  )
  .map(([program, args]) => [program, ...args])

test(`any command is read as it was written (${TRIED} tried)`, () => {
  fc.assert(
    fc.property(commands, (command) => {
      expect(resultOf(autostartEntry(command))).toEqual({ kind: 'starts', command })
    }),
    { numRuns: TRIED },
  )
})

test(`keys may be in any order, with spaces, comments and other groups (${TRIED} tried)`, () => {
  const blanks = fc.constantFrom('', ' ', '\t', '  ')
  fc.assert(
    fc.property(
      commands.chain((command) => {
        const [group = '', ...keys] = autostartEntry(command).trimEnd().split('\n')
        return fc.record({
          command: fc.constant(command),
          group: fc.constant(group),
          keys: fc.shuffledSubarray(keys, { minLength: keys.length }),
          ending: fc.constantFrom('\n', '\r\n'),
          gaps: fc.array(blanks, { minLength: keys.length * 2, maxLength: keys.length * 2 }),
          comment: fc.constantFrom('', '# Hidden=true', '#'),
        })
      }),
      ({ command, group, keys, ending, gaps, comment }) => {
        const spaced = keys.map((line, at) => {
          const equals = line.indexOf('=')
          return `${line.slice(0, equals)}${gaps[at * 2]}=${gaps[at * 2 + 1]}${line.slice(equals + 1)}`
        })
        const text = [comment, group, comment, ...spaced, '', '[Desktop Action X]', 'Hidden=true', ''].join(
          ending,
        )
        expect(resultOf(text)).toEqual({ kind: 'starts', command })
      },
    ),
    { numRuns: TRIED },
  )
})

describe('a desktop', () => {
  const starts = { kind: 'starts', command: ['/bin/tally'] }
  const off = (isDeleted: boolean) => ({ kind: 'switched-off', isDeleted })

  test.each<[lines: string[], currentDesktop: string | undefined, result: object]>([
    [[], 'GNOME', starts],
    [['Hidden=true'], 'GNOME', off(true)],
    [['Hidden = true'], undefined, off(true)],
    [['Hidden=false'], 'GNOME', starts],
    [['X-GNOME-Autostart-enabled=false'], 'GNOME', off(false)],
    [['X-GNOME-Autostart-enabled=false'], 'ubuntu:GNOME', off(false)],
    [['X-GNOME-Autostart-enabled=false'], 'X-Cinnamon', off(false)],
    [['X-GNOME-Autostart-enabled=false'], 'Budgie:GNOME', off(false)],
    [['X-GNOME-Autostart-enabled=false'], 'Pantheon', off(false)],
    [['X-GNOME-Autostart-enabled=false'], 'MATE', starts],
    [['Hidden=true'], 'MATE', off(true)],
    [['X-GNOME-Autostart-enabled=false'], undefined, off(false)],
    [['X-GNOME-Autostart-enabled=false'], 'KDE', starts],
    [['X-GNOME-Autostart-enabled=false'], 'XFCE', starts],
    [['X-systemd-skip=true'], 'KDE', off(false)],
    [['X-systemd-skip=true'], 'XFCE', starts],
    [['OnlyShowIn=KDE;'], 'GNOME', { kind: 'other-desktop' }],
    [['NotShowIn=GNOME;'], 'GNOME', { kind: 'other-desktop' }],
    [['TryExec=/bin/tally'], 'GNOME', starts],
  ])('%j on %s', (lines, currentDesktop, result) => {
    expect(resultOf(entry('Exec=/bin/tally', ...lines), { currentDesktop })).toEqual(result)
  })

  test.each([
    ['no command', entry()],
    ['an empty command', entry('Exec=')],
    ['an unclosed quotation mark', entry('Exec="/bin/tally')],
    ['a link', '[Desktop Entry]\nType=Link\nExec=/bin/tally\n'],
    ['random text', 'rubbish'],
    ['an empty file', ''],
    ['the command in another group', `${entry()}[Other]\nExec=/bin/tally\n`],
  ])('starts nothing for %s', (_what, text) => {
    expect(resultOf(text)).toEqual({ kind: 'starts-nothing', command: null })
  })

  test('starts nothing if the program of Exec or TryExec is missing', () => {
    const exists = (program: string) => program === '/bin/tally'
    expect(resultOf(entry('Exec=/missing/tally'), { exists })).toEqual({
      kind: 'starts-nothing',
      command: ['/missing/tally'],
    })
    expect(resultOf(entry('Exec=/bin/tally', 'TryExec=/missing/tally'), { exists })).toMatchObject({
      kind: 'starts-nothing',
    })
  })
})

test('only the command of the entry is replaced', () => {
  const text =
    '# mine\n[Desktop Entry]\nName=Tally Light\nExec = /old --hidden\nX-Delay=5\n\n[Other]\nExec=x\n'
  expect(withCommand(text, ['/new $1', '--hidden'])).toBe(
    '# mine\n[Desktop Entry]\nName=Tally Light\nExec="/new \\\\$1" --hidden\nX-Delay=5\n\n[Other]\nExec=x\n',
  )
})

test.each([
  [autostartEntry(['/a', '--hidden']), true],
  [autostartEntry(['/a']), false],
  [autostartEntry(['/a', '--hidden']).replace('Tally Light', 'Other'), false],
  ['', false],
])('%j is ours: %s', (text, is) => {
  expect(isOurEntry(text)).toBe(is)
})

test.each([
  [undefined, ['/etc/xdg/autostart/tally-light.desktop']],
  ['', ['/etc/xdg/autostart/tally-light.desktop']],
  ['/a:relative:/b', ['/a/autostart/tally-light.desktop', '/b/autostart/tally-light.desktop']],
])('$XDG_CONFIG_DIRS is %j', (folders, paths) => {
  expect(sharedAutostartPaths(folders)).toEqual(paths)
})
