import { mkdirSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Page } from 'playwright-core'

const FOLDER = resolve(import.meta.dirname, '../shots')

/** Keeps a picture of the whole page in `shots/` when SHOTS is set: for people to look at, never compared. */
export async function shot(page: Page, name: string): Promise<void> {
  if (!process.env['SHOTS']) return
  mkdirSync(FOLDER, { recursive: true })
  await page.screenshot({ path: resolve(FOLDER, `${name}.png`), fullPage: true })
}
