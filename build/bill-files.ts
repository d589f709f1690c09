// Writes the bill of materials beside each package.
import { spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import packageJson from '../package.json' with { type: 'json' }
import { billOfMaterials, type NpmBill, npmBillSchema } from './bill-of-materials.ts'
import { sha256Of } from './distribution/file-digest.ts'
import { readLibraries } from './libraries.ts'

const PACKAGE = /\.(exe|dmg|zip|AppImage|deb|rpm|flatpak)$/

/** The bill of materials that npm makes from package-lock.json in `root`, offline. Throws npm's error. */
export function npmBill(root: string): NpmBill {
  // A .cmd file needs a shell on Windows.
  const command = 'npm sbom --sbom-format cyclonedx --package-lock-only'
  const { status, stdout, stderr } = spawnSync(command, {
    cwd: root,
    shell: true,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
  if (status !== 0) throw new Error(`npm sbom failed: ${stderr}`)
  return npmBillSchema.parse(JSON.parse(stdout))
}

/**
 * Writes FILE.cdx.json (CycloneDX) beside every package of this version in `dist`. The project in `root` must be built.
 * Resolves to the names of the files.
 */
export async function writeBills(root: string, dist: string): Promise<string[]> {
  const { name, version } = packageJson
  const packages = (await readdir(dist)).filter((file) => file.includes(version) && PACKAGE.test(file))
  if (packages.length === 0) return []
  const bill = npmBill(root)
  const { bundled } = readLibraries(root)
  return Promise.all(
    packages.map(async (file) => {
      const sha256 = await sha256Of(join(dist, file))
      const about = { name, bundled, serialNumber: `urn:uuid:${randomUUID()}`, sha256 }
      await writeFile(
        join(dist, `${file}.cdx.json`),
        `${JSON.stringify(billOfMaterials(bill, about), null, 2)}\n`,
      )
      return `${file}.cdx.json`
    }),
  )
}
