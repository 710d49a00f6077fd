import type { Page } from 'playwright-core'
import { settled } from '../portal.ts'
import type { Product } from '../product.ts'
import { word, type Language } from '../words.ts'
import { linkIn, mailTo } from './inbox.ts'
import type { Person } from './person.ts'

/** From a stranger's first page to the one that says to look into the mail. */
export async function register(page: Page, product: Product, person: Person): Promise<void> {
  await page.goto(`${product.origin}/partner/`)
  await page.locator('a[href*="/auth/partner/register"]').click()
  await fillIn(page, person)
  await page.locator('#submit').click()
  await page.waitForURL(url => url.pathname.startsWith('/auth/partner/register'))
  await page.locator('#username').waitFor({ state: 'detached' })
}

/** Fills in the whole form, field by field. */
export async function fillIn(page: Page, person: Person): Promise<void> {
  const { type, language, password, ...typed } = person
  for (const [id, value] of Object.entries(typed)) await page.locator(`#${id}`).fill(value)
  await page.locator('#type').selectOption(type)
  await page.locator('#language').selectOption(language)
  await page.locator('#password').fill(password)
  await page.locator('#passwordAgain').fill(password)
}

/** Follows the mailed link and confirms. */
export async function confirm(page: Page, product: Product, person: Person): Promise<void> {
  const mail = await mailTo(product, person.email)
  await page.goto(linkIn(mail, '/auth/partner/confirm'))
  await page.locator('#submit').click()
  await page.locator('a[href^="/auth/partner/login"]').first().waitFor()
}

/** Signs in from the page after the confirmation, which knows the name already. */
export async function signInAfterwards(page: Page, person: Person): Promise<void> {
  await page.locator('main a[href^="/auth/partner/login"]').first().click()
  await page.locator('#password').fill(person.password)
  await page.locator('form:has(#password) button[type="submit"]').click()
  await page.waitForURL(url => url.pathname.startsWith('/partner/'))
  await settled(page)
}

/** Accepts the terms, and chooses the first policy group whose name begins so; '' is the first of all. */
export async function welcome(page: Page, language: Language, group: string): Promise<void> {
  await page.getByRole('checkbox').check()
  await page.getByRole('button', { name: word('welcome.terms.accept', {}, language) }).click()
  await page.getByRole('combobox').click()
  await page.getByRole('combobox').fill(group)
  await page.getByRole('option').first().click()
  await page.getByRole('button', { name: word('welcome.group.choose', {}, language) }).click()
  await page.waitForURL(url => !url.pathname.endsWith('/welcome'))
  await settled(page)
}
