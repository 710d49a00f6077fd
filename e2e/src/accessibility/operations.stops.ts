import { go } from '../portal.ts'
import { within } from '../words.ts'
import type { Stop } from './stop.ts'

const who = 'admin'

/** What the house does by itself, and the record of all that was done. */
export const operationsStops: readonly Stop[] = [
  {
    name: 'scheduled jobs',
    who,
    open: async (page, { product }) => {
      await go(page, product, '/operations/jobs')
      await page.locator('main summary').first().click()
      await page.locator('main details[open] table').first().waitFor()
    },
  },
  {
    name: 'audit record',
    who,
    open: async (page, { product }) => {
      await go(page, product, '/operations/audit')
      await page.locator('main summary').first().click()
      await page.locator('main details[open] dl').first().waitFor()
    },
  },
  {
    name: 'audit record, days in the wrong order',
    who,
    open: async (page, { product, language }) => {
      await go(page, product, '/operations/audit?from=2026-11-22&to=2026-11-21')
      // On phones the fields are folded away, and what is said at them.
      await page
        .getByText(within('audit.filter.daysReversed', {}, language))
        .first()
        .waitFor({ state: 'attached' })
    },
  },
  {
    name: 'audit record, nothing found',
    who,
    open: (page, { product }) => go(page, product, '/operations/audit?actor=nobody'),
  },
]
