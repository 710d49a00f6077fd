import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type axeCore from 'axe-core'
import type { Page } from 'playwright-core'

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
/** What is asked: everything of WCAG 2.2 AA, or colours alone, by its AA or AAA ratio. */
const ASKED = {
  all: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  AA: ['color-contrast', 'link-in-text-block'],
  AAA: ['color-contrast', 'color-contrast-enhanced', 'link-in-text-block'],
} as const

/**
 * Brings the page to rest, as a script for it: half-way through a transition colours are neither the old nor the new ones.
 * What turns for ever has no end to go to.
 */
export const AT_REST = `for (const animation of document.getAnimations())
  if (animation.effect?.getComputedTiming().endTime !== Infinity) animation.finish()`

/**
 * What axe finds wrong with the page as it stands, one line for each rule with the first places; empty when it is clean.
 * `AA` and `AAA` ask about colours alone: nothing else differs when only the theme changed since the last time.
 */
export async function axe(page: Page, what: keyof typeof ASKED = 'all'): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(source)
  await page.evaluate(AT_REST)
  return page.evaluate(
    async runOnly => {
      const { axe: found } = window as unknown as { axe: typeof axeCore }
      // Frames are left alone: the only ones are mails, which may run nothing.
      const { violations } = await found.run({ runOnly, resultTypes: ['violations'], iframes: false })
      return violations.map(
        ({ id, impact, help, nodes }) =>
          `${id} (${impact}): ${help}: ${nodes
            .slice(0, 3)
            .map(node => `${node.target.join(' ')} ${node.any[0]?.message ?? ''}`)
            .join(' | ')}`,
      )
    },
    { type: what === 'all' ? ('tag' as const) : ('rule' as const), values: [...ASKED[what]] },
  )
}
