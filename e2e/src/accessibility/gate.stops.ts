import type { Stop } from './stop.ts'

/** Pages before and after a session. */
export const gateStops: readonly Stop[] = [
  {
    name: 'sign-in',
    open: async (page, { product }) => {
      await page.goto(`${product.origin}/partner/`)
      await page.locator('input[autocomplete="username"]').waitFor()
    },
  },
  {
    name: 'sign-in with a mistake',
    expects: /status of 422/,
    open: async (page, { product }) => {
      await page.goto(`${product.origin}/partner/`)
      await page.locator('form button[type="submit"]').click()
      await page.getByRole('alert').waitFor()
    },
  },
]
