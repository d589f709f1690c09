// The fuses in electron-builder.yml and in a packed executable: every wrong value is found.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { FuseV1Options } from '@electron/fuses'
import { getConfig } from 'app-builder-lib/out/util/config/config.js'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { safeConfiguration, safeFuses, weakFusesIn, weakKeysOf } from '../../build/fuses.ts'
import { ELECTRONS_FUSES } from './stand-in-electron.ts'

const readConfig = () => getConfig(process.cwd(), 'electron-builder.yml', null)
let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tally-light-fuses-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function executableWith(content: string): Promise<string> {
  const path = join(folder, 'electron')
  await writeFile(path, content, 'latin1')
  return path
}
const SAFE = safeFuses.map(([, on]) => (on ? '1' : '0')).join('')
const wireWith = (fuses: string) => `program${ELECTRONS_FUSES.slice(0, -9)}${fuses}0more of it`
const flipped = (place: number) =>
  [...SAFE].map((fuse, index) => (index === place ? String(1 - Number(fuse)) : fuse)).join('')

test('the fuses are in the order of the wire', () => {
  for (const [place, [fuse]] of safeFuses.entries())
    expect(FuseV1Options[place]?.toLowerCase()).toBe(fuse.toLowerCase())
  expect(FuseV1Options[safeFuses.length]).toBeUndefined()
})

describe('the configuration', () => {
  test('has no weak key', async () => {
    expect(weakKeysOf(await readConfig())).toEqual([])
  })

  const rows = safeConfiguration.flatMap(([path, value]) =>
    [value === undefined ? true : !value, ...(value === undefined ? [] : [undefined])].map((wrong) => ({
      path,
      wrong,
    })),
  )
  test.each(rows)(`with $path as $wrong is weak (${rows.length} tried)`, async ({ path, wrong }) => {
    const [part = '', key] = path.split('.')
    const config: Record<string, unknown> = { ...(await readConfig()) }
    config[part] = key === undefined ? wrong : { ...Object(config[part]), [key]: wrong }
    expect(weakKeysOf(config)).toEqual([path])
  })
})

describe('an executable', () => {
  test('with all required values has no weak fuse', async () => {
    expect(await weakFusesIn(await executableWith(wireWith(SAFE)))).toEqual([])
  })

  test.each(safeFuses.map(([fuse], place) => ({ fuse, place })))(
    `with $fuse turned is weak, on one processor or all (${safeFuses.length} tried)`,
    async ({ fuse, place }) => {
      expect(await weakFusesIn(await executableWith(wireWith(flipped(place))))).toEqual([fuse])
      const universal = wireWith(SAFE) + wireWith(flipped(place))
      expect(await weakFusesIn(await executableWith(universal))).toEqual([fuse])
    },
  )

  test('of an Electron distribution is weak in all fuses that differ', async () => {
    expect(await weakFusesIn(await executableWith(ELECTRONS_FUSES))).toEqual(
      safeFuses.map(([fuse]) => fuse).filter((fuse) => fuse !== 'loadBrowserProcessSpecificV8Snapshot'),
    )
  })

  test('without readable fuses is an error', async () => {
    await expect(weakFusesIn(await executableWith('no fuses'))).rejects.toThrow('has no fuses')
    const later = wireWith(SAFE).replace('\u0001', '\u0002')
    await expect(weakFusesIn(await executableWith(later))).rejects.toThrow('unknown version')
  })
})
