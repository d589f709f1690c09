// What axe finds on a page.
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'

/**
 * A line for each breach; `rules` names the only ones to look for, `include` the parts of the page. Frames of another
 * origin are not looked into: without axe's legacy mode each look would open a page of its own.
 */
export async function axeFindings(
  page: Page,
  { rules, include }: { rules?: string[]; include?: string[] } = {},
): Promise<string[]> {
  // What passes need not be described.
  const axe = new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ['violations'] })
  if (rules) axe.withRules(rules)
  if (include) axe.include(include)
  const { violations } = await axe.analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
}
