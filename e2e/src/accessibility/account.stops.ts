import { go } from '../portal.ts'
import { word } from '../words.ts'
import type { Stop } from './stop.ts'

const who = 'northwind'

/** Everybody's own account, and what comes before one can begin. */
export const accountStops: readonly Stop[] = [
  { name: 'profile', who: 'admin', open: (page, { product }) => go(page, product, '/profile') },
  { name: 'profile of a partner', who, open: (page, { product }) => go(page, product, '/profile') },
  {
    name: 'end other sessions dialog',
    who,
    open: async (page, { product, language }) => {
      await go(page, product, '/profile')
      await page.getByRole('button', { name: word('profile.sessions.endOthers', {}, language) }).click()
      await page.locator('dialog[open]').waitFor()
    },
  },
  { name: 'edit profile', who, open: (page, { product }) => go(page, product, '/profile/edit') },
  {
    name: 'edit profile with mistakes',
    who,
    open: async (page, { product }) => {
      await go(page, product, '/profile/edit')
      await page.locator('#profile-firstName').fill('')
      await page.locator('#profile-phone').fill('no number')
      await page.locator('main form button[type="submit"]').click()
      await page.locator('#profile-phone[aria-invalid="true"]').waitFor()
    },
  },
  { name: 'change e-mail address', who, open: (page, { product }) => go(page, product, '/profile/email') },
  {
    name: 'change password with a mistake',
    who,
    open: async (page, { product, language }) => {
      await go(page, product, '/profile/password')
      await page.locator('#password-newPassword').fill('short')
      await page.locator('main form button[type="submit"]').click()
      await page
        .getByText(word('profile.password.strength.short', {}, language))
        .first()
        .waitFor()
      await page.locator('#password-newPassword[aria-invalid="true"]').waitFor()
    },
  },
  { name: 'API tokens', who, open: (page, { product }) => go(page, product, '/profile/tokens') },
  { name: 'API tokens, none yet', who: 'halden', open: (page, { product }) => go(page, product, '/profile/tokens') },
  {
    name: 'revoke token dialog',
    who,
    open: async (page, { product }) => {
      await go(page, product, '/profile/tokens')
      await page.locator('tbody button').first().click()
      await page.locator('dialog[open]').waitFor()
    },
  },
  {
    name: 'create token with mistakes',
    who,
    open: async (page, { product }) => {
      await go(page, product, '/profile/tokens/new')
      await page.locator('main form button[type="submit"]').click()
      await page.locator('#token-name[aria-invalid="true"]').waitFor()
    },
  },
  {
    name: 'token shown',
    who: 'tallgrass',
    open: async (page, { product, language }) => {
      await go(page, product, '/profile/tokens/new')
      await page.locator('#token-name').fill('Nightly report of everything that is about to run out')
      await page.getByRole('checkbox').first().check()
      await page.locator('main form button[type="submit"]').click()
      await page.getByRole('heading', { name: word('apiTokens.created.title', {}, language) }).waitFor()
    },
  },
  {
    name: 'policy group, list open',
    who: 'iriscore',
    open: async (page, { product }) => {
      await go(page, product, '/profile')
      await page.locator('a[href*="/profile/policy-group/"]').click()
      await page.getByRole('combobox').click()
      await page.getByRole('option').first().waitFor()
    },
  },
  {
    name: 'terms of use',
    who: 'newcomer-terms',
    open: async (page, { product, language }) => {
      await go(page, product, '/')
      await page.getByRole('heading', { level: 1, name: word('welcome.title.ACCEPT_TERMS', {}, language) }).waitFor()
    },
  },
  {
    name: 'terms of use, not ticked',
    who: 'newcomer-terms',
    open: async (page, { product }) => {
      await go(page, product, '/')
      await page.getByRole('checkbox').waitFor()
      await page.locator('main form button[type="submit"]').click()
      await page.locator('[aria-invalid="true"]').waitFor()
    },
  },
  {
    name: 'first policy group',
    who: 'newcomer-group',
    open: async (page, { product, language }) => {
      await go(page, product, '/')
      await page
        .getByRole('heading', { level: 1, name: word('welcome.title.CHOOSE_POLICY_GROUP', {}, language) })
        .waitFor()
      await page.getByRole('combobox').click()
      await page.getByRole('option').first().waitFor()
    },
  },
]
