import { expect } from 'chai'
import type { Page } from 'playwright-core'
import { inEachBrowser } from './browsers.ts'
import { enter, go, settled } from './portal.ts'
import { startProduct, type Product } from './product.ts'
import { shot } from './shots.ts'
import { within, word } from './words.ts'

const NAME = 'Warehouse export'

inEachBrowser('API tokens', world => {
  let product: Product
  let token: string
  before(async () => {
    product = await startProduct()
  })
  after(() => product?.stop())

  const shownOn = async (page: Page) => (await page.locator('pre').first().innerText()).trim()
  /** Asks as a program would: no cookie, no portal. */
  const ask = async (query: string) => {
    const answer = await fetch(`${product.origin}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query }),
    })
    return answer.text()
  }

  it('are made in the profile with what they may do, and shown this once', async () => {
    const { page } = await enter(world, product, { username: 'northwind', path: '/profile' })
    await page.getByRole('link', { name: word('profile.programs.open') }).click()
    await page.getByRole('link', { name: word('apiTokens.create.title') }).click()
    await page.locator('#token-name').fill(NAME)
    await page.getByRole('checkbox', { name: word('apiTokens.permission.certificate.read') }).check()
    await page.getByRole('radio').first().check()
    await page.getByRole('button', { name: word('apiTokens.create.submit') }).click()
    await page.getByRole('heading', { name: word('apiTokens.created.title') }).waitFor()
    token = await shownOn(page)
    expect(token).to.match(/^ptk_\S{40,}$/)
    await shot(page, `token-shown-${world.browser}`)
    await page.getByRole('link', { name: word('apiTokens.created.finish') }).click()
    await page.getByRole('row').filter({ hasText: NAME }).waitFor()
    expect(await page.content()).to.not.include(token)
    await page.goBack()
    await settled(page)
    expect(await page.content()).to.not.include(token)
  })

  it('speak for their maker, and may no more than was chosen', async () => {
    const own = await ask('{ viewer { username permissions } myPartners { code } }')
    expect(own).to.include('"northwind"').and.include('certificate.read').and.not.include('certificate.write')
    expect(await ask('{ sessions { id } }')).to.include('FORBIDDEN')
  })

  it('show the day of their last use, and work no more once they are revoked', async () => {
    const { page } = await enter(world, product, { username: 'northwind', path: '/profile/tokens' })
    const row = page.getByRole('row').filter({ hasText: NAME })
    expect(await row.innerText()).to.not.match(within('apiTokens.never'))
    await row.getByRole('button', { name: word('apiTokens.revoke.one', { name: NAME }) }).click()
    const question = page.getByRole('dialog').or(page.getByRole('alertdialog'))
    await question.getByRole('button', { name: word('apiTokens.revoke.yes') }).click()
    await row.getByText(word('apiTokens.status.REVOKED')).waitFor()
    expect(await ask('{ viewer { username } }')).to.include('UNAUTHENTICATED')
  })

  it('are made for a partner by an administrator, speak for its owner, who sees them, and are revoked the same way', async () => {
    const { page } = await enter(world, product, { path: '/partners?organisationName=northw' })
    await page.getByRole('link', { name: 'Northwind Identity Ltd' }).click()
    await page.getByRole('link', { name: word('apiTokens.create.title') }).click()
    await page.locator('#token-name').fill('Second program')
    await page.getByRole('checkbox', { name: word('apiTokens.permission.certificate.read') }).check()
    await page.getByRole('button', { name: word('apiTokens.create.submit') }).click()
    await page.getByRole('heading', { name: word('apiTokens.created.title') }).waitFor()
    token = await shownOn(page)
    expect(await ask('{ viewer { username } }')).to.include('northwind')
    await page.getByRole('link', { name: word('apiTokens.created.finish') }).click()

    const owner = await enter(world, product, { username: 'northwind', path: '/profile/tokens' })
    const seen = owner.page.getByRole('row').filter({ hasText: 'Second program' })
    await seen.getByText(word('apiTokens.status.ACTIVE')).waitFor()

    const row = page.getByRole('row').filter({ hasText: 'Second program' })
    await row.getByRole('button', { name: word('apiTokens.revoke.one', { name: 'Second program' }) }).click()
    const question = page.getByRole('dialog').or(page.getByRole('alertdialog'))
    await question.getByRole('button', { name: word('apiTokens.revoke.yes') }).click()
    await row.getByText(word('apiTokens.status.REVOKED')).waitFor()
    expect(await ask('{ viewer { username } }')).to.include('UNAUTHENTICATED')
    await go(owner.page, product, '/profile/tokens')
    await seen.getByText(word('apiTokens.status.REVOKED')).waitFor()
  })
})
