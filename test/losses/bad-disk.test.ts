// Full and read-only disks: the old files are kept, and writing works again when there is space.
import { spawnSync } from 'node:child_process'
import { chmodSync, chownSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { bundled } from '../support/bundled.ts'
import { folderInMemory } from '../support/temporary-folder.ts'
import { before, changes, first } from './large-profile.ts'
import { type Kept, openAt, readAll } from './stored-profile.ts'

const NOBODY = 65_534
const isRoot = process.getuid?.() === 0
const isWindows = process.platform === 'win32'
const hasOwnMounts =
  isRoot && spawnSync('unshare', ['-m', 'mount', '-t', 'tmpfs', 'none', '/mnt']).status === 0

const outcomesSchema = z.array(
  z.object({ name: z.string(), code: z.string().nullable(), before: z.unknown(), kept: z.unknown() }),
)
const child = [process.execPath, await bundled(join(import.meta.dirname, 'bad-disk-writer.ts'))]

/** Fills a profile; an unknown field makes its settings long. */
async function fill(folder: string) {
  const profile = await openAt(folder)
  for (const { act } of first) await act(profile)
  const path = join(folder, 'settings.json')
  const settings = z.record(z.string(), z.unknown()).parse(JSON.parse(readFileSync(path, 'utf8')))
  writeFileSync(path, JSON.stringify({ ...settings, lamp: 'x'.repeat(9000) }))
  expect(await readAll(await openAt(folder))).toEqual(before)
}

/** Checks that each change is stored whole or not at all, as reported. Returns the error codes of those that failed. */
function judge(output: string): string[] {
  const outcomes = outcomesSchema.parse(JSON.parse(output))
  expect(outcomes.map(({ name }) => name)).toEqual(changes.map(({ name }) => name))
  for (const [number, { name, code, before: old, kept }] of outcomes.entries()) {
    const wanted = code === null ? changes[number]?.after(z.custom<Kept>().parse(old)) : old
    expect(kept, `${name}: ${code}`).toEqual(wanted)
  }
  return outcomes.flatMap(({ code }) => code ?? [])
}

async function spaceAgain(folder: string) {
  for (const { name, act, after } of changes) {
    const old = await readAll(await openAt(folder))
    await act(await openAt(folder))
    expect(await readAll(await openAt(folder)), name).toEqual(after(old))
  }
  const names = readdirSync(folder, { recursive: true }).map(String)
  expect(names.filter((name) => /tmp|unreadable/.test(name))).toEqual([])
}

// A limit on the size of a file acts like a disk with that much space, in blocks of 512 bytes.
const limits = [0, 1, 8, 16]
describe.skipIf(isWindows)(`a limit on files${isWindows ? ' (skipped: Windows has none)' : ''}`, () => {
  test(`a partly written file is discarded (${limits.length * changes.length} writes tried)`, async () => {
    for (const limit of limits) {
      const folder = await folderInMemory()
      await fill(folder)
      const { stdout, stderr } = spawnSync(
        'sh',
        ['-c', `ulimit -f ${limit}; exec "$@"`, '', ...child, folder],
        { encoding: 'utf8' },
      )
      expect(new Set(judge(stdout || stderr)), `${limit} blocks`).toEqual(new Set(['EFBIG']))
      await spaceAgain(folder)
    }
  })
})

// The free space, in pages of 4096 bytes.
const pagesLeft = [0, 1, 2, 3]
const why = hasOwnMounts ? '' : ' (skipped: only root on Linux may mount a disk of its own)'
test.skipIf(!hasOwnMounts)(
  `a real disk that is full, and has space again${why} (${pagesLeft.length * changes.length} writes tried)`,
  async () => {
    const script = `mount -t tmpfs -o size=256k none "$1" && cp -r "$2"/. "$1" && head -c $(( $(df --output=avail -B1 "$1" | tail -1) - $3 )) /dev/zero > "$1/filling"
      folder="$1"; source="$2"; shift 3; "$@" "$folder"; rm "$folder/filling"; cp -r "$folder"/. "$source"`
    for (const pages of pagesLeft) {
      const [source, disk] = [await folderInMemory(), await folderInMemory()]
      await fill(source)
      const args = ['-m', 'sh', '-c', script, '', disk, source, String(pages * 4096), ...child]
      const { stdout, stderr } = spawnSync('unshare', args, { encoding: 'utf8' })
      expect(new Set(judge(stdout || stderr)), `${pages} pages`).toEqual(new Set(['ENOSPC']))
      await spaceAgain(source)
    }
  },
)

test.skipIf(isWindows)(
  `a read-only profile is read and nothing is lost${isWindows ? ' (skipped: Windows has no such folders)' : ''} (${changes.length} writes tried)`,
  async () => {
    const folder = await folderInMemory()
    await fill(folder)
    setAll(folder, 0o500, 0o400)
    const { stdout, stderr } = spawnSync(child[0] ?? '', [...child.slice(1), folder], {
      encoding: 'utf8',
      ...(isRoot ? { uid: NOBODY, gid: NOBODY } : {}),
    })
    expect(judge(stdout || stderr)).toEqual(changes.map(() => 'EACCES'))
    setAll(folder, 0o700, 0o600)
    await spaceAgain(folder)
  },
)

/** Sets the modes of the folder and its contents. Root ignores modes, so as root also changes the owner. */
function setAll(folder: string, folderMode: number, fileMode: number) {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
  const all = [
    ...names.map((one) => [join(one.parentPath, one.name), one.isDirectory()] as const),
    [folder, true] as const,
  ]
  for (const [path, isFolder] of all) {
    if (isRoot) chownSync(path, NOBODY, NOBODY)
    chmodSync(path, isFolder ? folderMode : fileMode)
  }
}
