import { tzOffset } from '@date-fns/tz'
import fc from 'fast-check'
import { afterEach, expect, test, vi } from 'vitest'
import { csvName, csvOf, localOffset } from '../app/history-csv.ts'
import type { LitName } from '../app/presence/light.ts'

afterEach(() => vi.unstubAllEnvs())

const at = (moment: string) => Date.parse(moment)
const words = (light: LitName) => (light === 'in-a-call-oof' ? 'В звонке, "не на работе"' : light)
const offsetIn = (zone: string) => (atMs: number) => tzOffset(zone, new Date(atMs))

test('a row for each span, in local time with its offset, as spreadsheets read it', () => {
  const timeline = [
    { light: 'available' as const, from: at('2026-10-25T00:30Z'), until: at('2026-10-25T01:30:00.400Z') },
    { light: 'in-a-call-oof' as const, from: at('2026-11-23T09:00Z'), until: at('2026-11-23T09:42:10Z') },
  ]
  expect(csvOf(timeline, offsetIn('Europe/Berlin'), words)).toBe(
    '\uFEFFfrom,until,seconds,light,words\r\n' +
      '2026-10-25T02:30:00+02:00,2026-10-25T02:30:00+01:00,3600,available,available\r\n' +
      '2026-11-23T10:00:00+01:00,2026-11-23T10:42:10+01:00,2530,in-a-call-oof,"В звонке, ""не на работе"""\r\n',
  )
})

test('the seconds of a row are those between its two times, so that rows without a gap add up', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 100_000 }), { minLength: 1, maxLength: 20 }),
      (lengths) => {
        let until = at('2026-11-23T09:00:00.700Z')
        const timeline = lengths.map((length) => {
          const from = until
          until += length
          return { light: 'busy' as const, from, until }
        })
        const rows = csvOf(timeline, () => 60, words)
          .trim()
          .split('\r\n')
          .slice(1)
          .map((row) => row.split(','))
        for (const [from = '', to = '', seconds] of rows)
          expect(Number(seconds)).toBe((Date.parse(to) - Date.parse(from)) / 1000)
      },
    ),
  )
})

test('nothing kept is a table without rows', () => {
  expect(csvOf([], () => 0, words)).toBe('\uFEFFfrom,until,seconds,light,words\r\n')
})

test('its name has the local day', () => {
  expect(csvName(at('2026-11-23T23:30Z'), offsetIn('Asia/Tokyo'))).toBe('Tally Light 2026-11-24.csv')
  expect(csvName(at('2026-11-23T23:30Z'), offsetIn('America/New_York'))).toBe('Tally Light 2026-11-23.csv')
})

// What a computer may have in TZ: names, rules of POSIX, files, nothing, and what is none of these.
test.each([
  'Europe/Berlin',
  'America/St_Johns',
  'Asia/Kathmandu',
  'Pacific/Kiritimati',
  'UTC',
  'UTC0',
  'GMT+5',
  'EST5EDT',
  'CET-1CEST,M3.5.0,M10.5.0/3',
  ':/etc/localtime',
  'Etc/Unknown',
  'Foo/Bar',
  ':',
  '',
])('with TZ=%s every moment is written as one that a reader of dates reads back', (zone) => {
  vi.stubEnv('TZ', zone)
  fc.assert(
    fc.property(fc.integer({ min: 0, max: Date.UTC(3000) / 1000 }), (seconds) => {
      const from = seconds * 1000
      const row = csvOf([{ light: 'busy', from, until: from }], localOffset, words).split('\r\n')[1] ?? ''
      expect(Date.parse(row.split(',')[0] ?? '')).toBe(from)
    }),
    { numRuns: 50 },
  )
})
