import type { Page } from 'playwright-core'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

interface Violation {
  id: string
  nodes: { target: string[]; failureSummary?: string }[]
}
type Checker = { run(context: unknown, options: object): Promise<{ violations: Violation[] }> }

/** What axe finds against WCAG 2.2 AA within `selector` (default the whole page), one line each: rule, where, why. */
export async function axe(page: Page, selector = 'html'): Promise<string[]> {
  if (await page.evaluate(() => !('axe' in globalThis))) await page.evaluate(source)
  return page.evaluate(
    async ([within, tags]) => {
      const { violations } = await (globalThis as unknown as { axe: Checker }).axe.run(within, { runOnly: tags })
      return violations.flatMap(({ id, nodes }) =>
        nodes.map(node => `${id} at ${node.target.join(' ')}: ${node.failureSummary ?? ''}`),
      )
    },
    [selector, TAGS] as const,
  )
}
