// Linux: pactl, of PulseAudio or PipeWire. A listener reports that something has changed, a look says what.

import type { MicrophoneSource } from './microphone-source.ts'
import { mayChangeRecordings, recordingsIn } from './pulse-audio.ts'
import type { SystemPrograms } from './system-programs.ts'

export function createPactlSource({ run, follow }: SystemPrograms): MicrophoneSource {
  let openSources: ReadonlySet<number> = new Set()
  return {
    name: 'pactl',
    async look() {
      // The whole list in one process: a stream names its source by number, and only the list of sources tells a monitor.
      const look = recordingsIn(await run('pactl', ['-f', 'json', 'list']))
      openSources = look.openSources
      return look.programs
    },
    listen: ({ onEvent, onEnd }) =>
      follow('pactl', ['subscribe'], {
        onLine(line) {
          if (mayChangeRecordings(line, openSources)) onEvent()
        },
        onEnd,
      }),
  }
}
