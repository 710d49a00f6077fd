import type { Page } from 'playwright-core'
import { go, settled } from '../portal.ts'
import { word, type Language } from '../words.ts'
import type { Stop } from './stop.ts'

/** From the certificates page to the one that takes a file. */
const openUpload = async (page: Page) => {
  await page.locator('a[href$="/upload"]').first().click()
  await page.locator('#certificate-file').waitFor({ state: 'attached' })
  await settled(page)
}
const choose = async (page: Page, file: string) => {
  await openUpload(page)
  await page.locator('#certificate-file').setInputFiles(file)
  await page.getByRole('region').first().waitFor()
  await page.locator('.others').waitFor()
}
const upload = (page: Page, language: Language) =>
  page.getByRole('button', { name: word('partnerCertificates.uploadAction', {}, language) }).click()

/** A partner's own pages: the dashboard, and the certificate in each of its states. */
export const certificateStops: readonly Stop[] = [
  { name: 'dashboard of a partner', who: 'northwind', open: (page, { product }) => go(page, product, '/') },
  { name: 'dashboard of a new partner', who: 'iriscore', open: (page, { product }) => go(page, product, '/') },
  { name: 'dashboard with something to do', who: 'kestrel', open: (page, { product }) => go(page, product, '/') },
  { name: 'dashboard with nothing to open', who: 'policy', open: (page, { product }) => go(page, product, '/') },
  {
    name: 'certificates, with all facts',
    who: 'northwind',
    open: async (page, { product }) => {
      await go(page, product, '/certificates')
      await page.locator('details summary').first().click()
    },
  },
  {
    name: 'certificates, download menu',
    who: 'northwind',
    open: async (page, { product, language }) => {
      await go(page, product, '/certificates')
      await page.getByRole('button', { name: word('partnerCertificates.download.title', {}, language) }).click()
      await page.getByRole('menuitem').first().waitFor()
    },
  },
  { name: 'certificates, expiring', who: 'kestrel', open: (page, { product }) => go(page, product, '/certificates') },
  { name: 'certificates, expired', who: 'oldharbour', open: (page, { product }) => go(page, product, '/certificates') },
  {
    name: 'certificates, not uploaded',
    who: 'iriscore',
    open: (page, { product }) => go(page, product, '/certificates'),
  },
  {
    name: 'certificate upload',
    who: 'iriscore',
    open: async (page, { product }) => {
      await go(page, product, '/certificates')
      await openUpload(page)
    },
  },
  {
    name: 'certificate upload, refused',
    who: 'iriscore',
    open: async (page, { product, certificate }) => {
      const file = await certificate('Somebody Else Ltd')
      await go(page, product, '/certificates')
      await choose(page, file)
    },
  },
  {
    name: 'certificate upload, in order',
    who: 'iriscore',
    open: async (page, { product, certificate, language }) => {
      const file = await certificate('Iriscore Matching')
      await go(page, product, '/certificates')
      await choose(page, file)
      await page.getByRole('button', { name: word('partnerCertificates.uploadAction', {}, language) }).waitFor()
    },
  },
  {
    name: 'certificate uploaded',
    who: 'lumen',
    open: async (page, { product, certificate, language }) => {
      const file = await certificate('Lumen Software')
      await go(page, product, '/certificates')
      await choose(page, file)
      await upload(page, language)
      await page.getByRole('heading', { name: word('partnerCertificates.done.next', {}, language) }).waitFor()
    },
  },
]
