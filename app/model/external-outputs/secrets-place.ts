// Where the passwords and keys of an output are sent. No library here: the window imports this file.
import type { OutputTarget } from './output-target.ts'

/** What a secret is sent to: one for a place must not be sent to another. A web request's address is itself a secret. */
function secretsPlace(target: OutputTarget): unknown[] {
  if (target.kind === 'mqtt') return [target.host, target.port, target.transport]
  return target.kind === 'hue' ? [target.fingerprint] : []
}

/** Whether the secrets of the target before are forgotten with this change. */
export const isElsewhere = (changed: OutputTarget, before: OutputTarget): boolean =>
  secretsPlace(changed).join() !== secretsPlace(before).join()
