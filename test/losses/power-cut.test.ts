// Cuts the power at every byte that is written, and starts the program with each possible state of the disk.
import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { bundled } from '../support/bundled.ts'
import { folderInMemory } from '../support/temporary-folder.ts'
import { type CrashedDisk, crashedDisks } from './crashed-disks.ts'
import { diskOperationSchema } from './disk-operation.ts'
import { keptThrough, OWNER, openAt, readAll, steps } from './stored-profile.ts'

async function recordedOperations() {
  const folder = mkdtempSync(join(tmpdir(), 'tally-light-recording-'))
  const program = await bundled(join(import.meta.dirname, 'disk-recorder.ts'))
  const { stdout } = await promisify(execFile)(process.execPath, [program, folder])
  rmSync(folder, { recursive: true })
  return z.array(diskOperationSchema).parse(JSON.parse(stdout))
}

const operations = await recordedOperations()
const disks = [...crashedDisks(operations)]

function layOut(folder: string, { folders, files }: CrashedDisk) {
  for (const name of folders) mkdirSync(join(folder, name), { recursive: true })
  for (const [path, bytes] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), bytes)
  }
}

/** Starts with that disk and writes again. Resolves to the error as a message, or null. */
async function troubleWith(disk: CrashedDisk, folder: string): Promise<string | null> {
  const before = keptThrough[disk.stepsDone]
  const after = keptThrough[disk.stepsDone + (disk.inStep ? 1 : 0)]
  try {
    layOut(folder, disk)
    const profile = await openAt(folder)
    const kept = await readAll(profile)
    if (![before, after].some((one) => JSON.stringify(one) === JSON.stringify(kept))) {
      return `neither the old nor the new: ${JSON.stringify(kept)}`
    }
    const next = { at: 99 * 60_000, light: 'offline' } as const
    profile.historyFolder.fileOf(OWNER).append(next)
    const history = profile.historyFolder.fileOf(OWNER)
    history.read()
    history.append(next)
    const again = history.read()
    const expected = [...kept.records, next, next]
    if (JSON.stringify(again) !== JSON.stringify(expected)) return `lines joined: ${JSON.stringify(again)}`
    const names = readdirSync(folder, { recursive: true }).map(String)
    const left = names.filter((name) => /tmp|unreadable/.test(name))
    return left.length > 0 ? `left over: ${left.join(' ')}` : null
  } catch (error) {
    return String(error)
  }
}

test(`the next start finds the old or the new contents (${disks.length} power cuts tried)`, async () => {
  const folder = await folderInMemory()
  const troubles: string[] = []
  for (const [number, disk] of disks.entries()) {
    const place = join(folder, String(number))
    mkdirSync(place)
    const trouble = await troubleWith(disk, place)
    rmSync(place, { recursive: true })
    const when = disk.inStep ? `in "${steps[disk.stepsDone]?.name}"` : `after ${disk.stepsDone} steps`
    if (trouble !== null) troubles.push(`${when}: ${trouble}`)
  }
  expect(troubles.slice(0, 5)).toEqual([])
  expect(disks.length).toBeGreaterThan(1000)
})
