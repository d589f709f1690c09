// The environment of a program: the user's and the light, and nothing of Tally Light's own.
import { expect, test } from 'vitest'
import { placeholderValues } from '../../../../app/outputs/external/placeholder-values.ts'
import { programEnvironment } from '../../../../app/outputs/external/program/program-environment.ts'
import { inACall, quitting } from '../driver-parts.ts'

const environment = (inherited: NodeJS.ProcessEnv) =>
  programEnvironment(inherited, placeholderValues(inACall), true)
const light = {
  TALLY_LIGHT_LIGHT: 'in-a-call',
  TALLY_LIGHT_ACTIVITY: 'In a call',
  TALLY_LIGHT_SINCE: '2026-11-23T09:00:00.000Z',
  TALLY_LIGHT_NAME: 'Ada Lovelace',
  TALLY_LIGHT_COLOUR: '#ff0000',
  TALLY_LIGHT_BRIGHTNESS: '80',
  TALLY_LIGHT_BLINK: 'false',
  TALLY_LIGHT_OUT_OF_OFFICE: 'true',
}

test("it is the user's and the light", () => {
  expect(environment({ PATH: '/bin', HOME: '/home/a', NODE_OPTIONS: '--inspect' })).toEqual({
    PATH: '/bin',
    HOME: '/home/a',
    NODE_OPTIONS: '--inspect',
    ...light,
  })
})

test('a lamp that is off', () => {
  expect(programEnvironment({}, placeholderValues(quitting), false)).toEqual({
    TALLY_LIGHT_LIGHT: 'off',
    TALLY_LIGHT_ACTIVITY: '',
    TALLY_LIGHT_SINCE: '',
    TALLY_LIGHT_NAME: 'Ada Lovelace',
    TALLY_LIGHT_COLOUR: '#000000',
    TALLY_LIGHT_BRIGHTNESS: '0',
    TALLY_LIGHT_BLINK: 'false',
    TALLY_LIGHT_OUT_OF_OFFICE: 'false',
  })
})

test("Electron's, Tally Light's and the AppImage's own are left out", () => {
  expect(
    environment({
      ELECTRON_RUN_AS_NODE: '1',
      Electron_No_Asar: '1',
      TALLY_LIGHT_MICROSOFT: 'http://127.0.0.1',
      CHROME_DESKTOP: 'x',
      ORIGINAL_XDG_CURRENT_DESKTOP: 'x',
      ARGV0: 'x',
      OWD: 'x',
      APPIMAGE: '/a',
      APPDIR: '/tmp/.mount_x',
      PATH: '/tmp/.mount_x:/tmp/.mount_x/usr/sbin:/bin:/tmp/.mount_xy',
      LD_LIBRARY_PATH: '/tmp/.mount_x/usr/lib:',
      XDG_DATA_DIRS: '/usr/share:/tmp/.mount_x/usr/share',
    }),
  ).toEqual({ PATH: '/bin:/tmp/.mount_xy', XDG_DATA_DIRS: '/usr/share', ...light })
})

test('a moment outside of all calendars is empty', () => {
  for (const since of [8.64e15 + 1, 1e15, Number.NaN, -Infinity])
    expect(placeholderValues({ ...inACall, since }).since).toBe('')
})
