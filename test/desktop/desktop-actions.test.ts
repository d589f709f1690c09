// Opening pages, files and folders, and copying text, at a limited rate.
import { beforeEach, expect, test, vi } from 'vitest'
import { createDesktopActions } from '../../app/desktop/desktop-actions.ts'
import type { DesktopActions } from '../../app/services/commands.ts'
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
let desktop: DesktopActions

beforeEach(() => {
  electron.openExternal.mockReset().mockResolvedValue(undefined)
  electron.showItemInFolder.mockReset()
  electron.openPath.mockReset().mockResolvedValue('')
  electron.writeText.mockReset()
  clock = createVirtualClock()
  desktop = createDesktopActions(clock, () => words)
})

const outcomes = async (actions: Promise<void>[]) =>
  (await Promise.allSettled(actions)).map((one) =>
    one.status === 'fulfilled' ? 'done' : String(one.reason.message),
  )
const count = (list: readonly string[], what: string) => list.filter((one) => one === what).length

test('150 pages at once: five are opened, the others refused with a message; then one a second', async () => {
  const ask = () => outcomes(Array.from({ length: 150 }, (_, at) => desktop.openWebPage(page(at))))
  expect(count(await ask(), tooOften)).toBe(145)
  expect(electron.openExternal).toHaveBeenCalledTimes(5)
  await clock.pass(10_000)
  expect(count(await ask(), 'done')).toBe(5)
  await clock.pass(1000)
  expect(count(await ask(), 'done')).toBe(1)
})

test('a sign-in page waits at the limit and is not refused', async () => {
  const { signal } = new AbortController()
  for (let at = 0; at < 5; at++) await desktop.openSignInPage(page(at), signal)
  const sixth = desktop.openSignInPage(page('sixth'), signal)
  await clock.pass(999)
  expect(electron.openExternal).toHaveBeenCalledTimes(5)
  await clock.pass(251)
  await sixth
  expect(electron.openExternal).toHaveBeenLastCalledWith(page('sixth'))
  expect(clock.waiting()).toBe(0)
})

test('of sign-ins that are started and cancelled, only the last one opens its page, and no timer is left', async () => {
  for (let at = 0; at < 5; at++) await desktop.openWebPage(page(at))
  const last = Array.from({ length: 50 }, (_, at) => {
    const flow = new AbortController()
    const opened = desktop.openSignInPage(page(`sign-in-${at}`), flow.signal)
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

test('a sign-in page that is not allowed, or that the system cannot open, is refused at once', async () => {
  const { signal } = new AbortController()
  await expect(desktop.openSignInPage('https://evil.example/', signal)).rejects.toThrow('one')
  electron.openExternal.mockRejectedValue(new Error('no browser'))
  await expect(desktop.openSignInPage(page('a'), signal)).rejects.toThrow('no browser')
})

test('folders and pages are counted together', async () => {
  for (const name of ['a', 'b', 'c', 'd']) await desktop.openWebPage(page(name))
  await desktop.openLogs()
  await expect(desktop.openWebPage(page('e'))).rejects.toThrow(tooOften)
  expect(electron.openPath).toHaveBeenCalledTimes(1)
})

test.each<[what: string, ask: () => Promise<void>, opened: () => number]>([
  ['a page', () => desktop.openWebPage(page('a')), () => electron.openExternal.mock.calls.length],
  ['a file', () => desktop.showFile('/a'), () => electron.showItemInFolder.mock.calls.length],
  ['the folder', () => desktop.openLogs(), () => electron.openPath.mock.calls.length],
])('a double click opens %s once, without an error', async (_what, ask, opened) => {
  expect(await outcomes(Array.from({ length: 50 }, ask))).toEqual(Array(50).fill('done'))
  expect(opened()).toBe(1)
  await clock.pass(1000)
  await ask()
  expect(opened()).toBe(2)
})

test('both clicks get the error of the system', async () => {
  electron.openExternal.mockRejectedValue(new Error('no browser'))
  expect(await outcomes([desktop.openWebPage(page('a')), desktop.openWebPage(page('a'))])).toEqual([
    'no browser',
    'no browser',
  ])
  electron.openPath.mockResolvedValue('no folder')
  await expect(desktop.openLogs()).rejects.toThrow('no folder')
})

test('the clipboard is written at a limited rate', async () => {
  const copied = await outcomes(Array.from({ length: 100 }, (_, at) => desktop.copyText(`text ${at}`)))
  expect(count(copied, 'done')).toBe(5)
  expect(count(copied, tooOften)).toBe(95)
  expect(electron.writeText).toHaveBeenCalledTimes(5)
  await clock.pass(1000)
  await desktop.copyText('more')
  expect(electron.writeText).toHaveBeenLastCalledWith('more')
})

test('a text counts as copied once the system has it', async () => {
  electron.writeText.mockRejectedValue(new Error('clipboard in use'))
  await expect(desktop.copyText('text')).rejects.toThrow('clipboard in use')
})

test('a page that is not allowed does not count', async () => {
  for (let at = 0; at < 10; at++)
    await expect(desktop.openWebPage('https://evil.example/')).rejects.toThrow('one')
  await desktop.openWebPage(page('a'))
  expect(electron.openExternal).toHaveBeenCalledTimes(1)
})
