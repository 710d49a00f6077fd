import { readFileSync } from 'node:fs'
import { go } from '../portal.ts'
import type { Stop } from './stop.ts'

/** The check for everybody, as a stranger sees it. */
export const preflightStops: readonly Stop[] = [
  { name: 'preflight', open: (page, { product }) => go(page, product, '/preflight') },
  {
    name: 'preflight with mistakes',
    open: async (page, { product }) => {
      await go(page, product, '/preflight')
      await page.locator('main form button[type="submit"]').last().click()
      await page.locator('#preflight-type[aria-invalid="true"]').waitFor()
    },
  },
  {
    name: 'preflight’s report',
    open: async (page, { product, orphan }) => {
      await go(page, product, '/preflight')
      await page.locator('#preflight-type').selectOption('Auth_Partner')
      await page.locator('#preflight-organisation').fill('Northwind Identity Ltd')
      await page.getByRole('radio').last().check()
      await page.locator('#preflight-text').fill(readFileSync(orphan.pem, 'utf8'))
      await page.locator('main form button[type="submit"]').last().click()
      await page.locator('.others').waitFor()
    },
  },
]
