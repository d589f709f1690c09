// The computer's time zone and regional format in the state, and changes of the zone.
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { followLocalTime, systemZone } from '../../app/desktop/system-local-time.ts'
import { clocksBefore } from '../../app/model/timing/local-time.ts'
import { timeAhead } from '../../words/days.ts'
import { timeOfDay } from '../../words/moments.ts'
import { signedIn } from '../model/states.ts'
import { createAccountStore } from '../support/account-store.ts'
import { createVirtualClock } from '../support/virtual-clock.ts'

vi.mock('electron', () => ({
  systemPreferences: { getUserDefault: (_key: string, type: string) => (type === 'boolean' ? false : {}) },
}))

const linkTo = (path: string) => () => path
const noLink = () => {
  throw new Error('ENOENT')
}
const processZone = new Intl.DateTimeFormat().resolvedOptions().timeZone

describe('the zone of the system', () => {
  test.each<[name: string, platform: NodeJS.Platform, TZ: string | undefined, link: string, zone: string]>([
    ['Linux', 'linux', undefined, '/usr/share/zoneinfo/Asia/Tokyo', 'Asia/Tokyo'],
    ['Linux with leap seconds', 'linux', undefined, '/usr/share/zoneinfo/right/Asia/Tokyo', 'Asia/Tokyo'],
    [
      'a name with two slashes',
      'linux',
      undefined,
      '/usr/share/zoneinfo/America/Indiana/Knox',
      'America/Indiana/Knox',
    ],
    ['macOS', 'darwin', undefined, '/var/db/timezone/zoneinfo/Europe/Berlin', 'Europe/Berlin'],
    [
      'TZ has priority over the link',
      'linux',
      'Europe/Berlin',
      '/usr/share/zoneinfo/Asia/Tokyo',
      'Europe/Berlin',
    ],
    ['TZ with a colon', 'linux', ':Europe/Berlin', '/usr/share/zoneinfo/Asia/Tokyo', 'Europe/Berlin'],
    ['TZ without leap seconds', 'linux', 'posix/Europe/Berlin', '/etc/localtime', 'Europe/Berlin'],
    ['TZ with leap seconds', 'linux', ':right/Europe/Berlin', '/etc/localtime', 'Europe/Berlin'],
    ['TZ with a file', 'linux', ':/etc/localtime', '/usr/share/zoneinfo/Asia/Tokyo', 'Asia/Tokyo'],
    ['TZ in POSIX format', 'linux', 'GMT+5', '/usr/share/zoneinfo/Asia/Tokyo', 'Etc/GMT+5'],
    ['a link to an unknown zone', 'linux', undefined, '/usr/share/zoneinfo/Foo/Bar', processZone],
    ['a file instead of a link', 'linux', undefined, '/etc/localtime', processZone],
    ['Windows, which has no link', 'win32', undefined, '/usr/share/zoneinfo/Asia/Tokyo', processZone],
  ])('%s', (_name, platform, TZ, link, zone) => {
    expect(systemZone({ platform, env: { TZ } }, linkTo(link))?.zone).toBe(zone)
  })

  // The C library uses UTC for a TZ that it cannot parse (tzset(3)), as does V8.
  test.each([
    ['JST-9', 'Etc/GMT-9'],
    ['EST5', 'Etc/GMT+5'],
    ['MSK-3', 'Etc/GMT-3'],
    ['Foo/Bar', 'Etc/GMT'],
    ['', 'Etc/GMT'],
  ])('a TZ without a zone name, "%s", by its offset', (TZ, zone) => {
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

  // V8 takes all of them for UTC.
  test.each([
    ['IST-5:30', 'Asia/Kolkata'],
    ['<+0545>-5:45', 'Asia/Kathmandu'],
    ['<-0930>+9:30:00', 'Pacific/Marquesas'],
    ['<-03>3', 'Etc/GMT+3'],
    ['XYZ-05:00', 'Etc/GMT-5'],
    ['GMT0', 'GMT'],
    ['IST-5:30:20', 'Etc/GMT'],
    ['XYZ-5:17', 'Etc/GMT'],
    ['XYZ-25', 'Etc/GMT'],
  ])('a TZ with an offset, "%s", is read as the C library does', (TZ, zone) => {
    const found = systemZone({ platform: 'linux', env: { TZ } }, linkTo('/usr/share/zoneinfo/Asia/Tokyo'))
    const offset = (timeZone: string | undefined) =>
      timeZone && clocksBefore(Date.UTC(2026, 10, 27), timeZone)
    expect([offset(found?.zone), found?.isNamed]).toEqual([offset(zone), true])
  })

  test('without a link the zone of the process is used', () => {
    expect(systemZone({ platform: 'linux', env: {} }, noLink)).toEqual({ zone: processZone, isNamed: false })
  })
})

describe('a change of the zone', () => {
  async function begin(platform: NodeJS.Platform = 'linux') {
    const clock = createVirtualClock()
    const store = createAccountStore(signedIn)
    const env: NodeJS.ProcessEnv = platform === 'win32' ? {} : { TZ: 'Europe/Berlin' }
    const app = { getSystemLocale: () => 'en-US' }
    const localTime = await followLocalTime({ store, clock, app, system: { platform, env } })
    return { clock, env, localTime, zone: () => store.getState().timeZone, store }
  }

  test('is found at a signal and every minute; stopping cancels the timer', async () => {
    const { clock, env, localTime, zone, store } = await begin()
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

  test('in the window is used until the zone of the process changes', async () => {
    const { clock, env, localTime, zone } = await begin('win32')
    expect(zone()).toBe(processZone)
    localTime.setWindowTimeZone('Asia/Tokyo')
    await clock.pass(180_000)
    expect(zone()).toBe('Asia/Tokyo')
    env.TZ = 'America/New_York'
    await clock.pass(60_000)
    expect(zone()).toBe('America/New_York')
  })

  test.each(['Foo/Bar', '', 'Etc/Unknown', '+25:00', 'Asia/Tokyo;'])(
    'to "%s" is ignored',
    async (invalid) => {
      const { localTime, zone } = await begin('win32')
      localTime.setWindowTimeZone('Asia/Kathmandu')
      const before = zone()
      localTime.setWindowTimeZone(invalid)
      expect(zone()).toBe(before)
    },
  )

  // services/device/device_service.cc creates the monitor with the first page; it starts with the zone of the process.
  test.each(['linux', 'darwin'] as const)(
    'in the window is ignored on %s, which has a link',
    async (platform) => {
      const clock = createVirtualClock()
      const store = createAccountStore(signedIn)
      const app = { getSystemLocale: () => 'en-GB' }
      const realPath = linkTo('/usr/share/zoneinfo/Asia/Tokyo')
      const localTime = await followLocalTime({ store, clock, app, system: { platform, env: {} }, realPath })
      localTime.setWindowTimeZone('Europe/Berlin')
      await clock.pass(180_000)
      expect(store.getState().timeZone).toBe('Asia/Tokyo')
    },
  )

  test('in the window is ignored when TZ names a zone', async () => {
    const { localTime, zone } = await begin()
    localTime.setWindowTimeZone('Asia/Tokyo')
    expect(zone()).toBe('Europe/Berlin')
  })
})

// Nothing else may happen for hours, as in a pause: "until tomorrow, 00:30" would be wrong from midnight on.
test.each(['Asia/Kathmandu', 'America/Santiago'])(
  'what is shown names the day of each time, around midnight and after a night of sleep in %s',
  async (TZ) => {
    const startMs = clocksBefore(Date.UTC(2026, 10, 23, 23, 17, 31), TZ)
    const clock = createVirtualClock(startMs)
    const store = createAccountStore(signedIn)
    const app = { getSystemLocale: () => 'en-GB' }
    const system = { platform: 'linux', env: { TZ } } as const
    const localTime = await followLocalTime({ store, clock, app, system })
    const times = () => [
      timeAhead(startMs + 26 * 3_600_000, clock.nowMs(), 'en', store.getState()),
      timeOfDay(startMs, clock.nowMs(), 'en', store.getState()),
    ]
    let shown = times()
    store.subscribe(() => {
      shown = times()
    })
    async function passAnHour() {
      for (let minute = 0; minute < 60; minute++) {
        await clock.pass(60_000)
        expect(shown).toEqual(times())
      }
    }
    await passAnHour()
    clock.sleep(23 * 3_600_000)
    localTime.signal()
    await passAnHour()
    localTime.stop()
  },
)
