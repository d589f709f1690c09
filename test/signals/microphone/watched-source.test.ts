// A source that is watched: when its listener and its looks are started, and what its failures do.
import { describe, expect, test } from 'vitest'
import type { MicrophoneSource, SourceListener } from '../../../app/signals/microphone/microphone-source.ts'
import type { Program } from '../../../app/signals/microphone/recording-programs.ts'
import { watchSource } from '../../../app/signals/microphone/watched-source.ts'
import { createVirtualClock } from '../../support/virtual-clock.ts'

const HOUR_MS = 3_600_000

function watched({ listens }: { listens: boolean }) {
  const clock = createVirtualClock()
  const seen: (readonly Program[])[] = []
  const leftAlone: string[] = []
  const listeners: SourceListener[] = []
  const is = {
    programs: [] as Program[],
    /** Thrown by a look, and by a start of the listener. */
    fault: null as unknown,
    cannotListen: null as unknown,
    looks: 0,
    stoppedListeners: 0,
    forgotten: 0,
  }
  const source: MicrophoneSource = {
    name: 'pactl',
    async look() {
      is.looks += 1
      if (is.fault !== null) throw is.fault
      return is.programs
    },
    forget() {
      is.forgotten += 1
    },
  }
  if (listens) {
    source.listen = (listener) => {
      if (is.cannotListen !== null) throw is.cannotListen
      listeners.push(listener)
      return () => {
        is.stoppedListeners += 1
      }
    }
  }
  const watch = watchSource({
    source,
    clock,
    computer: { idleMs: () => 0 },
    isRecording: () => false,
    onPrograms: (programs) => seen.push(programs),
    onLeftAlone: (detail) => leftAlone.push(detail),
  })
  return { clock, seen, leftAlone, listeners, is, watch }
}

describe('a source that is polled', () => {
  test('reports what each look shows', async () => {
    const { clock, seen, is } = watched({ listens: false })
    await clock.pass(0)
    is.programs = ['Zoom']
    await clock.pass(3000)
    expect(seen).toEqual([[], ['Zoom']])
  })

  test('is left alone after three failures in a row, and starts nothing more', async () => {
    const { clock, is, leftAlone, seen } = watched({ listens: false })
    is.fault = new Error('timed out')
    await clock.pass(0)
    await clock.pass(10_000)
    expect(leftAlone).toEqual([])
    await clock.pass(60_000)
    expect(leftAlone).toEqual(['timed out'])
    await clock.pass(HOUR_MS)
    expect(is.looks).toBe(3)
    expect(seen).toEqual([])
    expect(clock.waiting()).toBe(0)
  })

  test('goes on after two failures', async () => {
    const { clock, is, leftAlone } = watched({ listens: false })
    for (let round = 0; round < 5; round += 1) {
      is.fault = new Error('exit 1')
      await clock.pass(round === 0 ? 0 : 3000)
      await clock.pass(10_000)
      is.fault = null
      await clock.pass(60_000)
    }
    expect(is.looks).toBe(15)
    expect(leftAlone).toEqual([])
  })

  test.each([
    [
      'a code of the system',
      Object.assign(new Error("ENOENT: no such file '/home/anna'"), { code: 'ENOENT' }),
      'ENOENT',
    ],
    ['what was read is not repeated', new SyntaxError('Unexpected token \'A\', "Anna calls"'), 'unreadable'],
    ['something else', 'anna', 'unreadable'],
  ])('%s', async (_what, fault, detail) => {
    const { clock, is, leftAlone } = watched({ listens: false })
    is.fault = fault
    await clock.pass(HOUR_MS)
    expect(leftAlone).toEqual([detail])
  })

  test('forgets what it has seen when the computer wakes up', async () => {
    const { clock, is, watch } = watched({ listens: false })
    await clock.pass(0)
    watch.signal('suspend')
    watch.signal('resume')
    expect(is.forgotten).toBe(1)
  })

  test('reports nothing of a look that ends after the stop', async () => {
    const { clock, seen, leftAlone, watch } = watched({ listens: false })
    const passing = clock.pass(0)
    watch.stop()
    await passing
    expect([seen, leftAlone, clock.waiting()]).toEqual([[], [], 0])
  })
})

describe('a source with a listener', () => {
  test('looks once at the start, and once after any number of events that come together', async () => {
    const { clock, listeners, is } = watched({ listens: true })
    await clock.pass(HOUR_MS)
    expect([listeners.length, is.looks]).toEqual([1, 1])
    for (let event = 0; event < 20; event += 1) {
      listeners[0]?.onEvent()
      await clock.pass(10)
    }
    expect(is.looks).toBe(1)
    await clock.pass(HOUR_MS)
    expect(is.looks).toBe(2)
  })

  test('starts a listener that ended again, as after a restart of the sound server', async () => {
    const { clock, listeners, leftAlone, is } = watched({ listens: true })
    for (let day = 0; day < 10; day += 1) {
      await clock.pass(HOUR_MS)
      listeners.at(-1)?.onEnd('exit 1')
      await clock.pass(9999)
      expect(listeners.length).toBe(day + 1)
      await clock.pass(1)
    }
    await clock.pass(HOUR_MS)
    expect([listeners.length, is.looks, leftAlone]).toEqual([11, 11, []])
  })

  test('is left alone when its listener ends at once three times, though looks succeed', async () => {
    const { clock, listeners, leftAlone, watch } = watched({ listens: true })
    for (const waitMs of [0, 10_000, 60_000]) {
      await clock.pass(waitMs)
      await clock.pass(5000)
      listeners.at(-1)?.onEnd('exit 1')
    }
    expect(leftAlone).toEqual(['exit 1'])
    await clock.pass(HOUR_MS)
    expect([listeners.length, clock.waiting()]).toEqual([3, 0])
    watch.stop()
  })

  test('is left alone when no listener can be started', async () => {
    const { clock, leftAlone, is } = watched({ listens: true })
    is.cannotListen = Object.assign(new Error('no'), { code: 'ENOENT' })
    await clock.pass(HOUR_MS)
    expect([leftAlone, is.looks, clock.waiting()]).toEqual([['ENOENT'], 0, 0])
  })

  test('a stop ends the listener', async () => {
    const { clock, is, watch } = watched({ listens: true })
    await clock.pass(10_000)
    watch.stop()
    expect([is.stoppedListeners, clock.waiting()]).toEqual([1, 0])
  })
})
