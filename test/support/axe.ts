// What axe finds on a page.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { RunOptions } from 'axe-core'
import type { Page } from 'playwright-core'

/** The minified one: half as much to hand to each page and to compile there. */
const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/**
 * A line for each breach; `rules` names the only ones to look for, `include` the parts of the page, within frames as
 * axe writes that. Frames of another origin are not looked into.
 */
export async function axeFindings(
  page: Page,
  { rules, include }: { rules?: string[]; include?: string[] } = {},
): Promise<string[]> {
  // What passes need not be described.
  const options: RunOptions = { resultTypes: ['violations'], ...(rules ? { runOnly: rules } : {}) }
  // The source takes longer than a look, so a page that has it is not given it again.
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
