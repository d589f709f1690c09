// The udev rules for the USB lights: those of the table, in the file that the packages install and in the documentation.
import { spawnSync } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { usbLightModels } from '../../app/model/names.ts'
import { usbLights } from '../../app/outputs/external/usb/usb-light-models.ts'
import { udevRules } from '../../build/udev-rules.ts'
import { readPage } from '../docs/markdown.ts'

const FILE = join(import.meta.dirname, '../../build/linux/70-tally-light.rules')

test('the file has a rule for each device of the table, and no other', async () => {
  const rules = await readFile(FILE, 'utf8')
  expect(rules).toBe(udevRules())
  const found = [
    ...rules.matchAll(
      /^SUBSYSTEM=="hidraw", ATTRS\{idVendor\}=="(\w{4})", ATTRS\{idProduct\}=="(\w{4})", TAG\+="uaccess"$/gm,
    ),
  ]
  const expected = usbLightModels.flatMap((model) => usbLights[model].ids)
  expect(
    found.map(([, vendor = '', product = '']) => ({
      vendorId: Number.parseInt(vendor, 16),
      productId: Number.parseInt(product, 16),
    })),
  ).toEqual(expected)
  const others = rules
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#') && !line.startsWith('SUBSYSTEM'))
  expect(others).toEqual([])
})

test('docs/usb-lights.md has the file, to be copied', async () => {
  expect(readPage('docs/usb-lights.md')).toContain(`\`\`\`\n${await readFile(FILE, 'utf8')}\`\`\``)
})

test('udev accepts it', ({ skip }) => {
  const { error, status, stdout, stderr } = spawnSync('udevadm', ['verify', FILE], { encoding: 'utf8' })
  skip(
    error !== undefined || /Unknown command|unrecognized/i.test(stderr),
    'needs udevadm verify (systemd 254)',
  )
  expect([status, stdout + stderr]).toEqual([0, expect.anything()])
})
