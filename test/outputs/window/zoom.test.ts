import { expect, test } from 'vitest'
import { zoomLevelAfter } from '../../../app/outputs/window/zoom.ts'

const plain = { type: 'keyDown', control: false, meta: false, alt: false } as const
const ctrl = { ...plain, control: true }
const command = { ...plain, meta: true }

test.each([
  ['Ctrl and plus', { ...ctrl, key: '+' }, 0, 'linux', 1],
  ['Ctrl and the key of plus', { ...ctrl, key: '=' }, 1, 'win32', 2],
  ['Ctrl and minus', { ...ctrl, key: '-' }, 2, 'win32', 1],
  ['Ctrl and zero', { ...ctrl, key: '0' }, 3, 'linux', 0],
  ['not above the largest level', { ...ctrl, key: '+' }, 4, 'linux', 4],
  ['not below the smallest level', { ...ctrl, key: '-' }, -1, 'linux', -1],
  ['Command on a Mac', { ...command, key: '+' }, 0, 'darwin', 1],
  ['not Ctrl on a Mac', { ...ctrl, key: '+' }, 0, 'darwin', null],
  ['not the Windows key', { ...command, key: '+' }, 0, 'win32', null],
  ['not AltGr, which is Ctrl and Alt', { ...ctrl, alt: true, key: '0' }, 2, 'win32', null],
  ['not a typed plus', { ...plain, key: '+' }, 0, 'linux', null],
  ['not another key', { ...ctrl, key: 'c' }, 1, 'linux', null],
  ['not a released key', { ...ctrl, type: 'keyUp', key: '+' }, 1, 'linux', null],
] as const)('%s', (_name, keys, level, platform, expected) => {
  expect(zoomLevelAfter(keys, level, platform)).toBe(expected)
})
