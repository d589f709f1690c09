// Electron's security checklist (docs, "Security"), item by item. docs/security.md says what the program does for each.
import type { Item } from './checklist-checks.ts'
import { itemsOfTheApp } from './items-of-the-app.ts'
import { itemsOfThePage } from './items-of-the-page.ts'

export const checklist: Readonly<Record<number, Item>> = { ...itemsOfThePage, ...itemsOfTheApp }
