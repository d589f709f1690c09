// macOS: pmset, asked again and again; it answers within milliseconds.

import type { MicrophoneSource } from './microphone-source.ts'
import { callsIn } from './power-assertions.ts'
import type { SystemPrograms } from './system-programs.ts'

export const createPmsetSource = ({ run }: SystemPrograms): MicrophoneSource => ({
  name: 'pmset',
  look: async () => callsIn(await run('/usr/bin/pmset', ['-g', 'assertions'])),
})
