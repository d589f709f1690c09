// Keyboard shortcuts as Electron's accelerators, such as "Control+Alt+L". No library here: the window imports this file.

/** The keys by their position, for layouts without Latin letters, and for digits with Shift. */
const keys: ReadonlyMap<string, string> = new Map([
  ...[...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'].map((letter) => [`Key${letter}`, letter] as const),
  ...[...'0123456789'].map((digit) => [`Digit${digit}`, digit] as const),
  ...Array.from({ length: 24 }, (_, index) => [`F${index + 1}`, `F${index + 1}`] as const),
  ['Space', 'Space'],
  ['ArrowUp', 'Up'],
  ['ArrowDown', 'Down'],
  ['ArrowLeft', 'Left'],
  ['ArrowRight', 'Right'],
  ['Home', 'Home'],
  ['End', 'End'],
  ['PageUp', 'PageUp'],
  ['PageDown', 'PageDown'],
  ['Insert', 'Insert'],
])

/** `Super` is Command on macOS and the Windows key elsewhere ("Keyboard Shortcuts", "Cross-platform modifiers"). */
const modifiers = ['Super', 'Control', 'Alt', 'Shift'] as const

const keyPattern = [...keys.values()].join('|')
/**
 * The accelerators that this program registers: modifiers in one order, and one key. A key that people type, alone or with
 * Shift, would be lost to all other programs; a function key is not typed.
 */
export const ACCELERATOR = new RegExp(
  `^(?:(?=Super|Control|Alt)(?:Super\\+)?(?:Control\\+)?(?:Alt\\+)?(?:Shift\\+)?(?:${keyPattern})|(?:Shift\\+)?F(?:[1-9]|1\\d|2[0-4]))$`,
)

/** In characters; more than Super+Control+Alt+Shift+PageDown. */
export const LONGEST_ACCELERATOR = 40

/** A pressed key, as a KeyboardEvent has it. */
export interface PressedKey {
  code: string
  key: string
  metaKey: boolean
  ctrlKey: boolean
  altKey: boolean
  shiftKey: boolean
}

/** The accelerator of a pressed key; null if it can be none. */
export function acceleratorOf(pressed: PressedKey): string | null {
  const { metaKey, ctrlKey, altKey, shiftKey } = pressed
  const held = [metaKey, ctrlKey, altKey, shiftKey]
  const parts = [...modifiers.filter((_, index) => held[index]), keyOf(pressed)]
  const accelerator = parts.join('+')
  return ACCELERATOR.test(accelerator) ? accelerator : null
}

/** An accelerator names the character on the key, which a layout such as QWERTZ has at another position. */
const keyOf = ({ code, key }: PressedKey) =>
  /^[a-z\d]$/i.test(key) ? key.toUpperCase() : (keys.get(code) ?? '')

/** Whether only modifiers are held so far. */
export const isModifier = ({ code }: Pick<PressedKey, 'code'>): boolean =>
  /^(?:Shift|Control|Alt|Meta|OS)(?:Left|Right)?$/.test(code)
