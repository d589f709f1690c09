// A process that tries each change of large-profile.ts in the profile of its argument, and prints the outcome as JSON.

import { changes } from './large-profile.ts'
import { openAt, readAll } from './stored-profile.ts'

const [, , folder = ''] = process.argv
const outcomes = []
for (const { name, act } of changes) {
  const before = await readAll(await openAt(folder))
  let code: string | null = null
  try {
    await act(await openAt(folder))
  } catch (error) {
    const cause = error instanceof Error && Array.isArray(error.cause) ? error.cause[1] : error
    code = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause)
  }
  outcomes.push({ name, code, before, kept: await readAll(await openAt(folder)) })
}
process.stdout.write(JSON.stringify(outcomes))
