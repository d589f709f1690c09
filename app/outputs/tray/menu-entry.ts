// An entry of the tray's menu as a plain value.
import type { MenuChoice, PlainChoice } from '../../services/menu-commands.ts'

export type MenuEntry =
  | { kind: 'line'; id: string; label: string }
  | { kind: 'separator' }
  | { kind: 'choice'; id: string; label: string; enabled: boolean; choice: MenuChoice }
  | { kind: 'switch'; id: string; label: string; on: boolean; choice: MenuChoice }
  | { kind: 'submenu'; id: string; label: string; entries: MenuEntry[] }

export const separator: MenuEntry = { kind: 'separator' }

export const choiceEntry = (choice: PlainChoice, label: string, enabled = true): MenuEntry => {
  return { kind: 'choice', id: choice, label, enabled, choice }
}
