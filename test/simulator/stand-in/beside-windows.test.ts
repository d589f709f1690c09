// Checks that the stand-in behaves like Electron, except for windows, pages and `app`. Each behaviour has the page,
// specification or source file of Electron that describes it.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { menu, menuItem } from './menu-checks.ts'
import { ipcMain, network, protocol } from './network-checks.ts'
import { otherModules } from './other-module-checks.ts'
import type { Checks } from './stage.ts'
import { nativeImage, notification, powerMonitor, safeStorage } from './system-checks.ts'
import { tray } from './tray-checks.ts'

const behaviourSchema = z.strictObject({
  area: z.string(),
  behaviour: z.string(),
  source: z.string(),
  /** Why it is not simulated. */
  unplayable: z.string().optional(),
})
const path = join(import.meta.dirname, '..', '..', 'cases', 'electron-beside-windows.json')
const behaviours = z.array(behaviourSchema).parse(JSON.parse(readFileSync(path, 'utf8')))

const areas: Readonly<Record<string, Checks>> = {
  tray,
  menu,
  'menu-item': menuItem,
  nativeImage,
  safeStorage,
  powerMonitor,
  Notification: notification,
  protocol,
  ipcMain,
  net: network,
  'other modules': otherModules,
}

let held = 0
afterAll(() => {
  const left = behaviours.filter(({ unplayable }) => unplayable !== undefined).length
  process.stdout.write(
    `Beside windows, ${held} of ${behaviours.length} behaviours of Electron hold in the stand-in; ${left} cannot be simulated.\n`,
  )
})

test.each(Object.entries(areas))(
  '%s: every behaviour has a check, and every check a behaviour',
  (area, checks) => {
    const listed = behaviours.filter((one) => one.area === area && one.unplayable === undefined)
    expect(Object.keys(checks).toSorted()).toEqual(listed.map(({ behaviour }) => behaviour).toSorted())
  },
)

test('all areas are checked', () => {
  expect(new Set(behaviours.map(({ area }) => area))).toEqual(new Set(Object.keys(areas)))
})

for (const [area, checks] of Object.entries(areas)) {
  describe(area, () => {
    for (const { behaviour, source, unplayable } of behaviours.filter((one) => one.area === area)) {
      if (unplayable !== undefined) continue
      test(`${source}: ${behaviour}`, async () => {
        await checks[behaviour]?.()
        held += 1
      })
    }
  })
}
