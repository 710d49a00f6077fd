import { expect } from 'chai'
import type { Page } from 'playwright-core'
import { inEachBrowser } from './browsers.ts'
import { enter, go, settled } from './portal.ts'
import { startProduct, type Product } from './product.ts'
import { mailTo } from './registration/inbox.ts'
import { shot } from './shots.ts'
import { within, word } from './words.ts'

const NORTHWIND = 'Northwind Identity Ltd'
const REASON = 'The contract ended on 31 October.'

inEachBrowser('administration of partners', world => {
  let product: Product
  before(async () => {
    product = await startProduct()
  })
  after(() => product?.stop())

  const openNorthwind = async (page: Page) => {
    await page.getByRole('link', { name: NORTHWIND }).click()
    await page.getByRole('heading', { level: 1, name: NORTHWIND }).waitFor()
    await settled(page)
  }
  /** Asks for a decision on the partner's page; the dialog. */
  const ask = async (page: Page, what: 'deactivate' | 'reactivate') => {
    await page.getByRole('button', { name: word(`partners.action.${what}`) }).click()
    const dialog = page.getByRole('dialog').or(page.getByRole('alertdialog'))
    await dialog.getByLabel(word('decision.reason')).waitFor()
    return dialog
  }

  it('finds a partner by filters, which the address keeps, and shows all of it', async () => {
    const { page } = await enter(world, product, { path: '/partners' })
    await page.getByLabel(word('partners.filter.organisationName')).fill('northw')
    await page.getByRole('button', { name: 'Apply' }).click()
    await page.waitForURL(/organisationName=northw/)
    await settled(page)
    expect(await page.locator('tbody tr').count()).to.equal(1)
    await page.reload()
    await settled(page)
    expect(await page.locator('tbody tr').count()).to.equal(1)
    await openNorthwind(page)
    const text = await page.getByRole('main').innerText()
    for (const fact of ['northwind', 'amelie@northwind.example', '14 Northwind Wharf', 'Financial'])
      expect(text).to.include(fact)
    expect(text).to.match(within('partners.event.CERTIFICATE_UPLOADED'))
    await shot(page, `partner-detail-${world.browser}`)
    await page
      .getByRole('link', { name: word('partners.title') })
      .last()
      .click()
    // Back to the list as it was.
    await page.waitForURL(/organisationName=northw/)
  })

  it('finds a partner by its exact e-mail, which stays out of the address', async () => {
    const { page } = await enter(world, product, { path: '/partners' })
    await page.getByLabel(word('partners.filter.email')).fill('jonas@kestrel.example')
    await page.getByRole('button', { name: 'Apply' }).click()
    await page.getByRole('link', { name: NORTHWIND }).waitFor({ state: 'detached' })
    await settled(page)
    expect(await page.locator('tbody tr').count()).to.equal(1)
    expect(await page.locator('tbody').innerText()).to.include('Kestrel')
    expect(page.url()).to.not.include('jonas')
  })

  it('deactivates after showing what it touches and asking why; the partner sees it on its open page, and can do nothing', async () => {
    const partner = await enter(world, product, { username: 'northwind', path: '/certificates' })
    await partner.page.getByRole('button', { name: word('partnerCertificates.download.title') }).click()
    const file = await partner.page.getByRole('menuitem').first().getAttribute('href')
    await partner.page.keyboard.press('Escape')
    const upload = await partner.page.locator('a[href$="/upload"]').getAttribute('href')
    const fetched = () => partner.context.request.get(new URL(file!, product.origin).href)
    expect((await fetched()).status()).to.equal(200)

    const { page } = await enter(world, product, { path: '/partners?organisationName=northw' })
    await openNorthwind(page)
    const dialog = await ask(page, 'deactivate')
    // It is counted while the dialog stands already.
    await dialog
      .getByRole('listitem')
      .filter({ hasText: /1\s*certificate/ })
      .waitFor()
    const confirm = dialog.getByRole('button', { name: word('partners.decision.confirm.deactivate') })
    await confirm.click()
    await dialog.getByText(within('decision.reasonMissing')).waitFor()
    await dialog.getByLabel(word('decision.reason')).fill(REASON)
    await shot(page, `deactivate-${world.browser}`)
    await confirm.click()
    await page.getByRole('heading', { name: word('partners.notice.INACTIVE') }).waitFor()

    // Without a reload: the open page was told.
    await partner.page.getByText(word('partnerCertificates.standing.PARTNER_INACTIVE')).waitFor()
    await partner.page.getByText(REASON).waitFor()
    await shot(partner.page, `deactivated-partner-${world.browser}`)
    expect(await partner.page.locator('a[href$="/upload"]').count()).to.equal(0)
    expect(await partner.page.locator('a[download]').count()).to.equal(0)
    await partner.page.goto(new URL(upload!, product.origin).href)
    await settled(partner.page)
    await partner.page.getByText(word('partnerCertificates.meaning.PARTNER_INACTIVE')).waitFor()
    expect(await partner.page.locator('#certificate-file').count()).to.equal(0)
    expect((await fetched()).status()).to.be.within(400, 499)
    expect((await mailTo(product, 'amelie@northwind.example', /deactivated/i)).text).to.include(REASON)
  })

  it('reactivates, and everything the partner had is back', async () => {
    const partner = await enter(world, product, { username: 'northwind', path: '/certificates' })
    await partner.page.getByText(word('partnerCertificates.standing.PARTNER_INACTIVE')).waitFor()

    const { page } = await enter(world, product, { path: '/partners?status=INACTIVE' })
    await openNorthwind(page)
    const dialog = await ask(page, 'reactivate')
    await dialog.getByLabel(word('decision.reason')).fill('The contract was renewed.')
    await dialog.getByRole('button', { name: word('partners.decision.confirm.reactivate') }).click()
    await page.getByRole('button', { name: word('partners.action.deactivate') }).waitFor()
    const history = await page.getByRole('main').innerText()
    expect(history).to.include(REASON).and.include('The contract was renewed.')

    await partner.page.getByText(word('partnerCertificates.standing.ACTIVE')).waitFor()
    await partner.page.getByRole('button', { name: word('partnerCertificates.download.title') }).click()
    await partner.page.getByRole('menuitem', { name: word('partnerCertificates.download.signed') }).waitFor()
  })

  it('shows nobody else the partners: a partner is told that the page is not theirs', async () => {
    const { page } = await enter(world, product, { username: 'kestrel', path: '/partners' })
    await page.getByRole('heading', { name: word('core.forbidden.title') }).waitFor()
    await go(page, product, '/partners/00000000-0000-7000-8000-000000000000')
    await page.getByRole('heading', { name: word('core.forbidden.title') }).waitFor()
  })
})
