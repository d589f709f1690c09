// The log of Teams, in a real folder with a real watcher.
import { appendFile, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createGuard } from '../../../app/model/guard.ts'
import { createTeamsLogSource, teamsLogFolder } from '../../../app/signals/microphone/teams-log.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { recordedOutput } from './recorded-output.ts'

const guard = createGuard({ error: () => {} })
const [begin = '', end = ''] = recordedOutput('teams-call-with-declined-call').split(/(?=2026-11-27T10:58)/)
const inCall = ['Microsoft Teams']

async function log() {
  const folder = await temporaryFolder()
  const path = join(folder, 'MSTeams_2026-11-27_09-00-00.00.log')
  await writeFile(path, begin)
  const source = createTeamsLogSource(folder, guard)
  return { folder, path, source }
}

test('a call that began before is not seen; the next one is', async () => {
  const { path, source } = await log()
  expect(await source.look()).toEqual([])
  await appendFile(path, end)
  expect(await source.look()).toEqual([])
  await appendFile(path, begin)
  expect(await source.look()).toEqual(inCall)
  await appendFile(path, end)
  expect(await source.look()).toEqual([])
})

test('a new start of Teams ends a call of which no end was written', async () => {
  const { folder, path, source } = await log()
  await source.look()
  await appendFile(path, begin)
  expect(await source.look()).toEqual(inCall)
  const next = join(folder, 'MSTeams_2026-11-27_11-30-00.00.log')
  await writeFile(next, '')
  expect(await source.look()).toEqual([])
  await appendFile(next, begin)
  expect(await source.look()).toEqual(inCall)
})

test('after a sleep a call goes on only if the log says so', async () => {
  const { path, source } = await log()
  await source.look()
  await appendFile(path, begin)
  expect(await source.look()).toEqual(inCall)
  source.forget?.()
  expect(await source.look()).toEqual([])
})

test('a log that was emptied is read from its beginning', async () => {
  const { path, source } = await log()
  await source.look()
  await truncate(path)
  await appendFile(path, begin.slice(-700))
  expect(await source.look()).toEqual([])
  await appendFile(path, begin)
  expect(await source.look()).toEqual(inCall)
})

test('of much at once only the end is read', async () => {
  const { path, source } = await log()
  await source.look()
  await appendFile(path, begin + 'x'.repeat(3_000_000))
  expect(await source.look()).toEqual([])
  await appendFile(path, `\n${begin}`)
  expect(await source.look()).toEqual(inCall)
})

test('a change is reported', async () => {
  const { path, source } = await log()
  let events = 0
  const stop = source.listen?.({
    onEvent() {
      events += 1
    },
    onEnd() {},
  })
  onTestFinished(() => stop?.())
  // macOS begins to watch a moment later (fs.watch, "Caveats").
  await expect
    .poll(async () => {
      await appendFile(path, end)
      return events
    })
    .toBeGreaterThan(0)
})

test('without Teams there is no folder, and without a log nothing to read', async () => {
  const folder = await temporaryFolder()
  const source = createTeamsLogSource(join(folder, 'none'), guard)
  expect(() => source.listen?.({ onEvent() {}, onEnd() {} })).toThrow('ENOENT')
  await expect(source.look()).rejects.toThrow('ENOENT')
  await expect(createTeamsLogSource(folder, guard).look()).rejects.toThrow('no log')
})

test('the folder is that of the packaged Teams', () => {
  expect(teamsLogFolder({ LOCALAPPDATA: 'C:\\Users\\anna\\AppData\\Local' })).toBe(
    'C:\\Users\\anna\\AppData\\Local\\Packages\\MSTeams_8wekyb3d8bbwe\\LocalCache\\Microsoft\\MSTeams\\Logs',
  )
  expect(teamsLogFolder({})).toBeNull()
})
