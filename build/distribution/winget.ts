// The three files of a winget package: version, installer, default locale (Microsoft, "Create your package manifest").
import { stringify } from 'yaml'
import { product } from './product-facts.ts'
import type { Release } from './release-packages.ts'

const SCHEMA = '1.12.0'
/** Of one part of a package identifier, in characters (schema "PackageIdentifier"). */
const LONGEST_PART = 32

/** The files by name. Throws if the repository's owner cannot be part of a package identifier. */
export function wingetFiles({ version, owner, homepage, packages }: Release): Map<string, string> {
  if (owner.length > LONGEST_PART)
    throw new Error(`winget takes at most ${LONGEST_PART} characters of a publisher, and ${owner} is longer`)
  const identifier = `${owner}.${product.productName.replaceAll(' ', '')}`
  const installers = [
    { Architecture: 'x64', file: packages['windows-x64'] },
    { Architecture: 'arm64', file: packages['windows-arm64'] },
  ].flatMap(({ Architecture, file }) =>
    file ? [{ Architecture, InstallerUrl: file.url, InstallerSha256: file.sha256.toUpperCase() }] : [],
  )
  const manifest = (type: string, content: object): string => {
    const text = stringify({
      PackageIdentifier: identifier,
      PackageVersion: version,
      ...content,
      ManifestType: type,
      ManifestVersion: SCHEMA,
    })
    return `# yaml-language-server: $schema=https://aka.ms/winget-manifest.${type}.${SCHEMA}.schema.json\n\n${text}`
  }
  return new Map([
    [`${identifier}.yaml`, manifest('version', { DefaultLocale: 'en-US' })],
    [
      `${identifier}.installer.yaml`,
      manifest('installer', {
        InstallerType: 'nullsoft',
        Scope: 'user',
        // An installation over an older version keeps its settings.
        UpgradeBehavior: 'install',
        // The key below Software\Microsoft\Windows\CurrentVersion\Uninstall, by which winget finds what is installed.
        ProductCode: product.nsis.guid,
        Installers: installers,
      }),
    ],
    [
      `${identifier}.locale.en-US.yaml`,
      manifest('defaultLocale', {
        PackageLocale: 'en-US',
        Publisher: product.author,
        PublisherUrl: homepage.slice(0, homepage.lastIndexOf('/')),
        PublisherSupportUrl: `${homepage}/issues`,
        PackageName: product.productName,
        PackageUrl: homepage,
        License: product.license,
        LicenseUrl: `${homepage}/blob/v${version}/LICENSE`,
        Copyright: product.copyright,
        ShortDescription: product.description,
        Tags: ['microsoft-teams', 'presence', 'status', 'tray'],
        ReleaseNotesUrl: `${homepage}/releases/tag/v${version}`,
      }),
    ],
  ])
}
