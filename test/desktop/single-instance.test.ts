// Two starts on one profile, with the stand-in's app.
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { claimInstance } from '../../app/desktop/single-instance.ts'
import { createGuard } from '../../app/model/guard.ts'
import { stage } from '../simulator/stand-in/stage.ts'

const guard = createGuard({ error: () => {} })

async function play(platform: NodeJS.Platform, isTaken: boolean) {
  const written: string[] = []
  const logged: unknown[] = []
  let exits = 0
  const played = await stage({ onExit: () => (exits += 1) })
  if (isTaken) played.desktop.locks.set(played.profile, () => {})
  const stderr = { write: (text: string) => written.push(text) > 0 }
  const log = { info: (...words: unknown[]) => void logged.push(...words) }
  const instance = claimInstance(played.electron.app, { platform, stderr }, log, guard)
  return { ...played, instance, written, logged, exits: () => exits }
}

test.each(['linux', 'darwin', 'win32'] as const)(
  'the second start on %s says so, and quits',
  async (platform) => {
    const { instance, written, logged, exits, profile } = await play(platform, true)
    expect(instance.isFirst).toBe(false)
    expect(exits()).toBe(1)
    expect(written).toHaveLength(1)
    expect(written[0]).toMatch(/^Tally Light is already running; its window is shown\. If .*\n$/)
    expect(logged).toEqual([written[0]?.trim()])
    expect(written[0]?.includes(join(profile, 'SingletonLock'))).toBe(platform !== 'win32')
  },
)

test('a further start is told, also one that came before anybody listened', async () => {
  const { instance, drive, written } = await play('linux', false)
  expect(written).toEqual([])
  drive.secondInstance([])
  let told = 0
  instance.onStartedAgain(() => (told += 1))
  expect(told).toBe(1)
  drive.secondInstance([])
  expect(told).toBe(2)
})
