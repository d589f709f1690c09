// Who may read a file of the profile.
import { stat } from 'node:fs/promises'

/** Whether others than its owner may do anything to it. Windows has no modes, and its profiles are their owner's. */
export const isOpenToOthers = async (path: string): Promise<boolean> =>
  process.platform !== 'win32' && ((await stat(path)).mode & 0o077) !== 0
