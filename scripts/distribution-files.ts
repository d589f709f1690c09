// npm run distribution-files -- PACKAGES TARGET: writes the files for winget, Homebrew and the AUR from the packages of a release.
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { archPackage } from '../build/distribution/arch-package.ts'
import { homebrewCask } from '../build/distribution/homebrew-cask.ts'
import { product } from '../build/distribution/product-facts.ts'
import { readRelease } from '../build/distribution/release-packages.ts'
import { wingetFiles } from '../build/distribution/winget.ts'

const [packages, target] = process.argv.slice(2)
if (!packages || !target) {
  console.error('Usage: npm run distribution-files -- FOLDER-OF-PACKAGES TARGET-FOLDER')
  process.exit(2)
}
try {
  const release = await readRelease(packages, process.env.GITHUB_REPOSITORY)
  const folders = {
    winget: wingetFiles(release),
    homebrew: new Map([[`${product.name}.rb`, homebrewCask(release)]]),
    aur: archPackage(release),
  }
  for (const [folder, files] of Object.entries(folders)) {
    for (const [name, text] of files) {
      const path = join(target, folder, name)
      await mkdir(dirname(path), { recursive: true })
      await writeFile(path, text)
      console.info(path)
    }
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}
