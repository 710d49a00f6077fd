import type { BrowserContextOptions, Page } from 'playwright-core'
import type { World } from './browsers.ts'
import type { Product } from './product.ts'
import { administrator, password } from './sandbox.ts'
import { signedIn, type Visitor } from './visitor.ts'
import type { Language } from './words.ts'

const LOCALES: Record<Language, string> = { en: 'en-GB', fr: 'fr-FR', ar: 'ar-EG' }

export interface Visit extends BrowserContextOptions {
  language?: Language
  username?: string
  /** That of the sandbox's people when it is not given. */
  secret?: string
  /** Somebody who has signed in already, in place of signing in anew. */
  as?: Visitor
  /** Path behind `/partner`, with its slash; null stays on the empty page, to go on from there. */
  path?: string | null
  preferences?: Partial<Record<'theme' | 'contrast' | 'density' | 'face', string>>
}

/**
 * Opens the portal as somebody who has signed in already (journeys of signing in do it by hand) and waits for the page's
 * heading.
 */
export async function enter(
  world: World,
  product: Product,
  visit: Visit = {},
): Promise<Awaited<ReturnType<World['open']>>> {
  const { language = 'en', username = administrator.username, secret = password, as, path = '/', ...rest } = visit
  const { preferences, ...options } = rest
  const opened = await world.open({ locale: LOCALES[language], ...options })
  const visitor = as ?? (await signedIn(product.origin, username, secret))
  const cookies = visitor.cookie
    .split('; ')
    .map(pair => ({ name: pair.slice(0, pair.indexOf('=')), value: pair.slice(pair.indexOf('=') + 1) }))
  await opened.context.addCookies(cookies.map(cookie => ({ ...cookie, url: product.origin })))
  if (preferences) {
    // The script runs in empty documents as well, which have no storage.
    await opened.context.addInitScript(chosen => {
      if (location.protocol.startsWith('http')) localStorage.setItem('portico.preferences', chosen)
    }, JSON.stringify(preferences))
  }
  if (path !== null) await go(opened.page, product, path)
  return opened
}

/** Goes to a path behind `/partner` and waits until the page stands: heading there, skeleton and busy marks gone. */
export async function go(page: Page, product: Product, path: string): Promise<void> {
  await page.goto(`${product.origin}/partner${path}`)
  await settled(page)
}

/** Waits until the page has its heading and nothing on it says that it is still loading. */
export async function settled(page: Page): Promise<void> {
  await page.locator('h1').first().waitFor()
  await page.waitForFunction(() => !document.querySelector('[aria-busy="true"], .p-skeleton'))
}

/** Fills in the sign-in page by hand. The fields are found by what browsers' password keepers go by, in any language. */
export async function signInByHand(
  page: Page,
  username: string = administrator.username,
  secret: string = password,
): Promise<void> {
  await page.locator('input[autocomplete="username"]').fill(username)
  await page.locator('input[autocomplete="current-password"]').fill(secret)
  await page.locator('form:has(input[type="password"]) button[type="submit"]').click()
}

/** Presses Tab until the focus is on what the name says; throws after `most` presses, naming where it went. */
export async function tabTo(page: Page, name: RegExp, most = 60): Promise<void> {
  const seen: string[] = []
  for (let presses = 0; presses < most; presses += 1) {
    await page.keyboard.press('Tab')
    const here = await page.evaluate(() => {
      const element = document.activeElement
      if (!(element instanceof HTMLElement)) return ''
      const labels = 'labels' in element ? [...((element as HTMLInputElement).labels ?? [])] : []
      return (
        (element.getAttribute('aria-label') ?? labels.map(label => label.textContent).join(' ')) ||
        (element.textContent ?? '')
      )
    })
    if (name.test(here.trim())) return
    seen.push(here.trim().slice(0, 40))
  }
  throw new Error(`${name} was not reached by the Tab key; on the way: ${seen.join(' > ')}`)
}
