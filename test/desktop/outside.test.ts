// What leaves the program for the rest of the computer: as much as a person may want, and no more.
import { beforeEach, expect, test, vi } from 'vitest'
import { createOutside } from '../../app/desktop/outside.ts'
import type { Outside } from '../../app/services/commands.ts'
import { wordsIn } from '../../words/words.ts'
import { setElectron } from '../support/electron-now.ts'
import { createVirtualClock, type VirtualClock } from '../support/virtual-clock.ts'

const electron = vi.hoisted(() => ({
  openExternal: vi.fn(),
  openPath: vi.fn(),
  showItemInFolder: vi.fn(),
  writeText: vi.fn(),
}))
vi.mock('electron', async () => (await import('../support/electron-now.ts')).electronNow)
setElectron({
  app: { getPath: (name: string) => `/${name}` },
  clipboard: { writeText: electron.writeText },
  shell: {
    openExternal: electron.openExternal,
    openPath: electron.openPath,
    showItemInFolder: electron.showItemInFolder,
  },
})

const words = wordsIn('en')
const tooOften = words.t('window.tooOften')
const page = (name: string | number) => `https://entra.microsoft.com/${name}`
let clock: VirtualClock
let outside: Outside

beforeEach(() => {
  electron.openExternal.mockReset().mockResolvedValue(undefined)
  electron.showItemInFolder.mockReset()
  electron.openPath.mockReset().mockResolvedValue('')
  electron.writeText.mockReset()
  clock = createVirtualClock()
  outside = createOutside({ clock, wordsNow: () => words })
})

const outcomes = async (asked: Promise<void>[]) =>
  (await Promise.allSettled(asked)).map((one) =>
    one.status === 'fulfilled' ? 'done' : String(one.reason.message),
  )
const count = (list: readonly string[], what: string) => list.filter((one) => one === what).length

test('150 pages at once: five are opened, the others refused in words; then one a second', async () => {
  const ask = () => outcomes(Array.from({ length: 150 }, (_, at) => outside.openWebPage(page(at))))
  expect(count(await ask(), tooOften)).toBe(145)
  expect(electron.openExternal).toHaveBeenCalledTimes(5)
  await clock.pass(10_000)
  expect(count(await ask(), 'done')).toBe(5)
  await clock.pass(1000)
  expect(count(await ask(), 'done')).toBe(1)
})

test('a sign-in page waits for its turn and is never refused', async () => {
  const { signal } = new AbortController()
  for (let at = 0; at < 5; at++) await outside.openSignInPage(page(at), signal)
  const sixth = outside.openSignInPage(page('sixth'), signal)
  await clock.pass(999)
  expect(electron.openExternal).toHaveBeenCalledTimes(5)
  await clock.pass(251)
  await sixth
  expect(electron.openExternal).toHaveBeenLastCalledWith(page('sixth'))
  expect(clock.waiting()).toBe(0)
})

test('however often a sign-in is started and cancelled, only the last one opens its page, and no timer is left', async () => {
  for (let at = 0; at < 5; at++) await outside.openWebPage(page(at))
  const last = Array.from({ length: 50 }, (_, at) => {
    const flow = new AbortController()
    const opened = outside.openSignInPage(page(`sign-in-${at}`), flow.signal)
    return { flow, opened }
  }).reduce((previous, next) => {
    previous.flow.abort()
    return next
  })
  await clock.pass(60_000)
  await last.opened
  expect(electron.openExternal).toHaveBeenCalledTimes(6)
  expect(electron.openExternal).toHaveBeenLastCalledWith(page('sign-in-49'))
  expect(clock.waiting()).toBe(0)
})

test('a sign-in page that is none of ours, or that the system cannot open, is refused at once', async () => {
  const { signal } = new AbortController()
  await expect(outside.openSignInPage('https://evil.example/', signal)).rejects.toThrow('one')
  electron.openExternal.mockRejectedValue(new Error('no browser'))
  await expect(outside.openSignInPage(page('a'), signal)).rejects.toThrow('no browser')
})

test('folders and pages are counted together', async () => {
  for (const name of ['a', 'b', 'c', 'd']) await outside.openWebPage(page(name))
  await outside.openLogs()
  await expect(outside.openWebPage(page('e'))).rejects.toThrow(tooOften)
  expect(electron.openPath).toHaveBeenCalledTimes(1)
})

test.each<[what: string, ask: () => Promise<void>, opened: () => number]>([
  ['a page', () => outside.openWebPage(page('a')), () => electron.openExternal.mock.calls.length],
  ['a file', () => outside.showFile('/a'), () => electron.showItemInFolder.mock.calls.length],
  ['the folder', () => outside.openLogs(), () => electron.openPath.mock.calls.length],
])('a double click opens %s once, and says nothing of the second', async (_what, ask, opened) => {
  expect(await outcomes(Array.from({ length: 50 }, ask))).toEqual(Array(50).fill('done'))
  expect(opened()).toBe(1)
  await clock.pass(1000)
  await ask()
  expect(opened()).toBe(2)
})

test('what the system cannot open is said to both clicks', async () => {
  electron.openExternal.mockRejectedValue(new Error('no browser'))
  expect(await outcomes([outside.openWebPage(page('a')), outside.openWebPage(page('a'))])).toEqual([
    'no browser',
    'no browser',
  ])
  electron.openPath.mockResolvedValue('no folder')
  await expect(outside.openLogs()).rejects.toThrow('no folder')
})

test('the clipboard is not written without end', async () => {
  const asked = await outcomes(Array.from({ length: 100 }, (_, at) => outside.copyText(`text ${at}`)))
  expect(count(asked, 'done')).toBe(5)
  expect(count(asked, tooOften)).toBe(95)
  expect(electron.writeText).toHaveBeenCalledTimes(5)
  await clock.pass(1000)
  await outside.copyText('more')
  expect(electron.writeText).toHaveBeenLastCalledWith('more')
})

test('a page that is none of ours is not counted either', async () => {
  for (let at = 0; at < 10; at++)
    await expect(outside.openWebPage('https://evil.example/')).rejects.toThrow('one')
  await outside.openWebPage(page('a'))
  expect(electron.openExternal).toHaveBeenCalledTimes(1)
})
