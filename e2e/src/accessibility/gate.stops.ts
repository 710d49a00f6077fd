import { person } from '../registration/person.ts'
import { confirm, fillIn } from '../registration/steps.ts'
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
  {
    name: 'registration',
    open: async (page, { product }) => {
      await page.goto(`${product.origin}/auth/partner/register`)
      await page.locator('details summary').click()
    },
  },
  {
    name: 'registration with mistakes',
    expects: /status of 422/,
    open: async (page, { product }) => {
      await page.goto(`${product.origin}/auth/partner/register`)
      await page.locator('#password').fill('password')
      await page.locator('#email').fill('no address')
      await page.locator('#submit').click()
      await page.locator('#email[aria-invalid="true"]').waitFor()
    },
  },
  {
    name: 'look into your mail',
    open: async (page, { product, language, mark }) => {
      await page.goto(`${product.origin}/auth/partner/register`)
      await fillIn(page, person(language, mark()))
      await page.locator('#submit').click()
      await page.locator('#username').waitFor({ state: 'detached' })
    },
  },
  {
    name: 'confirm a registration',
    open: async (page, { links }) => {
      await page.goto(links.confirm)
      await page.locator('#submit').waitFor()
    },
  },
  {
    name: 'registration confirmed',
    open: async (page, { product, language, mark }) => {
      const someone = person(language, mark())
      await page.goto(`${product.origin}/auth/partner/register`)
      await fillIn(page, someone)
      await page.locator('#submit').click()
      await page.locator('#username').waitFor({ state: 'detached' })
      await confirm(page, product, someone)
    },
  },
  {
    name: 'link that is no longer in use',
    expects: /status of 410/,
    open: (page, { product }) => page.goto(`${product.origin}/auth/partner/confirm?token=nobodys`),
  },
  {
    name: 'password forgotten',
    open: (page, { product }) => page.goto(`${product.origin}/auth/partner/forgotten`),
  },
  {
    name: 'password forgotten, link sent',
    open: async (page, { product, mark }) => {
      await page.goto(`${product.origin}/auth/partner/forgotten`)
      await page.locator('#email').fill(`${mark()}@nobody.example`)
      await page.locator('main form button[type="submit"]').click()
      await page.locator('#email').waitFor({ state: 'detached' })
    },
  },
  {
    name: 'new password',
    open: async (page, { links }) => {
      await page.goto(links.reset)
      await page.locator('#password').fill('lanterns drift')
    },
  },
  {
    name: 'new password with a mistake',
    expects: /status of 422/,
    open: async (page, { links }) => {
      await page.goto(links.reset)
      await page.locator('#password').fill('Mauve lanterns drift at 4')
      await page.locator('#passwordAgain').fill('Mauve lanterns')
      await page.locator('#submit').click()
      await page.locator('#passwordAgain[aria-invalid="true"]').waitFor()
    },
  },
]
