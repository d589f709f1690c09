// The owner of the settings: the file and the state after a change, and when the disk refuses.
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { defaultSettings } from '../../app/model/settings.ts'
import { firstState } from '../../app/model/state.ts'
import { createSettings } from '../../app/services/settings.ts'
import { openSettingsFile } from '../../app/storage/settings-file.ts'
import { createAccountStore } from '../support/account-store.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { settingsInMemory } from './settings-in-memory.ts'

function inMemory() {
  const store = createAccountStore(firstState('1.0.0', defaultSettings, 'en'))
  const disk = { full: false }
  return { store, disk, ...settingsInMemory(store, disk) }
}

test('a change of the user is on the disk and in the state, with the language in use', () => {
  const { store, change, kept } = inMemory()
  change({ language: 'ru', theme: 'dark' })
  expect(store.getState()).toMatchObject({ settings: { language: 'ru', theme: 'dark' }, language: 'ru' })
  expect(kept()).toEqual(store.getState().settings)
  change({ language: 'system' })
  expect(store.getState().language).toBe('en')
})

test('a change of the user that the disk refuses changes nothing', () => {
  const { store, disk, change } = inMemory()
  disk.full = true
  const before = store.getState()
  expect(() => change({ theme: 'dark' })).toThrow('ENOSPC')
  expect(store.getState()).toBe(before)
})

test('a change of the program applies if the disk refuses it, and is written with the next change', async () => {
  const folder = join(await temporaryFolder(), 'profile')
  const store = createAccountStore(firstState('1.0.0', defaultSettings, 'en'))
  const warnings: unknown[] = []
  const log = { info() {}, warn: (message: unknown) => void warnings.push(message) }
  const settings = createSettings({
    store,
    folder,
    file: openSettingsFile(folder, log),
    policy: { path: '/policy.json', read: { kind: 'none' } },
    systemLanguages: ['ru-RU'],
    log,
  })
  await writeFile(folder, 'in the way')
  settings.remember({ pausedUntil: 7 })
  expect(store.getState().settings.pausedUntil).toBe(7)
  expect(warnings).toContain('The settings were not written')
  await rm(folder)
  settings.change({ theme: 'dark' })
  expect(openSettingsFile(folder, log).read()).toEqual({ ...defaultSettings, theme: 'dark', pausedUntil: 7 })
  expect(store.getState()).toMatchObject({ settings: { theme: 'dark', pausedUntil: 7 }, language: 'ru' })
})
