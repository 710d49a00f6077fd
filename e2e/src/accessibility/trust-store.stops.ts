import { go, settled } from '../portal.ts'
import { within, word } from '../words.ts'
import type { Stop } from './stop.ts'

const who = 'admin'

/** The administrator's trust store, and what stands around every page. */
export const trustStoreStops: readonly Stop[] = [
  { name: 'dashboard', who, open: (page, { product }) => go(page, product, '/') },
  { name: 'root list', who, open: (page, { product }) => go(page, product, '/trust-store/root') },
  {
    name: 'intermediate list, nothing found',
    who,
    open: (page, { product }) => go(page, product, '/trust-store/intermediate?issuedTo=nobody+at+all'),
  },
  {
    name: 'row menu',
    who,
    open: async (page, { product }) => {
      await go(page, product, '/trust-store/root')
      await page.locator('tbody button[aria-haspopup="menu"]').first().click()
      await page.getByRole('menu').filter({ visible: true }).waitFor()
    },
  },
  {
    name: 'detail of a trust certificate',
    who,
    open: async (page, { product, root }) => {
      await go(page, product, '/trust-store/root?issuedTo=axe')
      await page.locator('tbody a').first().click()
      await page.getByRole('heading', { level: 1, name: root.name }).waitFor()
      await settled(page)
    },
  },
  {
    name: 'distrust dialog',
    who,
    open: async (page, { product, language }) => {
      await go(page, product, '/trust-store/root?issuedTo=axe')
      await page.locator('tbody a').first().click()
      await page.getByRole('button', { name: word('trustStore.action.distrust', {}, language) }).click()
      await page.locator('dialog[open], [role="dialog"], [role="alertdialog"]').first().waitFor()
      await settled(page)
    },
  },
  { name: 'trust upload', who, open: (page, { product }) => go(page, product, '/trust-store/upload') },
  {
    name: 'trust upload with mistakes',
    who,
    open: async (page, { product, language }) => {
      await go(page, product, '/trust-store/upload')
      await page.getByRole('button', { name: word('trustUpload.check', {}, language) }).click()
      await page
        .getByText(word('trustUpload.error.files', {}, language))
        .first()
        .waitFor()
    },
  },
  {
    name: 'doctor’s report',
    who,
    open: async (page, { product, language, orphan, root }) => {
      await go(page, product, '/trust-store/upload')
      await page.getByRole('radio', { name: within('trustStore.domain.AUTH', {}, language) }).check()
      await page.locator('#upload-files').setInputFiles([orphan.pem, root.pem])
      await page.getByRole('button', { name: word('trustUpload.check', {}, language) }).click()
      await page.locator('[data-outcome]').first().waitFor()
    },
  },
  { name: 'page that is not there', who, open: (page, { product }) => go(page, product, '/no/such/page') },
  {
    name: 'account menu',
    who,
    open: async (page, { product }) => {
      await go(page, product, '/')
      await page.locator('header button[aria-haspopup="menu"]').last().click()
      await page.getByRole('menuitem').first().waitFor()
    },
  },
  {
    name: 'display settings',
    who,
    open: async (page, { product, language }) => {
      await go(page, product, '/')
      await page.getByRole('button', { name: word('shell.display.title', {}, language) }).click()
      await page.locator('dialog[open], [role="dialog"]').first().waitFor()
    },
  },
]
