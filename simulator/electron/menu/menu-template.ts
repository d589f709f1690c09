// Checks menu templates and removes needless separators (Electron: lib/browser/api/menu.ts).
import type { Menu as ElectronMenu } from 'electron'

export type Template = Parameters<typeof ElectronMenu.buildFromTemplate>[0]
export type ItemOptions = Template[number]

const types: readonly string[] = ['normal', 'separator', 'submenu', 'checkbox', 'radio', 'header', 'palette']

const isUsable = (item: unknown) =>
  typeof item === 'object' &&
  item !== null &&
  (Object.hasOwn(item, 'label') || Object.hasOwn(item, 'role') || Reflect.get(item, 'type') === 'separator')

/** Throws for an unknown item type. */
export function assertType(type: string): void {
  if (!types.includes(type)) throw new Error(`Unknown menu item type: ${type}`)
}

/** Throws Electron's errors for an invalid template. */
export function assertTemplate(value: unknown): asserts value is Template {
  if (!Array.isArray(value)) {
    throw new TypeError('Invalid template for Menu: Menu template must be an array')
  }
  if (!value.every(isUsable)) {
    throw new TypeError('Invalid template for MenuItem: must have at least one of label, role or type')
  }
}

/** Merges neighbouring separators and removes those at an edge. Hidden ones are kept. */
export function withoutNeedlessSeparators<Item extends ItemOptions>(items: readonly Item[]): Item[] {
  const divides = (item: Item) => item.visible !== false && item.type === 'separator'
  const folded = items.filter(
    (item, index) => !divides(item) || index === 0 || items[index - 1]?.type !== 'separator',
  )
  return folded.filter((item, index) => !divides(item) || (index !== 0 && index !== folded.length - 1))
}
