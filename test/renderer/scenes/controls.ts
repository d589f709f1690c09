// Locates the window's controls by their accessible names.
import type { Locator, Page } from 'playwright-core'

/** By its whole label. */
export const field = (page: Page, name: string): Locator => page.getByLabel(name, { exact: true })

/** By its whole name, or by what a pattern finds in it. */
export const button = (page: Page, name: string | RegExp): Locator =>
  page.getByRole('button', { name, exact: true })
