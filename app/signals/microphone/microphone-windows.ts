// Windows: the registry's ConsentStore, asked again and again by reg.exe; no event of Windows covers a user's own registry.
import { CONSENT_STORE, consentsIn, type DoubtfulUses, usesIn } from './consent-store.ts'
import type { MicrophoneSource } from './microphone-source.ts'
import { regExe, type SystemPrograms } from './system-programs.ts'

export function createConsentStoreSource({ run }: SystemPrograms, env: NodeJS.ProcessEnv): MicrophoneSource {
  let doubtful: DoubtfulUses | null = null
  return {
    name: 'consent-store',
    async look() {
      const uses = usesIn(consentsIn(await run(regExe(env), ['query', CONSENT_STORE, '/s'])), doubtful)
      doubtful = uses.doubtful
      return uses.programs
    },
    forget() {
      doubtful = null
    },
  }
}
