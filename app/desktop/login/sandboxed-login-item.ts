// The login item of a flatpak, where no session looks for a file of the sandbox: the portal is asked. It tells nobody how
// it stands, so its last answer is kept.
import { existsSync } from 'node:fs'
import type { LoginItem } from '../../model/login-start.ts'
import { removeNow, writeWholeNow } from '../../storage/whole-file.ts'
import type { AutostartWish } from './background-portal.ts'

export interface SandboxedLoginParts {
  /** Is there after an answer that a login starts the program. */
  answerPath: string
  command: readonly string[]
  /** Rejects with a refusal. */
  ask: (wish: AutostartWish) => Promise<boolean>
}

export function createSandboxedLoginItem({ answerPath, command, ask }: SandboxedLoginParts): LoginItem {
  return {
    read: async () => ({ kind: 'as-answered', on: existsSync(answerPath) }),
    async set(on) {
      if (await ask({ on, command })) writeWholeNow(answerPath, 'on\n')
      else removeNow(answerPath)
    },
  }
}
