// The fonts of the window's languages. Without them Japanese and Arabic are drawn as boxes, or in another font than on a desktop.
import { execFile } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { withLock } from '../../../scripts/with-lock.ts'
import { installOnDebian, maySetUpDebian, say } from '../debian-packages.ts'

/** One family of each package; window.css names both. */
const families = { 'fonts-noto-cjk': 'Noto Sans CJK JP', 'fonts-noto-core': 'Noto Sans Arabic' } as const

/** Installs the fonts that Linux lacks, on Debian as root; elsewhere says which are missing. Throws if the installation fails. */
export async function ensureLanguageFonts(): Promise<void> {
  if (process.platform !== 'linux') return
  await withLock(join(tmpdir(), 'tally-light-fonts'), async () => {
    const installed = await installedFamilies()
    const missing = Object.entries(families).flatMap(([name, family]) =>
      installed.includes(family) ? [] : [name],
    )
    if (missing.length === 0) return
    if (await maySetUpDebian()) {
      say(`Installing ${missing.join(', ')} with apt-get.`)
      await installOnDebian(missing)
    } else {
      say(`Not installed, so some texts are boxes: ${missing.join(', ')}.`)
    }
  })
}

async function installedFamilies(): Promise<string> {
  // Without fontconfig's programs none is known.
  const { stdout } = await promisify(execFile)('fc-list', ['--format', '%{family}\n']).catch(() => ({
    stdout: '',
  }))
  return stdout
}
