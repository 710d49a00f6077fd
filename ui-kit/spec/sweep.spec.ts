import { expect } from 'chai'
import type { Page } from 'playwright-core'
import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { axe } from './axe.ts'
import { useGallery } from './chromium.ts'

interface Look {
  theme: string
  contrast: string
  lang: string
}
const looks: Record<string, Look> = {
  light: { theme: 'light', contrast: 'normal', lang: 'en' },
  dark: { theme: 'dark', contrast: 'normal', lang: 'en' },
  'high contrast': { theme: 'light', contrast: 'more', lang: 'en' },
  'dark high contrast': { theme: 'dark', contrast: 'more', lang: 'en' },
  'Arabic, right-to-left': { theme: 'light', contrast: 'normal', lang: 'ar' },
}
const widths = [
  { width: 360, lang: 'ar' },
  { width: 360, lang: 'fr' },
  { width: 360, lang: 'en' },
  { width: 1024, lang: 'fr' },
]

const source = fileURLToPath(new URL('../src', import.meta.url))
const demos = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter(file => file.endsWith('.demo.vue'))
  .map(file => file.replace(/^.*[\\/]/, '').replace('.demo.vue', ''))
  .sort()

/** By the gallery's own switches, as a person would. */
async function choose(page: Page, name: 'lang' | 'theme' | 'contrast', value: string) {
  await page.locator(`select[data-switch="${name}"]`).selectOption(value)
}
async function look(page: Page, wanted: Look) {
  await choose(page, 'lang', wanted.lang)
  await choose(page, 'theme', wanted.theme)
  await choose(page, 'contrast', wanted.contrast)
}
const sideways = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

describe('Every component in every state', () => {
  // colours change at once, so that axe measures the one that stays
  const gallery = useGallery({ reducedMotion: 'reduce' })

  it('is in the gallery, and the gallery itself is accessible', async () => {
    const { page, errors } = await gallery.open({})
    expect((await page.locator('main nav a').allInnerTexts()).sort()).to.deep.equal(demos)
    expect(await axe(page)).to.deep.equal([])
    expect(errors).to.deep.equal([])
  })

  for (const demo of demos) {
    it(`${demo} is accessible, silent and never wider than the page`, async () => {
      const { page, errors } = await gallery.open({ demo })
      // a demo that is a whole page has no frame around it
      const within = (await page.locator('.g-demo').count()) > 0 ? '.g-demo' : 'html'
      const found: string[] = []
      for (const [name, wanted] of Object.entries(looks)) {
        await look(page, wanted)
        found.push(...(await axe(page, within)).map(text => `${name}: ${text}`))
      }
      for (const { width, lang } of widths) {
        await choose(page, 'lang', lang)
        await page.setViewportSize({ width, height: 800 })
        const over = await sideways(page)
        if (over > 0) found.push(`${over} px too wide at ${width} px in ${lang}`)
      }
      expect([...found, ...errors]).to.deep.equal([])
    })
  }
})
