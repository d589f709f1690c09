// The Homebrew cask (Homebrew, "Cask Cookbook"). Its stanzas are in the order that `brew style` wants.
import { product } from './product-facts.ts'
import type { Release } from './release-packages.ts'

/** The names that Homebrew has for versions of macOS. */
const systems: Readonly<Record<string, string>> = { '13.0': 'ventura', '14.0': 'sonoma', '15.0': 'sequoia' }

/** Throws if Homebrew's name of the oldest supported macOS is not known here. */
export function homebrewCask({ version, homepage, packages }: Release): string {
  const { appId, productName } = product
  const oldest = systems[product.mac.minimumSystemVersion]
  if (!oldest) throw new Error(`Homebrew's name for macOS ${product.mac.minimumSystemVersion} is missing`)
  // Ruby puts the version in, so that its next one changes one line.
  const url = packages.macos.url.replaceAll(version, '#{version}')
  // Sorted, as `brew style` wants it.
  const left = [
    `~/Library/Application Support/${productName}`,
    `~/Library/Caches/${appId}`,
    `~/Library/Caches/${appId}.ShipIt`,
    `~/Library/HTTPStorages/${appId}`,
    `~/Library/Logs/${productName}`,
    `~/Library/Preferences/${appId}.plist`,
    `~/Library/Saved Application State/${appId}.savedState`,
  ].map((path) => `    "${path}",\n`)
  return `cask "${product.name}" do
  version "${version}"
  sha256 "${packages.macos.sha256}"

  url "${url}"
  name "${productName}"
  desc "Microsoft Teams presence as a light in the menu bar"
  homepage "${homepage}"

  livecheck do
    url :url
    strategy :github_latest
  end

  auto_updates true
  depends_on macos: :${oldest}

  app "${productName}.app"

  uninstall quit: "${appId}"

  zap trash: [
${left.join('')}  ]
end
`
}
