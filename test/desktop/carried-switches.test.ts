// Which switches of one start the next login has too.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { carriedSwitches } from '../../app/desktop/carried-switches.ts'
import { REFUSED_SWITCHES } from '../../app/desktop/hardening.ts'
import { HIDDEN_ARGUMENT } from '../../app/login-start.ts'

test.each([
  [['--no-sandbox'], ['--no-sandbox']],
  [['--password-store=gnome-libsecret', '--demo'], ['--password-store=gnome-libsecret']],
  [['-ozone-platform=x11'], ['--ozone-platform=x11']],
  // what stands for one start, or opens it to others
  [['--hidden', '--demo', '--inspect=9229', '--remote-debugging-port=1', '--js-flags=x', '/src'], []],
  // the last counts
  [
    ['--lang=ru', '--no-sandbox', '--lang=en'],
    ['--lang=en', '--no-sandbox'],
  ],
  [['--proxy-server=http://a b:1'], ['--proxy-server=http://a b:1']],
  // no switch
  [['no-sandbox', '--', '--no-sandbox'], []],
  [['--no-sandboxed', '---no-sandbox', '--password-store-x=1'], []],
])('%j', (argv, carried) => {
  expect(carriedSwitches(argv)).toEqual(carried)
})

test('whatever the arguments, none that is refused or hides twice', () => {
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
