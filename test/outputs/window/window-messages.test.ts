// The messages between the main process and its page: who may send them, and that each is parsed, both ways.
import type { IpcMain, IpcMainInvokeEvent } from 'electron'
import { beforeEach, expect, test, vi } from 'vitest'
import { channelOf, commandNames } from '../../../app/contract/channels.ts'
import type { CommandHandlers } from '../../../app/contract/contract.ts'
import { answerWindow, sendToWindow } from '../../../app/outputs/window/window-messages.ts'

type Listener = Parameters<IpcMain['handle']>[1]

const window = { url: 'app://tally-light/index.html', parent: null }
const done = vi.fn()
let listeners: Map<string, Listener>

/** Invokes a command as a page does, from such a frame. */
const ask = (name: (typeof commandNames)[number], request?: unknown, senderFrame: object | null = window) =>
  listeners.get(channelOf(name))?.({ senderFrame } as unknown as IpcMainInvokeEvent, request)

beforeEach(() => {
  listeners = new Map()
  done.mockReset()
  const handlers = Object.fromEntries(commandNames.map((name) => [name, done])) as unknown as CommandHandlers
  answerWindow({ handle: (channel, listener) => void listeners.set(channel, listener) }, handlers, () => 0)
})

test('our own page is answered', async () => {
  await ask('pause', '1-h')
  expect(done).toHaveBeenCalledWith('1-h')
})

test.each([
  ['a frame inside our page', { ...window, parent: {} }],
  ['another page', { ...window, url: 'https://example.com/' }],
  ['a host whose name begins with ours', { ...window, url: 'app://tally-light.example/index.html' }],
  ['a destroyed frame', null],
])('%s is not', async (_who, frame) => {
  await expect(ask('signOut', undefined, frame)).rejects.toThrow('stranger')
  expect(done).not.toHaveBeenCalled()
})

test.each([
  ['pause', 'forever'],
  ['signIn', { now: true }],
  ['copyText', 'x'.repeat(20_001)],
  ['checkTenant', { tenant: 'organizations', cloud: 'global' }],
  ['changeSettings', { pausedUntil: 1 }],
  ['changeSettings', { notifications: Array.from({ length: 100_000 }, () => 'stale') }],
] as const)('%s with %o never reaches the app as it came', async (name, request) => {
  await Promise.resolve(ask(name, request)).catch(() => {})
  expect(done).not.toHaveBeenCalledWith(request)
})

test('a message that is too large is rejected before a schema goes through it', async () => {
  const order = Array.from({ length: 100_000 }, () => ({ id: '', group: '' }))
  await expect(ask('arrangeColleagues', order)).rejects.toThrow('too much')
  await expect(ask('copyText', 'x'.repeat(30_000))).rejects.toThrow('too much')
  await ask('copyText', 'x'.repeat(20_000))
  expect(done).toHaveBeenCalledTimes(1)
})

test('an answer is parsed before it is sent', async () => {
  done.mockResolvedValue({ path: '/tmp/day.csv', secret: 'token' })
  expect(await ask('exportHistory')).toEqual({ path: '/tmp/day.csv' })
  done.mockResolvedValue({ path: 3 })
  await expect(ask('exportHistory')).rejects.toThrow()
})

test('an event is parsed before it is sent', () => {
  const send = vi.fn()
  const span = { light: 'busy', from: 1, until: 2 } as const
  sendToWindow({ send }, 'history', [{ ...span, ...{ message: 'private' } }])
  expect(send).toHaveBeenCalledWith('tally:history', [span])
})
