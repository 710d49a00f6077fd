import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/**
 * What axe finds wrong with the page as it stands, one line for each rule with the first places; empty when it is clean.
 * `colours` asks the rules about colour alone: nothing else differs when only the theme changed since the last time.
 */
export async function axe(page: Page, { colours = false } = {}): Promise<string[]> {
  // Half-way through a transition colours are neither the old nor the new ones.
  await page.evaluate(() => Promise.allSettled(document.getAnimations().map(animation => animation.finished)))
  const { violations } = await new AxeBuilder({ page }).withTags(colours ? ['cat.color'] : TAGS).analyze()
  return violations.map(
    v =>
      `${v.id} (${v.impact}): ${v.help}: ${v.nodes
        .slice(0, 3)
        .map(n => `${n.target.join(' ')} ${n.any[0]?.message ?? ''}`)
        .join(' | ')}`,
  )
}
