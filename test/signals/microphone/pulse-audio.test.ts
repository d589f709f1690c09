// What pactl says of the programs that record, on outputs of PulseAudio and PipeWire.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mayChangeRecordings, recordingsIn } from '../../../app/signals/microphone/pulse-audio.ts'
import { readOrNull, recordedOutput, truncations } from './recorded-output.ts'

describe('which programs record', () => {
  test.each([
    ['none', 'pulseaudio-none', []],
    ['a program on a microphone', 'pulseaudio-recording', ['Microsoft Teams']],
    ['a monitor of a sink, as screen recorders open it, does not count', 'pulseaudio-monitor', []],
    ['a stream on a suspended microphone does not count', 'pulseaudio-suspended', []],
    ['a stream of a module of the server does not count', 'pulseaudio-module', []],
    ['a name that pactl cannot write: the binary', 'pulseaudio-no-name', ['pacat']],
    ['PipeWire: neither its modules nor a monitor count', 'pipewire-modules-and-monitor', ['parec']],
    ['PipeWire: streams that are corked and not connected do not count', 'pipewire-corked', []],
  ])('%s', (_what, output, programs) => {
    expect(recordingsIn(recordedOutput(output)).programs).toEqual(programs)
  })

  test('the microphones that a change may concern are those that programs have open', () => {
    const open = (output: string) => [...recordingsIn(recordedOutput(output)).openSources]
    expect(open('pulseaudio-none')).toEqual([])
    expect(open('pulseaudio-suspended')).toEqual([1])
    expect(open('pulseaudio-monitor')).toEqual([])
    expect(open('pipewire-modules-and-monitor')).toEqual([41])
  })
})

describe('the name of a program', () => {
  const named = (properties: object) =>
    recordingsIn(
      JSON.stringify({
        sources: [{ index: 1, name: 'mic', state: 'RUNNING', monitor_source: '' }],
        source_outputs: [{ client: '2', source: 1, corked: false, properties }],
      }),
    ).programs[0]

  test.each([
    ['of Electron and Chromium, the binary', 'Chromium input', 'teams-for-linux', 'teams-for-linux'],
    ['Chromium itself in a sandbox', 'Chromium input', undefined, 'Chromium input'],
    ['none', undefined, undefined, null],
    ['empty', ' ', '\u202e', null],
  ])('%s', (_what, name, binary, shown) => {
    expect(named({ 'application.name': name, 'application.process.binary': binary })).toBe(shown)
  })

  test('is one short line without control characters, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (name) => {
        const shown = named({ 'application.name': name })
        if (shown === null || shown === undefined) return
        expect([...shown].length).toBeLessThanOrEqual(60)
        expect(shown).not.toMatch(/[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/u)
      }),
    )
  })

  test('a property that is no text is no name', () => expect(named({ 'application.name': 7 })).toBeNull())
})

describe('what is no list', () => {
  test('an output that is cut off anywhere is refused', () => {
    for (const cut of truncations(recordedOutput('pulseaudio-recording').trim()))
      expect(readOrNull(() => recordingsIn(cut))).toBeNull()
  })

  test.each([
    ['nothing', ''],
    ['another JSON', '[]'],
    ['a failure in words', 'Connection failure: Connection refused'],
    ['streams alone', '{"source_outputs":[]}'],
  ])('%s', (_what, text) => expect(() => recordingsIn(text)).toThrow())
})

describe('events of pactl subscribe', () => {
  const open = new Set([41])
  test.each([
    ["Event 'new' on source-output #0", true],
    ["Event 'change' on source-output #12", true],
    ["Event 'remove' on source-output #12\r", true],
    ["Event 'change' on source #41", true],
    ["Event 'change' on source #4", false],
    ["Event 'remove' on source #41", false],
    ["Event 'new' on client #41", false],
    ["Event 'new' on sink-input #41", false],
    ['Ereignis »neu« auf source-output #41', false],
    ['', false],
  ])('%s', (line, may) => expect(mayChangeRecordings(line, open)).toBe(may))
})
