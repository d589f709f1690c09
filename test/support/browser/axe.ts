// Checks a page with axe.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { RunOptions } from 'axe-core'
import type { Page } from 'playwright-core'

/** The minified source: half the size to inject and to compile. */
const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/**
 * Resolves to a line for each violation. `rules`: check only these; `include`: only these parts of the page, in axe's syntax
 * for frames. Frames of another origin are not checked.
 */
export async function axeFindings(
  page: Page,
  { rules, include }: { rules?: string[]; include?: string[] } = {},
): Promise<string[]> {
  // Only violations are reported.
  const options: RunOptions = { resultTypes: ['violations'], ...(rules ? { runOnly: rules } : {}) }
  // Injecting the source takes longer than a check, so it is done once per page.
  for (const frame of page.frames()) {
    if (!(await frame.evaluate(() => 'axe' in globalThis))) await frame.evaluate(source)
  }
  const violations = await page.evaluate(
    ([context, wanted]) => globalThis.axe.run(context ?? document, wanted).then((found) => found.violations),
    [include ? { include: [include] } : null, options] as const,
  )
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
}

declare global {
  var axe: typeof import('axe-core')
}
