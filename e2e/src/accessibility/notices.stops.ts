import type { Page } from 'playwright-core'
import { go, settled } from '../portal.ts'
import { within } from '../words.ts'
import type { Scene, Stop } from './stop.ts'

const open = async (page: Page, { product }: Scene) => {
  await go(page, product, '/')
  await page.locator('.p-bell').click()
  await page.locator('.p-panel:popover-open').waitFor()
  await settled(page)
}

/** The bell, open, and everything it told of: who sees notices, and who has none. */
export const noticeStops: readonly Stop[] = [
  { name: 'bell open', who: 'admin', open },
  {
    name: 'bell open, something dismissed',
    who: 'admin',
    open: async (page, scene) => {
      await open(page, scene)
      await page.locator('.p-panel .p-note button').first().click()
      await page.locator('.p-panel .p-undo-on').waitFor()
      await settled(page)
    },
  },
  { name: 'bell open, nothing new', who: 'iriscore', open },
  { name: 'notifications', who: 'kestrel', open: (page, { product }) => go(page, product, '/notifications') },
  {
    name: 'notifications of one kind',
    who: 'admin',
    open: (page, { product }) => go(page, product, '/notifications/intermediate'),
  },
  {
    name: 'notifications, days in the wrong order',
    who: 'kestrel',
    open: async (page, { product, language }) => {
      await go(page, product, '/notifications?createdFrom=2026-12-02&createdTo=2026-12-01')
      await page
        .getByText(within('notices.filter.crossed', {}, language))
        .first()
        .waitFor({ state: 'attached' })
    },
  },
  {
    name: 'notifications, none',
    who: 'iriscore',
    open: (page, { product }) => go(page, product, '/notifications'),
  },
  {
    name: 'weekly summary, no such one',
    who: 'admin',
    open: (page, { product }) => go(page, product, '/notifications/weekly/00000000-0000-7000-8000-000000000000'),
  },
]
