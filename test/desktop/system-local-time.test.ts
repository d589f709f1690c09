// The computer's zone and hour cycle in the state, and how a zone that changes is followed.
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { followLocalTime, systemHourCycle, systemZone } from '../../app/desktop/system-local-time.ts'
import { signedIn } from '../model/states.ts'
import { createAccountStore } from '../support/account-store.ts'
import { createVirtualClock } from '../support/virtual-clock.ts'

const overrides = new Set<string>()
vi.mock('electron', () => ({
  systemPreferences: { getUserDefault: (key: string) => overrides.has(key) },
}))

const linkTo = (path: string) => () => path
const noLink = () => {
  throw new Error('ENOENT')
}
const ofProcess = new Intl.DateTimeFormat().resolvedOptions().timeZone

describe('the zone of the system', () => {
  test.each<[name: string, platform: NodeJS.Platform, TZ: string | undefined, link: string, zone: string]>([
    ['Linux', 'linux', undefined, '/usr/share/zoneinfo/Asia/Tokyo', 'Asia/Tokyo'],
    ['Linux with leap seconds', 'linux', undefined, '/usr/share/zoneinfo/right/Asia/Tokyo', 'Asia/Tokyo'],
    [
      'a name of two slashes',
      'linux',
      undefined,
      '/usr/share/zoneinfo/America/Indiana/Knox',
      'America/Indiana/Knox',
    ],
    ['macOS', 'darwin', undefined, '/var/db/timezone/zoneinfo/Europe/Berlin', 'Europe/Berlin'],
    ['TZ before the link', 'linux', 'Europe/Berlin', '/usr/share/zoneinfo/Asia/Tokyo', 'Europe/Berlin'],
    ['TZ with a colon', 'linux', ':Europe/Berlin', '/usr/share/zoneinfo/Asia/Tokyo', 'Europe/Berlin'],
    ['TZ without leap seconds', 'linux', 'posix/Europe/Berlin', '/etc/localtime', 'Europe/Berlin'],
    ['TZ with leap seconds', 'linux', ':right/Europe/Berlin', '/etc/localtime', 'Europe/Berlin'],
    ['TZ with a file', 'linux', ':/etc/localtime', '/usr/share/zoneinfo/Asia/Tokyo', 'Asia/Tokyo'],
    ['TZ as POSIX writes it', 'linux', 'GMT+5', '/usr/share/zoneinfo/Asia/Tokyo', 'Etc/GMT+5'],
    ['a link to nothing that is known', 'linux', undefined, '/usr/share/zoneinfo/Foo/Bar', ofProcess],
    ['a file in place of a link', 'linux', undefined, '/etc/localtime', ofProcess],
    ['Windows, which has no link', 'win32', undefined, '/usr/share/zoneinfo/Asia/Tokyo', ofProcess],
  ])('%s', (_name, platform, TZ, link, zone) => {
    expect(systemZone({ platform, env: { TZ } }, linkTo(link))?.zone).toBe(zone)
  })

  // The C library takes what it cannot read for UTC (tzset(3)), and so does V8.
  test.each([
    ['JST-9', 'Etc/GMT-9'],
    ['EST5', 'Etc/GMT+5'],
    ['MSK-3', 'Etc/GMT-3'],
    ['Foo/Bar', 'Etc/GMT'],
    ['', 'Etc/GMT'],
  ])('a TZ without a name, "%s", by its hours', (TZ, zone) => {
    const before = process.env.TZ
    onTestFinished(() => {
      if (before === undefined) delete process.env.TZ
      else process.env.TZ = before
    })
    process.env.TZ = TZ
    const found = systemZone({ platform: 'linux', env: { TZ } }, linkTo('/usr/share/zoneinfo/Asia/Tokyo'))
    const offset = (timeZone?: string) => new Date(Date.UTC(2026, 10, 27)).toLocaleString('en', { timeZone })
    expect(offset(found?.zone)).toBe(offset(zone))
  })

  test('without a link it is that of the process', () => {
    expect(systemZone({ platform: 'linux', env: {} }, noLink)).toEqual({ zone: ofProcess, isNamed: false })
  })
})

