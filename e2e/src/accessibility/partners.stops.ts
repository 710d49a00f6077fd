import type { Page } from 'playwright-core'
import { go, settled } from '../portal.ts'
import { word, type Language } from '../words.ts'
import type { Scene, Stop } from './stop.ts'

const who = 'admin'
const partner = 'Northwind Identity Ltd'

const openPartner = async (page: Page, { product }: Scene, name = partner) => {
  await go(page, product, `/partners?organisationName=${encodeURIComponent(name)}`)
  await page.getByRole('link', { name }).first().click()
  await page.getByRole('heading', { level: 1, name }).waitFor()
  await settled(page)
}
const deactivate = async (page: Page, language: Language) => {
  await page.getByRole('button', { name: word('partners.action.deactivate', {}, language) }).click()
  await page.locator('dialog[open] textarea').waitFor()
  await settled(page)
}

/** Partners as administrators see them. */
export const partnerStops: readonly Stop[] = [
  { name: 'partners', who, open: (page, { product }) => go(page, product, '/partners') },
  {
    name: 'partners, filtered',
    who,
    open: (page, { product }) => go(page, product, '/partners?type=Auth_Partner&certificate=UPLOADED&status=ACTIVE'),
  },
  { name: 'partners, nothing found', who, open: (page, { product }) => go(page, product, '/partners?code=nobody') },
  { name: 'detail of a partner', who, open: openPartner },
  {
    name: 'detail of a partner without certificate',
    who,
    open: (page, scene) => openPartner(page, scene, 'Iriscore Matching'),
  },
  {
    name: 'token for a partner',
    who,
    open: async (page, scene) => {
      await openPartner(page, scene)
      await page.locator('a[href$="/tokens/new"]').click()
      await page.locator('#token-name').waitFor()
      await settled(page)
    },
  },
  {
    name: 'deactivate dialog',
    who,
    open: async (page, scene) => {
      await openPartner(page, scene)
      await deactivate(page, scene.language)
    },
  },
  {
    name: 'deactivate dialog without a reason',
    who,
    open: async (page, scene) => {
      await openPartner(page, scene)
      await deactivate(page, scene.language)
      await page
        .locator('dialog[open]')
        .getByRole('button', { name: word('partners.decision.confirm.deactivate', {}, scene.language) })
        .click()
      await page.locator('dialog[open] [aria-invalid="true"]').waitFor()
    },
  },
]
