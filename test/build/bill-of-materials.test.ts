// The bill of materials: the contents of a package, without build tools.
import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { npmBill, writeBills } from '../../build/bill-files.ts'
import { billOfMaterials, npmBillSchema } from '../../build/bill-of-materials.ts'
import { readLibraries } from '../../build/libraries.ts'
import packageJson from '../../package.json' with { type: 'json' }
import { ensureBuilt } from '../../scripts/built.ts'

const root = process.cwd()
const { version } = packageJson
const packages = ['x64.deb', 'x64.AppImage'].map((ending) => `tally-light-${version}-${ending}`)
let dist = ''
beforeAll(async () => {
  await ensureBuilt()
  dist = await mkdtemp(join(tmpdir(), 'tally-light-bills-'))
  for (const name of [...packages, 'latest-linux.yml', 'tally-light-0.0.9-x64.deb'])
    await writeFile(join(dist, name), `this is ${name}`)
  await writeBills(root, dist)
})
afterAll(() => rm(dist, { recursive: true, force: true }))

const read = async (name: string) =>
  npmBillSchema.parse(JSON.parse(await readFile(join(dist, `${name}.cdx.json`), 'utf8')))

test('each package of this version has one, and no other file', async () => {
  const bills = (await readdir(dist)).filter((name) => name.endsWith('.cdx.json'))
  expect(bills.sort()).toEqual(packages.map((name) => `${name}.cdx.json`).sort())
})

test.each(packages)(
  'the bill of %s lists all bundled libraries and Electron, and no build tool',
  async (name) => {
    const { components, specVersion } = await read(name)
    const expected = readLibraries(root).bundled.map((library) => `${library.name} ${library.version}`)
    const listed = components.map((each) => `${each.name} ${each.version}`)
    expect(listed.filter((each) => !each.startsWith('electron ')).sort()).toEqual(
      [...new Set(expected)].sort(),
    )
    expect(components.map((each) => each.name)).toContain('electron')
    // Vulnerability scanners use the purl.
    for (const each of components) expect(each.purl, each.name).toMatch(/^pkg:npm\/.+@\d/)
    expect(specVersion).toBe('1.5')
  },
)

test('it has the digest of its file, and each has its own serial number', async () => {
  const bills = await Promise.all(packages.map(read))
  for (const [place, name] of packages.entries()) {
    const digest = createHash('sha256').update(`this is ${name}`).digest('hex')
    expect(bills[place]?.metadata.component).toMatchObject({
      type: 'application',
      name: 'tally-light',
      version,
      hashes: [{ alg: 'SHA-256', content: digest }],
    })
  }
  expect(new Set(bills.map((bill) => bill.serialNumber)).size).toBe(packages.length)
})

test('the dependencies refer only to listed components', async () => {
  const { components, dependencies, metadata } = await read(packages[0] ?? '')
  const refs = new Set([metadata.component, ...components].map((each) => each['bom-ref']))
  const named = dependencies.flatMap(({ ref, dependsOn }) => [ref, ...dependsOn])
  expect(named.filter((ref) => !refs.has(ref))).toEqual([])
  expect(named).toContain(components.find(({ name }) => name === 'react-dom')?.['bom-ref'])
})

test('a library that is not in package-lock.json is an error', () => {
  const about = { name: 'tally-light', serialNumber: 'urn:uuid:1', sha256: '0' }
  const bundled = [{ name: 'left-pad', version: '1.3.0', license: 'MIT' }]
  expect(() => billOfMaterials(npmBill(root), { ...about, bundled })).toThrow('left-pad 1.3.0')
})
