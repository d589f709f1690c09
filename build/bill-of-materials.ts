// The bill of materials of a package (CycloneDX 1.5): the bundled libraries and Electron.
import { z } from 'zod'
import type { Library } from './libraries.ts'

const component = z
  .looseObject({
    'bom-ref': z.string(),
    name: z.string(),
    version: z.string(),
  })
  // npm marks Electron as a development dependency, which it is not in the package.
  .transform(({ scope: _, properties: __, ...rest }) => rest)

/** The output of `npm sbom --sbom-format cyclonedx`: everything in package-lock.json, including build tools. */
export const npmBillSchema = z.looseObject({
  bomFormat: z.literal('CycloneDX'),
  specVersion: z.string(),
  metadata: z.looseObject({ component }),
  components: z.array(component),
  dependencies: z.array(z.looseObject({ ref: z.string(), dependsOn: z.array(z.string()).default([]) })),
})
export type NpmBill = z.infer<typeof npmBillSchema>

interface BilledPackage {
  /** The program's name, as in package.json. */
  name: string
  /** "urn:uuid:" and a new UUID. */
  serialNumber: string
  /** The digest of the package's file, hexadecimal. */
  sha256: string
  /** As the bundler lists them. */
  bundled: readonly Library[]
}

/**
 * npm's bill without build tools. Chromium and Node.js are parts of Electron and not listed separately.
 * @throws if a bundled library or Electron is not in npm's bill
 */
export function billOfMaterials(bill: NpmBill, about: BilledPackage): NpmBill {
  const { name, serialNumber, sha256, bundled } = about
  const inside = new Set(bundled.map(({ name, version }) => `${name} ${version}`))
  const components = bill.components.filter(
    (each) => each.name === 'electron' || inside.has(`${each.name} ${each.version}`),
  )
  const listed = new Set(components.flatMap((each) => [`${each.name} ${each.version}`, each.name]))
  const missing = [...inside, 'electron'].filter((library) => !listed.has(library))
  if (missing.length > 0) throw new Error(`package-lock.json does not name ${missing.join(', ')}`)

  const root = bill.metadata.component['bom-ref']
  const refs = new Set([root, ...components.map((each) => each['bom-ref'])])
  return {
    ...bill,
    serialNumber,
    metadata: {
      ...bill.metadata,
      lifecycles: [{ phase: 'build' }],
      component: {
        ...bill.metadata.component,
        type: 'application',
        name,
        hashes: [{ alg: 'SHA-256', content: sha256 }],
      },
    },
    components,
    dependencies: bill.dependencies
      .filter(({ ref }) => refs.has(ref))
      .map((each) => ({ ...each, dependsOn: each.dependsOn.filter((ref) => refs.has(ref)) })),
  }
}
