// Finds a menu entry by a path of labels or ids.
import type { MenuEntry } from './desktop.ts'
import { shownLabel } from './snapshot.ts'

type Found =
  | { kind: 'found'; entry: MenuEntry }
  /** `available`: the labels of the menu in which the search ended. */
  | { kind: 'missing' | 'disabled'; name: string; available: string[] }

const plain = (text: string) =>
  text
    .replaceAll('&', '')
    .replace(/(…|\.\.\.)$/, '')
    .trim()
    .toLowerCase()

/** Ignores letter case, "&" and a trailing ellipsis. Separators and submenus are never found. */
export function findEntry(entries: readonly MenuEntry[], path: readonly string[]): Found {
  const [name = '', ...rest] = path
  const available = labelsOf(entries)
  const named = entries.filter((entry) => entry.type !== 'separator')
  const entry =
    named.find((one) => one.id !== undefined && one.id.toLowerCase() === name.toLowerCase()) ??
    named.find((one) => plain(one.label) === plain(name))
  if (!entry) return { kind: 'missing', name, available }
  if (!entry.enabled) return { kind: 'disabled', name, available }
  if (rest.length > 0) return findEntry(entry.submenu ?? [], rest)
  if (entry.submenu) return { kind: 'missing', name: `${name} ▸`, available: labelsOf(entry.submenu) }
  return { kind: 'found', entry }
}

const labelsOf = (entries: readonly MenuEntry[]) =>
  entries.filter((entry) => entry.type !== 'separator').map((entry) => shownLabel(entry.label))
