// Commands of the select: which are accepted, and how often.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { statusNames } from '../../../../app/model/names.ts'
import {
  commandIn,
  createStatusCommands,
  type StatusCommand,
  statusOptions,
} from '../../../../app/outputs/external/mqtt/status-command.ts'
import { createVirtualClock } from '../../../support/virtual-clock.ts'

test('each option is a command', () => {
  for (const status of statusNames) expect(commandIn(Buffer.from(status))).toEqual({ kind: 'set', status })
  expect(commandIn(Buffer.from('Automatic'))).toEqual({ kind: 'reset' })
})

test('no other payload is one', () => {
  const bytes = fc.oneof(
    fc.uint8Array().map((array) => Buffer.from(array)),
    fc.string({ unit: 'binary' }).map((text) => Buffer.from(text)),
    fc
      .constantFrom(...statusOptions)
      .chain((option) =>
        fc
          .constantFrom(` ${option}`, `${option}\n`, option.toLowerCase(), `"${option}"`, `${option}\0`)
          .map(Buffer.from),
      ),
  )
  fc.assert(
    fc.property(bytes, (payload) => {
      fc.pre(!statusOptions.some((option) => option === payload.toString('utf8')))
      expect(commandIn(payload)).toBeNull()
    }),
  )
})

function createCommands(isAllowed = () => true) {
  const clock = createVirtualClock()
  const set: StatusCommand[] = []
  const warnings: string[] = []
  const commands = createStatusCommands({
    clock,
    isAllowed,
    log: { warn: (...words) => warnings.push(words.join(' ')) },
    setStatus: (command) => set.push(command),
  })
  return { clock, set, warnings, commands, receive: (text: string) => commands.receive(Buffer.from(text)) }
}

test('of many in a row the first is followed by the newest, after 3 s', async () => {
  const { clock, set, receive, commands } = createCommands()
  for (let round = 0; round < 200; round += 1) for (const option of statusOptions) receive(option)
  expect(set).toEqual([{ kind: 'set', status: 'Available' }])
  await clock.pass(2999)
  expect(set).toHaveLength(1)
  await clock.pass(1)
  expect(set).toEqual([{ kind: 'set', status: 'Available' }, { kind: 'reset' }])
  await clock.pass(60_000)
  expect(set).toHaveLength(2)
  receive('Busy')
  receive('Away')
  commands.stop()
  await clock.pass(60_000)
  receive('Away')
  expect(set).toHaveLength(3)
  expect(clock.waiting()).toBe(0)
})

test('whether it is allowed is asked when the status is set', async () => {
  let isOn = true
  const { clock, set, receive, warnings } = createCommands(() => isOn)
  receive('Busy')
  receive('Away')
  isOn = false
  await clock.pass(3000)
  receive('Away')
  await clock.pass(3000)
  expect(set).toHaveLength(1)
  expect(warnings).toHaveLength(1)
})

test('unknown ones are logged once, shortened and in one line', () => {
  const { warnings, receive } = createCommands()
  for (let count = 0; count < 100; count += 1) receive(`Sleeping\n${count} ${'zzz '.repeat(10_000)}`)
  expect(warnings).toHaveLength(1)
  expect(warnings[0]).toContain('Sleeping 0 zzz')
  expect(warnings[0]?.length).toBeLessThan(200)
})
