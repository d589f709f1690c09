// Two starts with one profile, with the simulated app.
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { requestSingleInstance } from '../../app/desktop/single-instance.ts'
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
  const instance = requestSingleInstance(played.electron.app, { platform, stderr }, log, guard)
  return { ...played, instance, written, logged, exits: () => exits }
}

test.each(['linux', 'darwin', 'win32'] as const)(
  'the second start on %s writes a message and quits',
  async (platform) => {
    const { instance, written, logged, exits, profile } = await play(platform, true)
    expect(instance.hasLock).toBe(false)
    expect(exits()).toBe(1)
    expect(written).toHaveLength(1)
    expect(written[0]).toMatch(/^Tally Light is already running; its window is shown\. If .*\n$/)
    expect(logged).toEqual([written[0]?.trim()])
    expect(written[0]?.includes(join(profile, 'SingletonLock'))).toBe(platform !== 'win32')
  },
)

test('second starts are reported, also one before the listener is added', async () => {
  const { instance, drive, written } = await play('linux', false)
  expect(written).toEqual([])
  drive.secondInstance([])
  let starts = 0
  instance.onSecondInstance(() => (starts += 1))
  expect(starts).toBe(1)
  drive.secondInstance([])
  expect(starts).toBe(2)
})
