// A compromised page sends every message with any arguments: what reaches the app, and what it gets back.
import type { IpcMain, IpcMainInvokeEvent } from 'electron'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type CommandName, channelOf, commandNames } from '../../app/contract/channels.ts'
import { type CommandHandlers, commands } from '../../app/contract/contract.ts'
import { isWithin } from '../../app/outputs/window/message-size.ts'
import { answerWindow, LARGEST_MESSAGE } from '../../app/outputs/window/window-messages.ts'
import { nastyText } from './hostile-json.ts'
import { nothingPolluted } from './shown-texts.ts'

const REQUESTS = 10_000
const FLOOD = 10_000
const SECRET = 'eyJhbGciOiJub25lIn0.secret'

type Listener = Parameters<IpcMain['handle']>[1]

const ourFrame = { url: 'app://tally-light/index.html', parent: null }
const strangeFrames: readonly unknown[] = [
  null,
  { ...ourFrame, parent: ourFrame },
  { url: 'app://tally-light', parent: null },
  { url: 'app://tally-light.evil.example/index.html', parent: null },
  { url: 'app://tally-light@evil.example/index.html', parent: null },
  { url: 'app://evil/tally-light/index.html', parent: null },
  { url: 'https://tally-light/index.html', parent: null },
  { url: 'file:///app://tally-light/index.html', parent: null },
  { url: 'about:blank', parent: null },
  { url: 'about:srcdoc', parent: null },
  { url: 'data:text/html,app://tally-light/', parent: null },
  { url: 'blob:app://tally-light/11111111-2222-3333-4444-555555555555', parent: null },
  { url: '', parent: null },
]

/** The contract's handlers, which record their arguments and return more than the page may get. */
function door(monotonicMs: () => number) {
  const listeners = new Map<string, Listener>()
  const reached: [name: CommandName, request: unknown][] = []
  const handlers = Object.fromEntries(
    commandNames.map((name) => [
      name,
      async (request: unknown) => {
        reached.push([name, request])
        return { ok: true, value: [], path: '/tmp/days.csv', secret: SECRET }
      },
    ]),
  ) as unknown as CommandHandlers
  answerWindow(
    { handle: (channel, listener) => void listeners.set(channel, listener) },
    handlers,
    monotonicMs,
  )
  const ask = async (
    name: CommandName,
    request: unknown,
    senderFrame: unknown = ourFrame,
  ): Promise<unknown> => listeners.get(channelOf(name))?.({ senderFrame } as IpcMainInvokeEvent, request)
  return { ask, reached }
}

/** A clock that advances by a second at each request. */
const unhurried = () => {
  let nowMs = 0
  return () => {
    nowMs += 1000
    return nowMs
  }
}

/** Values that can be cloned, including slightly changed valid ones. */
const junk = fc.oneof(
  fc.anything({
    withBigInt: true,
    withDate: true,
    withMap: true,
    withSet: true,
    withTypedArray: true,
    withSparseArray: true,
  }),
  nastyText,
  fc.constantFrom<unknown>(undefined, null, true, '30-min', 'forever', 'settings', 'admin-consent', {
    __proto__: { on: true },
  }),
  fc.record(
    {
      feature: fc.oneof(fc.constant('colleagues'), nastyText),
      on: fc.oneof(fc.boolean(), fc.anything()),
      id: fc.oneof(fc.uuid(), nastyText),
      tell: fc.oneof(fc.constant('once'), nastyText),
      name: fc.oneof(nastyText, fc.anything()),
      address: nastyText,
      status: fc.oneof(fc.constant('Busy'), nastyText),
      length: fc.oneof(fc.constant('1-h'), nastyText),
      text: nastyText,
      clientId: nastyText,
      tenant: nastyText,
      cloud: fc.oneof(fc.constant('global'), nastyText),
      intervalSeconds: fc.oneof(fc.integer(), fc.double()),
      pausedUntil: fc.integer(),
      features: fc.array(nastyText),
    },
    { requiredKeys: [] },
  ),
)

test(`only parsed messages reach the app (${REQUESTS} requests tried)`, async () => {
  const { ask, reached } = door(unhurried())
  let taken = 0
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...commandNames), junk, async (name, request) => {
      reached.length = 0
      const read = commands[name].request.safeParse(request)
      const answer = await ask(name, request).catch((error: unknown) => String(error))
      const isTaken = read.success && isWithin(request, LARGEST_MESSAGE)
      expect(reached).toEqual(isTaken ? [[name, read.data]] : [])
      expect(JSON.stringify(answer) ?? '').not.toContain(SECRET)
      nothingPolluted()
      if (read.success) taken += 1
    }),
    { numRuns: REQUESTS },
  )
  // Some requests are accepted and some are refused.
  expect(taken).toBeGreaterThan(REQUESTS / 100)
  expect(taken).toBeLessThan(REQUESTS / 2)
})

test(`a foreign frame gets no answer (${strangeFrames.length * commandNames.length} questions tried)`, async () => {
  const { ask, reached } = door(unhurried())
  for (const name of commandNames) {
    for (const frame of strangeFrames) await expect(ask(name, undefined, frame)).rejects.toThrow()
  }
  expect(reached).toEqual([])
})

test(`a part of a flood is answered, and requests after it are answered again (${FLOOD} questions tried)`, async () => {
  let nowMs = 0
  const { ask, reached } = door(() => nowMs)
  const flood = () => Promise.allSettled(Array.from({ length: FLOOD }, () => ask('exportHistory', undefined)))
  const answers = await flood()
  expect(reached).toHaveLength(200)
  expect(answers.filter(({ status }) => status === 'rejected')).toHaveLength(FLOOD - 200)
  nowMs += 1000
  await flood()
  expect(reached).toHaveLength(250)
  nowMs += 3_600_000
  await flood()
  expect(reached).toHaveLength(450)
})
