// The permissions of a file of the profile.
import { stat } from 'node:fs/promises'

/** Whether other users can access it. Always false on Windows, which has no modes and private profiles. */
export const isOpenToOthers = async (path: string): Promise<boolean> =>
  process.platform !== 'win32' && ((await stat(path)).mode & 0o077) !== 0
