// Whether the program that wrote status.json still runs.
import { writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { readStatus } from '../../../app/desktop/command-line/read-status.ts'
import type { StatusReport } from '../../../app/model/external-outputs/status-report.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const status: StatusReport = {
  light: 'busy',
  words: 'Busy',
  language: 'en',
  since: null,
  stale: false,
  outOfOffice: false,
  person: null,
  writtenAt: '2026-11-23T08:30:02.114Z',
  version: '0.1.0',
  pid: process.pid,
}
/** Linux has at most 2 ** 22 processes (proc(5), "pid_max"). */
const NO_PROCESS = 2 ** 22 + 1

interface Left {
  pid: number
  /** `none`: the program could not listen. `dead`: nothing listens there any more. */
  socket: 'listening' | 'dead' | 'none'
}

async function profileWith({ pid, socket }: Left, text: string | null = JSON.stringify({ ...status, pid })) {
  const folder = await temporaryFolder()
  if (text !== null) await writeFile(join(folder, 'status.json'), text)
  const path = join(folder, 'commands.sock')
  if (socket !== 'none')
    await writeFile(join(folder, 'command-line.json'), JSON.stringify({ path, token: 'x' }))
  if (socket === 'dead') await writeFile(path, '')
  if (socket === 'listening') {
    const server = createServer()
    await new Promise<void>((resolve) => void server.listen(path, resolve))
    onTestFinished(() => void server.close())
  }
  return folder
}

test.each<[what: string, left: Left, runs: boolean]>([
  ['listens', { pid: process.pid, socket: 'listening' }, true],
  [
    'listens in another sandbox, whose process ids are others',
    { pid: NO_PROCESS, socket: 'listening' },
    true,
  ],
  ['was killed, and its id is now that of another process', { pid: process.pid, socket: 'dead' }, false],
  ['was killed', { pid: NO_PROCESS, socket: 'dead' }, false],
  ['runs but could not listen', { pid: process.pid, socket: 'none' }, true],
  ['could not listen and was killed', { pid: NO_PROCESS, socket: 'none' }, false],
])('a program that %s', async (_what, left, runs) => {
  const read = await readStatus(await profileWith(left))
  expect(read).toEqual(runs ? { ...status, pid: left.pid } : 'not-running')
})

// After Erase, on a full disk, and while another program writes the file.
test.each([null, '', '{', '{"light":"busy"}'])(
  'a file that is no report does not stop a program: %j',
  async (text) => {
    const read = async (socket: Left['socket']) =>
      readStatus(await profileWith({ pid: process.pid, socket }, text))
    expect([await read('listening'), await read('dead'), await read('none')]).toEqual([
      'silent',
      'not-running',
      'not-running',
    ])
  },
)
