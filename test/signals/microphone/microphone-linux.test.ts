// Programs that record, seen by a real PulseAudio's pactl.
import { beforeAll, describe, expect, test } from 'vitest'
import { createGuard } from '../../../app/model/guard.ts'
import { createPactlSource } from '../../../app/signals/microphone/microphone-linux.ts'
import type { Program } from '../../../app/signals/microphone/recording-programs.ts'
import { createSystemPrograms } from '../../../app/signals/microphone/system-programs.ts'
import { havePulseAudio, startPulseAudio } from '../../support/pulse-audio.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const faults: unknown[] = []
const guard = createGuard({ error: (...words) => faults.push(words) })
let isThere = false

beforeAll(async () => {
  isThere = await havePulseAudio()
})

describe('pactl', () => {
  test('says which programs record, and when that changes', async ({ skip, onTestFinished }) => {
    skip(!isThere, 'PulseAudio cannot be had here')
    const server = await startPulseAudio(await temporaryFolder())
    onTestFinished(server.close)
    const source = createPactlSource(createSystemPrograms(server.env, guard))
    const now: { programs: readonly Program[]; events: number; ends: string[] } = {
      programs: [],
      events: 0,
      ends: [],
    }
    const stop = source.listen?.({
      async onEvent() {
        now.events += 1
        const event = now.events
        // While the server stops, it reports changes and answers no more.
        const programs = await source.look().catch(() => [])
        // A look can end after one that began later.
        if (event === now.events) now.programs = programs
      },
      onEnd: (reason) => now.ends.push(reason),
    })
    onTestFinished(() => stop?.())
    expect(await source.look()).toEqual([])

    // Until the listener is connected nothing is reported.
    await expect
      .poll(async () => {
        const probe = server.record('mic', 'Probe')
        await expect.poll(() => source.look()).toEqual(['Probe'])
        probe.kill()
        await expect.poll(() => source.look()).toEqual([])
        return now.events
      })
      .toBeGreaterThan(0)
    await expect.poll(() => now.programs).toEqual([])

    const teams = server.record('mic', 'Microsoft Teams')
    await expect.poll(() => now.programs).toEqual(['Microsoft Teams'])
    server.record('null.monitor', 'Screen recorder')
    const zoom = server.record('mic', 'Zoom')
    await expect.poll(() => [...now.programs].sort()).toEqual(['Microsoft Teams', 'Zoom'])
    teams.kill()
    await expect.poll(() => now.programs).toEqual(['Zoom'])
    zoom.kill()
    await expect.poll(() => now.programs).toEqual([])

    await server.stop()
    await expect.poll(() => now.ends).toHaveLength(1)
    await expect(source.look()).rejects.toThrow('exit 1')
    await server.start()
    expect(await source.look()).toEqual([])
    expect(faults).toEqual([])
  })
})
