// Which switches of this run the login item keeps.
import { type PlatformPath, posix, win32 } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { carriedSwitches } from '../../../app/desktop/login/carried-switches.ts'
import { HIDDEN_ARGUMENT } from '../../../app/model/login-start.ts'
import { REFUSED_SWITCHES } from '../../../app/outputs/window/hardening.ts'

test.each([
  [['--no-sandbox'], ['--no-sandbox']],
  [['--password-store=gnome-libsecret', '--demo'], ['--password-store=gnome-libsecret']],
  [['-ozone-platform=x11'], ['--ozone-platform=x11']],
  // meant for a single run, or opens the program to others
  [['--hidden', '--demo', '--inspect=9229', '--remote-debugging-port=1', '--js-flags=x', '/src'], []],
  // the last value
  [
    ['--lang=ru', '--no-sandbox', '--lang=en'],
    ['--lang=en', '--no-sandbox'],
  ],
  [['--proxy-server=http://a b:1'], ['--proxy-server=http://a b:1']],
  // not a switch
  [['no-sandbox', '--', '--no-sandbox'], []],
  [['--no-sandboxed', '---no-sandbox', '--password-store-x=1'], []],
])('%j', (argv, carried) => {
  expect(carriedSwitches(argv)).toEqual(carried)
})

test('a relative folder becomes absolute, because the working directory is another one at login', () => {
  const carried = (argument: string, path: PlatformPath, folder: string) =>
    carriedSwitches([argument], (named) => path.resolve(folder, named))
  for (const [named, folder] of [
    ['work', '/home/anna/work'],
    ['./my work', '/home/anna/my work'],
    ['../work', '/home/work'],
    ['/srv/work', '/srv/work'],
  ])
    expect(carried(`--user-data-dir=${named}`, posix, '/home/anna')).toEqual([`--user-data-dir=${folder}`])
  expect(carried('--user-data-dir=work', win32, 'D:\\Tools')).toEqual(['--user-data-dir=D:\\Tools\\work'])
  expect(carried('--user-data-dir=C:\\work', win32, 'D:\\')).toEqual(['--user-data-dir=C:\\work'])
  // An empty value is not a relative path.
  for (const none of ['--user-data-dir=', '--user-data-dir'])
    expect(carried(none, posix, '/home/anna')).toEqual([none])
  expect(carried('--lang=work', posix, '/home/anna')).toEqual(['--lang=work'])
})

test('no refused switch, and no second --hidden, for any arguments', () => {
  const never = [...REFUSED_SWITCHES.map((name) => `--${name}`), HIDDEN_ARGUMENT, '--demo', '--inspect']
  const known = ['--no-sandbox', '--lang=ru', ...never, ...never.map((name) => `${name}=1`)]
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.constantFrom(...known), fc.string())), (argv) => {
      const carried = carriedSwitches(argv)
      expect(carried.filter((word) => never.includes(word.replace(/=.*/s, '')))).toEqual([])
      expect(carriedSwitches(carried)).toEqual(carried)
    }),
  )
})
