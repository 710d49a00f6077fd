import { mkdirSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Page } from 'playwright-core'

const FOLDER = resolve(import.meta.dirname, '../shots')

/** Keeps a picture in `shots/` when SHOTS is set: for people to look at, never compared. */
export async function keep(file: string, take: () => Promise<Buffer>): Promise<void> {
  if (!process.env['SHOTS']) return
  mkdirSync(FOLDER, { recursive: true })
  writeFileSync(resolve(FOLDER, file), await take())
}

/** A picture of the whole page; with its caret, since hiding that takes an inline style, which our policy reports. */
export const shot = (page: Page, name: string): Promise<void> =>
  keep(`${name}.png`, () => page.screenshot({ fullPage: true, caret: 'initial' }))
