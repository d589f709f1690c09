// Keyboard shortcuts: which pressed keys can be one, and how Electron names them.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ACCELERATOR, acceleratorOf, isModifier, LONGEST_ACCELERATOR } from '../../app/reading/accelerator.ts'

const none = { metaKey: false, ctrlKey: false, altKey: false, shiftKey: false }

test.each([
  ['Control+Alt+L', { code: 'KeyL', key: 'l', ctrlKey: true, altKey: true }],
  ['Super+Shift+F5', { code: 'F5', key: 'F5', metaKey: true, shiftKey: true }],
  ['F13', { code: 'F13', key: 'F13' }],
  ['Shift+F1', { code: 'F1', key: 'F1', shiftKey: true }],
  ['Alt+Space', { code: 'Space', key: ' ', altKey: true }],
  ['Control+Up', { code: 'ArrowUp', key: 'ArrowUp', ctrlKey: true }],
  // A layout without Latin letters.
  ['Control+L', { code: 'KeyL', key: 'д', ctrlKey: true }],
  // QWERTZ has Z where others have Y.
  ['Control+Z', { code: 'KeyY', key: 'z', ctrlKey: true }],
  ['Control+Shift+1', { code: 'Digit1', key: '!', ctrlKey: true, shiftKey: true }],
  // Option changes the character on macOS.
  ['Alt+L', { code: 'KeyL', key: '¬', altKey: true }],
])('%s', (accelerator, pressed) => {
  expect(acceleratorOf({ ...none, ...pressed })).toBe(accelerator)
})

test.each([
  ['a letter', { code: 'KeyL', key: 'l' }],
  ['a capital letter', { code: 'KeyL', key: 'L', shiftKey: true }],
  ['a digit', { code: 'Digit1', key: '1' }],
  ['space', { code: 'Space', key: ' ', shiftKey: true }],
  ['an arrow', { code: 'ArrowUp', key: 'ArrowUp' }],
  ['a modifier', { code: 'ControlLeft', key: 'Control', ctrlKey: true }],
  ['Tab', { code: 'Tab', key: 'Tab', altKey: true }],
  ['Escape', { code: 'Escape', key: 'Escape', ctrlKey: true }],
  ['F25', { code: 'F25', key: 'F25' }],
])('%s is none', (_what, pressed) => {
  expect(acceleratorOf({ ...none, ...pressed })).toBeNull()
})

test('whatever is pressed gives an accelerator of the schema, or none', () => {
  const code = fc.oneof(
    fc.string(),
    fc.constantFrom('KeyA', 'Digit0', 'F24', 'Space', 'PageDown', 'ShiftLeft'),
  )
  const pressed = fc.record({
    code,
    key: fc.string(),
    metaKey: fc.boolean(),
    ctrlKey: fc.boolean(),
    altKey: fc.boolean(),
    shiftKey: fc.boolean(),
  })
  fc.assert(
    fc.property(pressed, (event) => {
      const accelerator = acceleratorOf(event)
      if (accelerator === null) return
      expect(accelerator).toMatch(ACCELERATOR)
      expect(accelerator.length).toBeLessThanOrEqual(LONGEST_ACCELERATOR)
    }),
  )
})

test('modifiers are told from keys', () => {
  for (const code of ['ShiftLeft', 'ControlRight', 'AltLeft', 'MetaRight'])
    expect(isModifier({ code })).toBe(true)
  for (const code of ['KeyA', 'F1', 'Space', 'ScrollLock']) expect(isModifier({ code })).toBe(false)
})
