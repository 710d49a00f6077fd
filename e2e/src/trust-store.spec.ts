import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import type { Page } from 'playwright-core'
import { inEachBrowser, type World } from './browsers.ts'
import { hasOpenssl, subjectsOfPkcs7, verifies, Workshop, type Made } from './openssl.ts'
import { enter, go, settled, tabTo } from './portal.ts'
import { startProduct, type Product } from './product.ts'
import { shot } from './shots.ts'
import { within, word } from './words.ts'

if (hasOpenssl()) inEachBrowser('the trust store on real certificates', journey)
else describe.skip('the trust store on real certificates', () => it('needs the OpenSSL command line: install openssl'))

function journey(world: World): void {
  let product: Product
  let workshop: Workshop
  let root: Made
  let issuing: Made

  before(async () => {
    product = await startProduct()
    workshop = new Workshop()
    root = workshop.make({ commonName: 'Veridia Journey Root' })
    issuing = workshop.make({ commonName: 'Veridia Journey Issuing', issuer: root })
    expect(verifies(issuing, root)).to.equal(true)
  })
  after(async () => {
    workshop?.remove()
    await product?.stop()
  })

  const outcome = (page: Page, name: string) => page.getByRole('region', { name, exact: true })

  it('begins at the dashboard: cards that lead on as a whole, with counts', async () => {
    const { page } = await enter(world, product)
    const card = page
      .getByRole('listitem')
      .filter({ has: page.getByRole('link', { name: word('dashboard.areas.trustStore.title') }) })
      .last()
    expect(await card.innerText()).to.match(/\d/)
    // The whole surface leads to the list, not only the words.
    const box = (await card.boundingBox())!
    await page.mouse.click(box.x + box.width - 12, box.y + box.height - 12)
    await page.waitForURL(/\/partner\/trust-store\/root/)
    await settled(page)
    await shot(page, `trust-list-first-${world.browser}`)
  })

  it('refuses a chain whose root nobody has, and says which certificate, which rule and what to do', async () => {
    const { page } = await enter(world, product, { path: '/trust-store/upload' })
    const stranger = workshop.make({
      commonName: 'Veridia Stranger',
      issuer: workshop.make({ commonName: 'Unknown Root' }),
    })
    await upload(page, 'AUTH', [stranger.pem])
    const section = outcome(page, 'Veridia Stranger')
    expect(await section.getAttribute('data-outcome')).to.equal('REFUSED')
    await section.getByText(word('doctor.remedy')).first().waitFor()
    expect(await section.innerText()).to.include('Unknown Root')
    expect(await page.getByRole('button', { name: word('trustUpload.store') }).count()).to.equal(0)
    await shot(page, `upload-refused-${world.browser}`)
  })

  it('refuses an authority that may not issue, an expired one and a file that is no certificate, each for its own reason', async () => {
    const { page } = await enter(world, product, { path: '/trust-store/upload' })
    const leaf = workshop.make({
      commonName: 'Veridia Not An Authority',
      issuer: root,
      extensions: ['basicConstraints=critical,CA:false'],
    })
    const nonsense = workshop.file('holiday.pem', 'This is a letter, not a certificate.')
    await upload(page, 'AUTH', [root.pem, leaf.pem, nonsense])
    expect(await outcome(page, leaf.name).getAttribute('data-outcome')).to.equal('REFUSED')
    expect(await outcome(page, leaf.name).innerText()).to.match(/authorit|issue|CA/i)
    expect(await page.locator('[data-outcome="UNREADABLE"]').innerText()).to.include('holiday.pem')
    // What is good in the same upload is not held up by what is not.
    expect(await outcome(page, root.name).getAttribute('data-outcome')).to.equal('WOULD_STORE')
  })

  it('stores root and intermediate from a PEM and a DER file, says so of each, and shows them in the list', async () => {
    const { page } = await enter(world, product, { path: '/trust-store/upload' })
    await upload(page, 'AUTH', [issuing.pem, root.der])
    for (const made of [root, issuing])
      expect(await outcome(page, made.name).getAttribute('data-outcome')).to.equal('WOULD_STORE')
    await page.getByRole('button', { name: word('trustUpload.store') }).click()
    await page.locator('[data-outcome="STORED"]').first().waitFor()
    expect(await page.locator('[data-outcome="STORED"]').count()).to.equal(2)
    await shot(page, `upload-stored-${world.browser}`)

    await go(page, product, '/trust-store/intermediate')
    await page.getByRole('link', { name: issuing.name }).waitFor()
  })

  it('takes the same again from PKCS#7 as already there, for another domain anew', async () => {
    const { page } = await enter(world, product, { path: '/trust-store/upload' })
    const bundle = workshop.pkcs7('chain.p7b', [issuing, root])
    await upload(page, 'AUTH', [bundle])
    expect(await page.locator('[data-outcome="ALREADY_STORED"]').count()).to.equal(2)
    await page.getByRole('button', { name: word('trustUpload.chooseAgain') }).click()
    await page.getByRole('radio', { name: within('trustStore.domain.DEVICE') }).check()
    await page.getByRole('button', { name: word('trustUpload.check') }).click()
    await page.locator('[data-outcome="WOULD_STORE"]').first().waitFor()
    await page.getByRole('button', { name: word('trustUpload.store') }).click()
    await page.locator('[data-outcome="STORED"]').first().waitFor()
  })

  it('asks before an upload that was begun is left', async () => {
    const { page } = await enter(world, product, { path: '/trust-store/upload' })
    await page.locator('#upload-files').setInputFiles(root.pem)
    await page
      .getByRole('navigation', { name: 'Main' })
      .getByRole('link', { name: word('shell.home') })
      .click()
    const question = page.getByRole('dialog').or(page.getByRole('alertdialog'))
    await question.getByRole('button', { name: word('core.unsaved.stay') }).click()
    expect(new URL(page.url()).pathname).to.equal('/partner/trust-store/upload')
    expect(await page.getByText(root.pem.split('/').at(-1)!).count()).to.be.greaterThan(0)
  })

  it('keeps filter, order, size and page in the address, through reload and back', async () => {
    await fillUp(world, product, workshop)
    const { page } = await enter(world, product, { path: '/trust-store/root' })
    await page.getByLabel(word('trustStore.filter.issuedTo')).fill('page ')
    await page.getByRole('button', { name: 'Apply' }).click()
    await page.waitForURL(/issuedTo=page/)
    await page
      .getByRole('columnheader', { name: word('trustStore.column.issuedTo') })
      .getByRole('button')
      .click()
    await page.waitForURL(/order=ISSUED_TO_ASC/)
    await settled(page)
    const names = () =>
      page
        .locator('tbody a')
        .filter({ hasText: /^Page / })
        .allTextContents()
    const first = await names()
    expect(first).to.have.length(10)
    expect(first).to.deep.equal(first.toSorted())
    await page.getByRole('button', { name: 'Next' }).click()
    await page.waitForURL(/after=/)
    await page.waitForFunction(before => document.querySelector('tbody a')?.textContent !== before, first[0])
    const second = await names()
    expect(second.filter(name => first.includes(name))).to.deep.equal([])
    await page.reload()
    await settled(page)
    expect(await names()).to.deep.equal(second)
    await page.goBack()
    await page.waitForURL(url => !url.search.includes('after='))
    await page.waitForFunction(before => document.querySelector('tbody a')?.textContent === before, first[0])
    expect(await names()).to.deep.equal(first)
    await page.getByLabel('Rows').selectOption('25')
    await page.waitForURL(/size=25/)
    await shot(page, `trust-list-filtered-${world.browser}`)
  })

  it('shows a certificate whole and downloads its chain as PKCS#7 that OpenSSL reads', async () => {
    const { page } = await enter(world, product, { path: '/trust-store/intermediate' })
    await page.getByRole('link', { name: issuing.name }).first().click()
    await page.getByRole('heading', { level: 1, name: issuing.name }).waitFor()
    await settled(page)
    await shot(page, `trust-detail-${world.browser}`)
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: word('trustStore.action.download') }).click(),
    ])
    expect(download.suggestedFilename()).to.match(/^ICA-[0-9A-F]{4}-[0-9A-F]{4}\.p7b$/)
    const path = join(workshop.folder, 'downloaded.p7b')
    writeFileSync(path, readFileSync(await download.path()))
    const subjects = subjectsOfPkcs7(path)
    expect(subjects).to.have.length(2)
    expect(subjects.join('\n')).to.include(issuing.name).and.include(root.name)
  })

  it('distrusts by keyboard after showing what hangs on it, asks why, and trusts again', async () => {
    const { page } = await enter(world, product, { path: '/trust-store/root?domain=AUTH&issuedTo=veridia' })
    await page.getByRole('link', { name: root.name }).first().focus()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: root.name }).waitFor()
    await settled(page)
    await tabTo(page, word('trustStore.action.distrust'))
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog').or(page.getByRole('alertdialog'))
    await dialog.waitFor()
    // The first focus is on the safe button.
    await page.waitForFunction(
      text => new RegExp(text).test(document.activeElement?.textContent ?? ''),
      word('trustStore.decision.cancel.distrust').source,
    )
    await dialog.getByText(/\b1\b/).first().waitFor()
    await shot(page, `distrust-${world.browser}`)
    // Without a reason nothing happens.
    await dialog.getByRole('button', { name: word('trustStore.decision.confirm.distrust') }).click()
    await dialog.getByText(within('decision.reasonMissing')).first().waitFor()
    await dialog.getByRole('textbox').fill('Key ceremony was not witnessed')
    await page.keyboard.press('Tab')
    await dialog.getByRole('button', { name: word('trustStore.decision.confirm.distrust') }).focus()
    await page.keyboard.press('Enter')
    await dialog.waitFor({ state: 'hidden' })
    await page.getByText(word('trustStore.status.DISTRUSTED')).first().waitFor()
    await page.getByText('Key ceremony was not witnessed').first().waitFor()

    await page.getByRole('button', { name: word('trustStore.action.trustAgain') }).click()
    await dialog.getByRole('textbox').fill('Witness statement found')
    await dialog.getByRole('button', { name: word('trustStore.decision.confirm.trustAgain') }).click()
    await dialog.waitFor({ state: 'hidden' })
    await page.getByText(word('trustStore.status.TRUSTED')).first().waitFor()
  })

  it('tells another open page of a change, live', async () => {
    const { page } = await enter(world, product, { path: '/trust-store/root?issuedTo=veridia+live' })
    const other = await enter(world, product, { path: '/trust-store/upload' })
    const fresh = workshop.make({ commonName: `Veridia Live ${world.browser}` })
    await upload(other.page, 'FTM', [fresh.pem])
    await other.page.getByRole('button', { name: word('trustUpload.store') }).click()
    await other.page.locator('[data-outcome="STORED"]').waitFor()
    await page.getByRole('button', { name: word('trustStore.showChanges') }).click()
    await page.getByRole('link', { name: fresh.name }).waitFor()
  })
}

/** Chooses domain and files and has them checked; ends when the outcomes show. */
async function upload(page: Page, domain: string, files: string[]): Promise<void> {
  await page.getByRole('radio', { name: within(`trustStore.domain.${domain}`) }).check()
  await page.locator('#upload-files').setInputFiles(files)
  await page.getByRole('button', { name: word('trustUpload.check') }).click()
  await page.locator('[data-outcome]').first().waitFor()
}

/** Enough roots for three pages, by the same upload people use, ten a time. */
async function fillUp(world: World, product: Product, workshop: Workshop): Promise<void> {
  const made = Array.from({ length: 25 }, (_, i) => workshop.make({ commonName: `Page ${String(i).padStart(2, '0')}` }))
  const { page } = await enter(world, product, { path: '/trust-store/upload' })
  for (let from = 0; from < made.length; from += 10) {
    await upload(page, 'MISP', [workshop.bundle(`bundle-${from}.pem`, made.slice(from, from + 10))])
    await page.getByRole('button', { name: word('trustUpload.store') }).click()
    await page.locator('[data-outcome="STORED"]').first().waitFor()
    await page.getByRole('button', { name: word('trustUpload.more') }).click()
    await page.locator('#upload-files').waitFor({ state: 'attached' })
  }
}
