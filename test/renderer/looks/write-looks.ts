// npm run looks: writes the mosaics in test/renderer/looks, and pictures to check them with.
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { PNG } from 'pngjs'
import { sharedChromium } from '../../support/browser/chromium.ts'
import { windowStage } from '../scenes/window-stage.ts'
import { lookNames, lookPath, mosaicNow, openLook } from './looks.ts'

const pictures = join(import.meta.dirname, '..', '..', '..', 'test-results', 'looks')
const stage = await windowStage()
try {
  await mkdir(pictures, { recursive: true })
  for (const name of lookNames) {
    const window = await openLook(stage, name)
    const mosaic = await mosaicNow(window)
    await mkdir(dirname(lookPath(name)), { recursive: true })
    await writeFile(lookPath(name), PNG.sync.write(mosaic))
    await window.page.screenshot({ animations: 'disabled', path: join(pictures, `${name}.png`) })
  }
  process.stdout.write(`Look at ${pictures} before you commit.\n`)
} finally {
  await stage.close()
  await (await sharedChromium()).close()
}
