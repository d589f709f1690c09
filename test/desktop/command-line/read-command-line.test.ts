// What the arguments of a start mean.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type CommandLine,
  minutesIn,
  readCommandLine,
  statusWords,
} from '../../../app/desktop/command-line/read-command-line.ts'

const read = (line: string): CommandLine => readCommandLine(line === '' ? [] : line.split(' '))
const send = (command: object) => ({ kind: 'send', command })
const fault = (kind: string, argument: string) => ({ kind: 'faulty', fault: { kind, argument } })

test.each([
  '',
  '--hidden',
  '--demo --verbose',
  '/path/to/the/app --hidden',
  '--no-sandbox --ozone-platform=x11',
  '-psn_0_12345',
  '--statuses',
  '--paused=30m',
])('“%s” is an ordinary start', (line) => {
  expect(read(line)).toEqual({ kind: 'start' })
})

test.each([
  ['--help', { kind: 'help' }],
  ['-h', { kind: 'help' }],
  ['--version', { kind: 'version' }],
  ['--status', { kind: 'status', json: false }],
  ['--status --json', { kind: 'status', json: true }],
  ['--open', send({ kind: 'open' })],
  ['--check', send({ kind: 'check' })],
  ['--resume', send({ kind: 'resume' })],
  ['--pause 30m', send({ kind: 'pause', length: 30 })],
  ['--pause=1h30m', send({ kind: 'pause', length: 90 })],
  ['--pause 45', send({ kind: 'pause', length: 45 })],
  ['--pause tomorrow', send({ kind: 'pause', length: 'until-tomorrow' })],
  ['--set busy', send({ kind: 'set', status: 'Busy', length: 'until-changed' })],
  ['--set busy --for 1h', send({ kind: 'set', status: 'Busy', length: 60 })],
  ['--set=busy --for=1h', send({ kind: 'set', status: 'Busy', length: 60 })],
  ['--set --for 1h busy', send({ kind: 'set', status: 'Busy', length: 60 })],
  ['--set away --for today', send({ kind: 'set', status: 'Away', length: 'end-of-day' })],
  ['--set reset', send({ kind: 'set', status: 'reset', length: 'until-changed' })],
  ['--hidden --status --demo', { kind: 'status', json: false }],
  ['--no-sandbox /app --pause 30m', send({ kind: 'pause', length: 30 })],
])('%s', (line, expected) => {
  expect(read(line)).toEqual(expected)
})

test.each([
  ['--pause', fault('no-length', '--pause')],
  ['--pause=', fault('no-length', '--pause')],
  ['--pause soon', fault('wrong-length', 'soon')],
  ['--pause 25h', fault('wrong-length', '25h')],
  ['--pause 0m', fault('wrong-length', '0m')],
  ['--pause today', fault('wrong-length', 'today')],
  ['--pause 30m 1h', fault('unknown-argument', '1h')],
  ['--pause 30m --for 1h', fault('unknown-argument', '--for')],
  ['--set', fault('no-status', '--set')],
  ['--set sleepy', fault('wrong-status', 'sleepy')],
  ['--set toString', fault('wrong-status', 'toString')],
  ['--set busy --for', fault('wrong-length', '')],
  ['--set busy --for tomorrow', fault('wrong-length', 'tomorrow')],
  ['--set reset --for 1h', fault('unknown-argument', '--for')],
  ['--status --yaml', fault('unknown-argument', '--yaml')],
  ['--status now', fault('unknown-argument', 'now')],
  ['--status --', fault('unknown-argument', '--')],
  ['--check --json', fault('unknown-argument', '--json')],
  ['--status --check', fault('several-commands', '--status --check')],
  ['--pause 30m --pause 1h', fault('several-commands', '--pause --pause')],
])('%s is refused', (line, expected) => {
  expect(read(line)).toEqual(expected)
})

test('every status has a word', () => {
  for (const [word, status] of Object.entries(statusWords))
    expect(read(`--set ${word}`)).toEqual(send({ kind: 'set', status, length: 'until-changed' }))
})

describe('lengths', () => {
  test('are minutes up to a day, however they are written', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1440 }), (minutes) => {
        const hours = Math.floor(minutes / 60)
        expect(minutesIn(`${minutes}m`)).toBe(minutes)
        expect(minutesIn(`${minutes}`)).toBe(minutes)
        expect(minutesIn(`${hours}h${minutes % 60}m`)).toBe(minutes)
      }),
    )
  })

  test('are nothing else', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'0123456789hm.- ') }), (text) => {
        const minutes = minutesIn(text)
        if (minutes === null) return
        expect(text).toMatch(/^(\d+h)?(\d+m?)?$/)
        expect(minutes).toBeGreaterThanOrEqual(1)
        expect(minutes).toBeLessThanOrEqual(1440)
      }),
    )
  })
})

test('no argument makes it fail, and only a whole command is sent', () => {
  const argument = fc.oneof(
    fc.string(),
    fc.constantFrom(
      '--pause',
      '--set',
      '--for',
      '--json',
      '--status',
      '--open',
      '30m',
      'busy',
      '--',
      '-h',
      '--pause=1h',
    ),
  )
  fc.assert(
    fc.property(fc.array(argument, { maxLength: 6 }), (args) => {
      const line = readCommandLine(args)
      if (line.kind === 'send') expect(args.join(' ')).toMatch(/--(?:open|check|resume|pause|set)/)
    }),
  )
})
