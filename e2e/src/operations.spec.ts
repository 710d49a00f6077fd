import { expect } from 'chai'
import type { Page } from 'playwright-core'
import { inEachBrowser } from './browsers.ts'
import { enter, go, settled } from './portal.ts'
import { freePort, startProduct, type Product } from './product.ts'
import { administrator, password, withoutTrust } from './sandbox.ts'
import { shot } from './shots.ts'
import { signedIn, Visitor } from './visitor.ts'
import { within, word } from './words.ts'

inEachBrowser('what the house does by itself, and the record of it', world => {
  let product: Product
  before(async () => {
    product = await startProduct()
  })
  after(() => product?.stop())

  const jobOf = (page: Page, id: string) => page.getByRole('region', { name: word(`jobs.job.${id}.name`) })

  it('shows an administrator each job in words, runs one now and tells how it went', async () => {
    const { page } = await enter(world, product, { path: '/' })
    await page
      .getByRole('navigation')
      .getByRole('link', { name: word('dashboard.areas.jobs.title') })
      .first()
      .click()
    await page.waitForURL(/\/operations\/jobs$/)
    await settled(page)

    const seal = jobOf(page, 'audit-seal')
    expect(await seal.innerText()).to.match(within('jobs.schedule.minutes', { n: '5' }))
    await seal.getByRole('button', { name: within('jobs.runThis') }).click()
    await page
      .locator('[aria-live="polite"]')
      .filter({ hasText: within('jobs.ranNow', { name: 'Sealing of the audit record', outcome: 'Done' }) })
      .waitFor({ state: 'attached' })
    await settled(page)

    await seal.locator('summary').click()
    const latest = seal.getByRole('row').nth(1)
    expect(await latest.innerText()).to.include(administrator.username)
    expect(await latest.innerText()).to.match(within('jobs.outcome.DONE'))
    expect(await page.getByText(word('jobs.deadLetters.none.title')).count()).to.equal(1)
    await shot(page, `jobs-${world.browser}`)
  })

  it('finds in the record what was just done, by what the address holds', async () => {
    const { page } = await enter(world, product, { path: '/operations/audit' })
    const event = page.getByRole('combobox').first()
    await event.click()
    await event.pressSequentially('hand')
    await page.getByRole('option', { name: word('audit.event.job.run-by-hand') }).click()
    await page
      .getByRole('search')
      .getByRole('button', { name: /^Apply/ })
      .click()
    await page.waitForURL(/event=job\.run-by-hand/)
    await settled(page)

    const row = page.getByRole('row').nth(1)
    expect(await row.innerText()).to.match(within('audit.event.job.run-by-hand'))
    expect(await row.innerText()).to.include(administrator.username)
    await row.locator('summary').click()
    expect(await row.innerText()).to.include('job.run-by-hand')
    expect(await page.getByText('npm run audit:verify').count()).to.equal(1)

    // A link to it shows the same to whoever opens it.
    const address = page.url()
    await go(page, product, '/')
    await page.goto(address)
    await settled(page)
    expect(await page.getByRole('row').nth(1).innerText()).to.match(within('audit.event.job.run-by-hand'))
  })

  it('says that a last day before the first finds nothing, and asks nothing', async () => {
    const { page } = await enter(world, product, { path: '/operations/audit' })
    await page.getByLabel(word('audit.filter.from')).fill('2026-11-22')
    await page.getByLabel(word('audit.filter.to')).fill('2026-11-21')
    await page
      .getByRole('search')
      .getByRole('button', { name: /^Apply/ })
      .click()
    await page.getByText(within('audit.filter.daysReversed')).first().waitFor()
    expect(page.url()).not.to.include('from=')
  })

  it('is for administrators: nobody else is shown the way, and who knows it is told why not', async () => {
    const as = await signedIn(product.origin, withoutTrust.username, password)
    for (const path of ['/operations/jobs', '/operations/audit']) {
      const { page } = await enter(world, product, { as, path })
      expect(await page.locator('h1').innerText()).to.match(word('core.forbidden.title'))
      expect(await page.locator('nav a[href*="operations"]').count()).to.equal(0)
    }
  })
})

inEachBrowser('mails that no server takes', world => {
  let product: Product
  before(async () => {
    // Nobody listens there, and it is tried twice, at once.
    product = await startProduct({
      PORTICO_SMTP_URL: `smtp://127.0.0.1:${await freePort()}`,
      PORTICO_MAIL_FROM: 'portico@portico.example',
      PORTICO_MAIL_PAUSES: '0',
    })
  })
  after(() => product?.stop())

  it('are shown with what to do, and why one cannot be sent again', async () => {
    const { page } = await enter(world, product, { path: '/operations/jobs' })
    const answer = await new Visitor(product.origin).request('/auth/partner/forgotten', {
      method: 'POST',
      body: new URLSearchParams({ email: 'ingrid@halden.example' }),
      headers: { origin: product.origin, 'sec-fetch-site': 'same-origin' },
    })
    expect(answer.status).to.be.lessThan(400)
    const row = page.getByRole('row').filter({ hasText: within('jobs.template.account.reset-password') })
    for (let tries = 0; tries < 40 && (await row.count()) === 0; tries += 1) await go(page, product, '/operations/jobs')
    expect(await row.innerText()).to.match(within('jobs.mailProblem.SERVER_UNREACHABLE.what'))
    expect(await row.innerText()).to.match(within('jobs.deadLetters.forgotten'))
    expect(await row.getByRole('button').count()).to.equal(0)
    await shot(page, `dead-letters-${world.browser}`)
  })
})
