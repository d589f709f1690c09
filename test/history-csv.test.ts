import { expect, test } from 'vitest'
import { csvName, csvOf } from '../app/history-csv.ts'
import type { LitName } from '../app/presence/light.ts'

const at = (moment: string) => Date.parse(moment)
const words = (light: LitName) => (light === 'in-a-call-oof' ? 'В звонке, "не на работе"' : light)

test('a row for each span, in local time with its offset, as spreadsheets read it', () => {
  const timeline = [
    { light: 'available' as const, from: at('2026-10-25T00:30Z'), until: at('2026-10-25T01:30:00.400Z') },
    { light: 'in-a-call-oof' as const, from: at('2026-11-23T09:00Z'), until: at('2026-11-23T09:42:10Z') },
  ]
  expect(csvOf(timeline, 'Europe/Berlin', words)).toBe(
    '\uFEFFfrom,until,seconds,light,words\r\n' +
      '2026-10-25T02:30:00+02:00,2026-10-25T02:30:00+01:00,3600,available,available\r\n' +
      '2026-11-23T10:00:00+01:00,2026-11-23T10:42:10+01:00,2530,in-a-call-oof,"В звонке, ""не на работе"""\r\n',
  )
})

test('nothing kept is a table without rows', () => {
  expect(csvOf([], 'UTC', words)).toBe('\uFEFFfrom,until,seconds,light,words\r\n')
})

test('its name has the local day', () => {
  expect(csvName(at('2026-11-23T23:30Z'), 'Asia/Tokyo')).toBe('Tally Light 2026-11-24.csv')
  expect(csvName(at('2026-11-23T23:30Z'), 'America/New_York')).toBe('Tally Light 2026-11-23.csv')
})