describe('followed', () => {
  async function following(platform: NodeJS.Platform = 'linux') {
    const clock = createVirtualClock()
    const store = createAccountStore(signedIn)
    const env: NodeJS.ProcessEnv = platform === 'win32' ? {} : { TZ: 'Europe/Berlin' }
    const app = { getSystemLocale: () => 'en-US' }
    const localTime = await followLocalTime({ store, clock, app, system: { platform, env } })
    return { clock, env, localTime, zone: () => store.getState().timeZone, store }
  }

  test('it is there at the start, is read anew at a signal and every minute, and leaves no timer', async () => {
    const { clock, env, localTime, zone, store } = await following()
    expect([zone(), store.getState().hourCycle]).toEqual(['Europe/Berlin', 'h12'])
    env.TZ = 'Asia/Tokyo'
    expect(zone()).toBe('Europe/Berlin')
    localTime.signal()
    expect(zone()).toBe('Asia/Tokyo')
    env.TZ = 'America/New_York'
    await clock.pass(60_000)
    expect(zone()).toBe('America/New_York')
    localTime.stop()
    expect(clock.waiting()).toBe(0)
  })

  test('what the window tells counts, until the system itself has another one', async () => {
    const { clock, env, localTime, zone } = await following('win32')
    expect(zone()).toBe(ofProcess)
    localTime.told('Asia/Tokyo')
    await clock.pass(180_000)
    expect(zone()).toBe('Asia/Tokyo')
    env.TZ = 'America/New_York'
    await clock.pass(60_000)
    expect(zone()).toBe('America/New_York')
  })

  test.each(['Foo/Bar', '', 'Etc/Unknown', '+25:00', 'Asia/Tokyo;'])('"%s" keeps the last', async (told) => {
    const { localTime, zone } = await following('win32')
    localTime.told('Asia/Kathmandu')
    const before = zone()
    localTime.told(told)
    expect(zone()).toBe(before)
  })

  // services/device/device_service.cc makes the monitor with the first page, which has the zone of the start then.
  test.each(['linux', 'darwin'] as const)('a page knows no better than the link on %s', async (platform) => {
    const clock = createVirtualClock()
    const store = createAccountStore(signedIn)
    const app = { getSystemLocale: () => 'en-GB' }
    const realPath = linkTo('/usr/share/zoneinfo/Asia/Tokyo')
    const localTime = await followLocalTime({ store, clock, app, system: { platform, env: {} }, realPath })
    localTime.told('Europe/Berlin')
    await clock.pass(180_000)
    expect(store.getState().timeZone).toBe('Asia/Tokyo')
  })

  test('a zone in TZ is told otherwise by nobody', async () => {
    const { localTime, zone } = await following()
    localTime.told('Asia/Tokyo')
    expect(zone()).toBe('Europe/Berlin')
  })
})

describe('12 or 24 hours', () => {
  const cycle = (locale: string, system: Partial<Pick<NodeJS.Process, 'platform' | 'env'>> = {}) =>
    systemHourCycle({ platform: 'win32', env: {}, ...system }, { getSystemLocale: () => locale })

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

  test('it has 24 where the system does not say', async () => {
    const getSystemLocale = () => {
      throw new Error('not ready')
    }
    expect(await systemHourCycle({ platform: 'win32', env: {} }, { getSystemLocale })).toBe('h23')
  })

  test.each([
    [{ LC_TIME: 'en_US.UTF-8' }, 'h12'],
    [{ LC_TIME: 'en_GB.UTF-8' }, 'h23'],
    [{ LC_TIME: 'de_DE@euro', LC_ALL: '' }, 'h23'],
    [{ LC_TIME: 'en_US.UTF-8', LC_ALL: 'C.UTF-8' }, 'h23'],
    // The C locale by its other name, and one that Intl does not know.
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
    overrides.add(key)
    expect(await cycle(locale, { platform: 'darwin' })).toBe(hourCycle)
    overrides.clear()
  })
})
