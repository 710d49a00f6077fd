import type { Stop } from './stop.ts'

/** The sandbox's own pages. */
export const sandboxStops: readonly Stop[] = [
  { name: 'sandbox', open: (page, { product }) => page.goto(`${product.origin}/sandbox`) },
  { name: 'inbox', open: (page, { product }) => page.goto(`${product.origin}/sandbox/inbox`) },
  {
    name: 'inbox, nothing found',
    open: (page, { product }) => page.goto(`${product.origin}/sandbox/inbox?to=nobody%40nowhere.example`),
  },
  {
    name: 'mail',
    open: async (page, { product }) => {
      await page.goto(`${product.origin}/sandbox/inbox`)
      await page.locator('.s-mails a').first().click()
      await page.locator('iframe').waitFor()
    },
  },
  { name: 'clock', open: (page, { product }) => page.goto(`${product.origin}/sandbox/clock`) },
  {
    name: 'clock that cannot go there',
    expects: /status of 422/,
    open: async (page, { product }) => {
      await page.goto(`${product.origin}/sandbox/clock`)
      await page.locator('#to').fill('2098-01-01')
      await page.locator('form:has(#to) button').click()
      await page.getByRole('alert').waitFor()
    },
  },
  { name: 'test authority', open: (page, { product }) => page.goto(`${product.origin}/sandbox/authority`) },
  {
    name: 'issued certificate',
    open: async (page, { product }) => {
      await page.goto(`${product.origin}/sandbox/authority`)
      await page.locator('#organisation').fill('Northwind Identity Ltd')
      await page.locator('#kind').selectOption('missing-intermediate')
      await page.locator('form:has(#kind) button[type="submit"]').click()
      await page.locator('#certificate').waitFor()
    },
  },
  { name: 'sandbox reset', open: (page, { product }) => page.goto(`${product.origin}/sandbox/reset`) },
]
