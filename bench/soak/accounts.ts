// npm run bench:accounts: the memory of each further account after a virtual day, against a limit of 2 MB. Exits with code 1
// above it.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MOST_ACCOUNTS } from '../../app/model/names.ts'
import { accountsOf, tenantOf } from '../../test/services/accounts/tenants.ts'
import { exitWithUsage } from '../bench-options.ts'
import { heapBytes } from './heap-bytes.ts'

const MOST_BYTES = 2_000_000
const DAY_MS = 24 * 60 * 60_000
/** Each with several changes. */
const STEP_MS = 30 * 60_000

if (!globalThis.gc)
  exitWithUsage('npm run bench:accounts', 'needs node --expose-gc, as npm run bench:accounts has it')

/** What a day of so many accounts leaves on the heap, bytes. */
async function bytesOf(count: number): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'tally-light-accounts-'))
  const before = heapBytes()
  const tenants = Array.from({ length: count }, (_, number) => tenantOf(number + 1))
  const { accounts, clock } = accountsOf(folder, tenants, { settings: { intervalSeconds: 60 } })
  void accounts.start(false)
  for (let passedMs = 0; passedMs < DAY_MS; passedMs += STEP_MS) {
    for (const tenant of tenants) {
      const isInCall = (passedMs / STEP_MS) % 2 === 0
      tenant.presence = isInCall
        ? { availability: 'Busy', activity: 'InACall' }
        : { availability: 'Available', activity: 'Available' }
      // What the stand-in records is not the program's.
      tenant.requests.length = 0
    }
    await clock.pass(STEP_MS)
  }
  for (const tenant of tenants) tenant.requests.length = 0
  const bytes = heapBytes() - before
  await accounts.stop()
  rmSync(folder, { recursive: true, force: true })
  return bytes
}

// The first run also loads modules and fills V8's caches.
await bytesOf(1)
const one = await bytesOf(1)
const most = await bytesOf(MOST_ACCOUNTS)
const figures = {
  bytesOfOne: one,
  bytesOfMost: most,
  bytesPerFurtherAccount: Math.round((most - one) / (MOST_ACCOUNTS - 1)),
}
console.log(JSON.stringify(figures))
process.exitCode = figures.bytesPerFurtherAccount <= MOST_BYTES ? 0 : 1
