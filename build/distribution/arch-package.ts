// The PKGBUILD of a binary package for the Arch User Repository and its .SRCINFO (Arch Linux, "PKGBUILD", ".SRCINFO").
import { product } from './product-facts.ts'
import type { Release } from './release-packages.ts'

/** What the deb depends on (electron-builder, FpmTarget, "getDefaultDepends"), by Arch's names. */
const depends = [
  'alsa-lib',
  'at-spi2-core',
  'gtk3',
  'libnotify',
  'libsecret',
  'libxss',
  'libxtst',
  'nss',
  'util-linux-libs',
  'xdg-utils',
]
const optional = 'libpulse: checks at once when a program begins to record (pactl)'

/** The two files by name. */
export function archPackage({ version, homepage, packages }: Release): Map<string, string> {
  const { name, license, description, productName } = product
  const executable = product.linux.executableName
  // No dash may be in Arch's version (PKGBUILD, "pkgver").
  const pkgver = version.replaceAll('-', '_')
  const sources = [
    { arch: 'x86_64', file: packages['linux-x64'] },
    { arch: 'aarch64', file: packages['linux-arm64'] },
  ].flatMap(({ arch, file }) => (file ? [{ arch, ...file }] : []))
  const packaged = `${name}-bin`

  const pkgbuild = `pkgname=${packaged}
pkgver=${pkgver}
pkgrel=1
pkgdesc='${description}'
arch=(${sources.map(({ arch }) => `'${arch}'`).join(' ')})
url='${homepage}'
license=('${license}')
depends=(${depends.map((one) => `'${one}'`).join(' ')})
optdepends=('${optional}')
provides=('${name}')
conflicts=('${name}')
options=('!strip' '!debug')
${sources.map(({ arch, url, sha256 }) => `source_${arch}=('${url}')\nsha256sums_${arch}=('${sha256}')`).join('\n')}

package() {
  # makepkg has unpacked the deb, and leaves what is in it.
  tar -xf data.tar.* -C "$pkgdir"
  # In the deb a script links it after the installation.
  install -d "$pkgdir/usr/bin"
  ln -s '/opt/${productName}/${executable}' "$pkgdir/usr/bin/${executable}"
  install -Dm644 "$pkgdir/opt/${productName}/resources/licenses/LICENSE" "$pkgdir/usr/share/licenses/$pkgname/LICENSE"
}
`
  const fields: [string, string][] = [
    ['pkgdesc', description],
    ['pkgver', pkgver],
    ['pkgrel', '1'],
    ['url', homepage],
    ...sources.map(({ arch }): [string, string] => ['arch', arch]),
    ['license', license],
    ...depends.map((one): [string, string] => ['depends', one]),
    ['optdepends', optional],
    ['provides', name],
    ['conflicts', name],
    ['options', '!strip'],
    ['options', '!debug'],
    ...sources.flatMap(({ arch, url, sha256 }): [string, string][] => [
      [`source_${arch}`, url],
      [`sha256sums_${arch}`, sha256],
    ]),
  ]
  const lines = fields.map(([field, value]) => `\t${field} = ${value}\n`)
  return new Map([
    ['PKGBUILD', pkgbuild],
    ['.SRCINFO', `pkgbase = ${packaged}\n${lines.join('')}\npkgname = ${packaged}\n`],
  ])
}
