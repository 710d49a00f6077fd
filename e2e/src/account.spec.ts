import { expect } from 'chai'
import type { Page } from 'playwright-core'
import { inEachBrowser } from './browsers.ts'
import { enter, go, settled, signInByHand } from './portal.ts'
import { startProduct, type Product } from './product.ts'
import { linkIn, mailTo } from './registration/inbox.ts'
import { password } from './sandbox.ts'
import { shot } from './shots.ts'
import { within, word } from './words.ts'

const NEW_PASSWORD = 'Seven kettles sang at dusk'

inEachBrowser('one’s own account', world => {
  let product: Product
  before(async () => {
    product = await startProduct()
  })
  after(() => product?.stop())

  const send = (page: Page) => page.locator('main form button[type="submit"]').click()
  /** Opens the portal anew: who is signed in gets there, who is not is asked who they are. */
  const isAskedToSignIn = async (page: Page) => {
    await page.goto(`${product.origin}/partner/profile`)
    await page.locator('input[autocomplete="current-password"]').waitFor()
  }
  const signIn = async (page: Page, username: string, secret: string) => {
    await page.goto(`${product.origin}/partner/`)
    await signInByHand(page, username, secret)
    await page.waitForURL(url => url.pathname.startsWith('/partner/'))
    await settled(page)
  }

  it('keeps what is edited in the profile, through a reload, and greets by the new name', async () => {
    const { page } = await enter(world, product, { username: 'halden', path: '/profile' })
    await page.getByRole('link', { name: word('profile.edit.title') }).click()
    await page.locator('#profile-firstName').fill('Ingrid Marie')
    await page.locator('#profile-phone').fill('+47 55 50 01 99')
    await page.locator('#profile-address').fill('Kongens gate 4\n0153 Oslo')
    await page.locator('#profile-language').selectOption('fr')
    await send(page)
    await page.waitForURL(/\/profile$/)
    await page.getByText(word('profile.edit.saved')).first().waitFor()
    await page.reload()
    await settled(page)
    const text = await page.getByRole('main').innerText()
    for (const fact of ['Ingrid Marie', '+47 55 50 01 99', 'Kongens gate 4', 'Français']) expect(text).to.include(fact)
    await shot(page, `profile-${world.browser}`)
    await go(page, product, '/')
    await page.getByRole('heading', { level: 1, name: /Ingrid Marie/ }).waitFor()
  })

  it('asks before typed changes are left', async () => {
    const { page } = await enter(world, product, { username: 'halden', path: '/profile/edit' })
    await page.locator('#profile-firstName').fill('Somebody')
    await page.getByRole('link', { name: word('core.form.cancel') }).click()
    const question = page.getByRole('dialog').or(page.getByRole('alertdialog'))
    await question.getByRole('button', { name: word('core.unsaved.leave') }).click()
    await page.waitForURL(/\/profile$/)
    await settled(page)
    expect(await page.getByRole('main').innerText()).to.not.include('Somebody')
  })

  it('lists where one is signed in and ends one of them', async () => {
    const here = await enter(world, product, { username: 'meridian', path: '/profile' })
    const there = await enter(world, product, { username: 'meridian' })
    await here.page.reload()
    await settled(here.page)
    const table = here.page.getByRole('table', { name: word('profile.sessions.title') })
    expect(await table.locator('tbody tr').count()).to.be.greaterThan(1)
    const ends = table.getByRole('button', { name: within('profile.sessions.endThis') })
    for (let left = await ends.count(); left > 0; left -= 1) {
      await ends.first().click()
      await here.page.waitForFunction(
        rows => document.querySelectorAll('tbody tr').length === rows && !document.querySelector('[aria-busy="true"]'),
        left,
      )
    }
    await isAskedToSignIn(there.page)
    await go(here.page, product, '/profile')
    await here.page.getByText(word('profile.sessions.current')).waitFor()
  })

  it('changes the password after asking for the present one, and ends the other session', async () => {
    const here = await enter(world, product, { username: 'tallgrass', path: '/profile' })
    const there = await enter(world, product, { username: 'tallgrass' })
    const { page } = here
    await page.getByRole('link', { name: word('profile.password.title') }).click()
    const fill = async (present: string) => {
      await page.locator('#password-currentPassword').fill(present)
      await page.locator('#password-newPassword').fill(NEW_PASSWORD)
      await page.locator('#password-again').fill(NEW_PASSWORD)
      await send(page)
    }
    await fill('not the present one')
    await page.locator('#password-currentPassword[aria-invalid="true"]').waitFor()
    await fill(password)
    await page.waitForURL(/\/profile$/)
    await page.getByText(word('profile.password.changed')).first().waitFor()
    await isAskedToSignIn(there.page)
    await signIn(there.page, 'tallgrass', NEW_PASSWORD)
    expect((await mailTo(product, 'ravi@tallgrass.example', /password was changed/i)).text).to.include('was changed')
  })

  it('gives a new password by a mailed link, which works once', async () => {
    const { page, watch } = await world.open()
    watch.expect(/status of 4(10|22)/)
    await page.goto(`${product.origin}/partner/`)
    await page.locator('a[href*="/auth/partner/forgotten"]').click()
    await page.locator('#email').fill('amelie@northwind.example')
    await send(page)
    await page.locator('#email').waitFor({ state: 'detached' })
    const link = linkIn(await mailTo(product, 'amelie@northwind.example'), '/auth/partner/reset')
    await page.goto(link)
    await page.locator('#password').fill(NEW_PASSWORD)
    await page.locator('#passwordAgain').fill(NEW_PASSWORD)
    await page.locator('#submit').click()
    await page.getByRole('link', { name: 'Sign in', exact: true }).click()
    // The name is filled in already.
    expect(await page.locator('input[autocomplete="username"]').inputValue()).to.equal('northwind')
    await page.locator('#password').fill(NEW_PASSWORD)
    await page.locator('form:has(#password) button[type="submit"]').click()
    await page.waitForURL(url => url.pathname.startsWith('/partner/'))
    await settled(page)
    await page.goto(link)
    await page.getByRole('heading', { name: 'This link is no longer in use' }).waitFor()
  })

  it('changes the e-mail address once the link sent to the new one is followed', async () => {
    const { page } = await enter(world, product, { username: 'kestrel', path: '/profile' })
    await page.getByRole('link', { name: word('profile.emailChange.title') }).click()
    await page.locator('#email-email').fill('j.weber@kestrel.example')
    await page.locator('#email-currentPassword').fill(password)
    await send(page)
    await page.getByRole('heading', { name: word('profile.emailChange.sent') }).waitFor()
    await go(page, product, '/profile')
    await page.getByText(word('profile.pending.title')).waitFor()
    expect(await page.getByRole('main').innerText()).to.include('jonas@kestrel.example')
    // The old address is told, too.
    await mailTo(product, 'jonas@kestrel.example', /about to change/i)
    await page.goto(linkIn(await mailTo(product, 'j.weber@kestrel.example'), '/auth/partner/confirm-email'))
    await page.locator('#submit').click()
    await page.getByRole('heading', { name: 'Your e-mail address was changed' }).waitFor()
    await go(page, product, '/profile')
    const text = await page.getByRole('main').innerText()
    expect(text).to.include('j.weber@kestrel.example').and.not.include('jonas@kestrel.example')
    const elsewhere = await world.open()
    await signIn(elsewhere.page, 'j.weber@kestrel.example', password)
  })
})
