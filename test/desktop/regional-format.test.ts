// The system's clock of 12 or 24 hours, first day of the week and days off.
import { afterEach, describe, expect, test, vi } from 'vitest'
import { type RegionalFormat, regionalFormat, type Surroundings } from '../../app/desktop/regional-format.ts'
import { usualWeek } from '../../app/model/timing/local-time.ts'

/** The user defaults of macOS. What is missing is false, or an empty dictionary (system_preferences_mac.mm). */
const overrides = new Map<string, unknown>()
vi.mock('electron', () => ({
  systemPreferences: {
    getUserDefault: (key: string, type: string) => overrides.get(key) ?? (type === 'boolean' ? false : {}),
  },
}))
afterEach(() => overrides.clear())

function formatOf(locale: string, system: Partial<Surroundings> = {}) {
  const app: RegionalFormat = { getSystemLocale: () => locale }
  return regionalFormat({ platform: 'win32', env: {}, ...system }, app)
}

describe('12 or 24 hours', () => {
  const cycle = (...of: Parameters<typeof formatOf>) => formatOf(...of).then(({ hourCycle }) => hourCycle)

  test.each([
    ...(['en-US', 'en-AU', 'en-IN', 'ar-EG', 'ko-KR', 'en-US-u-hc-h12'] as const).map((name) => [
      name,
      'h12',
    ]),
    ...['en-GB', 'de-DE', 'ru-RU', 'ja-JP', 'fr-FI', 'en-US-u-hc-h23', '', 'C', 'no locale'].map((name) => [
      name,
      'h23',
    ]),
  ])('%s has %s', async (locale, hourCycle) => {
    expect(await cycle(locale ?? '')).toBe(hourCycle)
  })

  test('24 hours, and the week from Monday, if the locale cannot be read', async () => {
    const getSystemLocale = () => {
      throw new Error('not ready')
    }
    const format = await regionalFormat({ platform: 'win32', env: {} }, { getSystemLocale })
    expect(format).toEqual({ hourCycle: 'h23', week: usualWeek })
  })

  test.each([
    [{ LC_TIME: 'en_US.UTF-8' }, 'h12'],
    [{ LC_TIME: 'en_GB.UTF-8' }, 'h23'],
    [{ LC_TIME: 'de_DE@euro', LC_ALL: '' }, 'h23'],
    [{ LC_TIME: 'en_US.UTF-8', LC_ALL: 'C.UTF-8' }, 'h23'],
    // Another name of the C locale, and a locale that Intl does not know.
    [{ LC_TIME: 'en_US.UTF-8', LC_ALL: 'POSIX' }, 'h23'],
    [{ LC_TIME: 'zzz_US.UTF-8' }, 'h23'],
    [{}, 'h12'],
  ])('Linux with %j has %s', async (env, hourCycle) => {
    expect(await cycle('en-US', { platform: 'linux', env })).toBe(hourCycle)
  })

  test.each([
    ['en-GB', 'AppleICUForce12HourTime', 'h12'],
    ['en-US', 'AppleICUForce24HourTime', 'h23'],
    ['en-US', 'another', 'h12'],
  ])('on a Mac %s with %s has %s', async (locale, key, hourCycle) => {
    overrides.set(key, true)
    expect(await cycle(locale, { platform: 'darwin' })).toBe(hourCycle)
  })
})

describe('the week', () => {
  const [monday, thursday, friday, saturday, sunday] = [0, 3, 4, 5, 6] as const
  const weekend = [saturday, sunday]

  test.each([
    ['de-DE', monday, weekend],
    ['en-GB', monday, weekend],
    ['en-US', sunday, weekend],
    ['pt-BR', sunday, weekend],
    ['ja-JP', sunday, weekend],
    ['ar-EG', saturday, [friday, saturday]],
    ['he-IL', sunday, [friday, saturday]],
    ['fa-IR', saturday, [friday]],
    ['fr', monday, weekend],
    ['no locale', monday, weekend],
  ])('of %s begins with day %i', async (locale, firstDay, daysOff) => {
    expect((await formatOf(locale)).week).toEqual({ firstDay, daysOff })
  })

  test('of Linux is that of the locale of times', async () => {
    const { week } = await formatOf('en-US', { platform: 'linux', env: { LC_TIME: 'de_DE.UTF-8' } })
    expect(week.firstDay).toBe(monday)
  })

  test.each([
    [1, sunday],
    [2, monday],
    [5, thursday],
    [7, saturday],
    ['2', monday],
    [0, sunday],
    [8, sunday],
    ['', sunday],
    [undefined, sunday],
  ])('on a Mac the user may choose its first day: %j', async (gregorian, firstDay) => {
    overrides.set('AppleFirstWeekday', { gregorian })
    const { week } = await formatOf('en-US', { platform: 'darwin' })
    expect(week).toEqual({ firstDay, daysOff: weekend })
  })
})
