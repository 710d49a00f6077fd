import type { Language } from '../../platform/i18n/languages.ts'
import { html, type Html } from '../../platform/pages/html.ts'
import { framedPage, type PageFrame } from '../../platform/pages/page.ts'
import { sandboxTexts } from './texts.ts'

export const SANDBOX = '/sandbox'

/** The parts, in the order of the navigation, with their addresses. */
export const parts = {
  overview: SANDBOX,
  inbox: `${SANDBOX}/inbox`,
  clock: `${SANDBOX}/clock`,
  authority: `${SANDBOX}/authority`,
  reset: `${SANDBOX}/reset`,
} as const

export type Part = keyof typeof parts

/** An address of ours that keeps the page's language. */
export const to = (language: Language, address: string, query: Record<string, string> = {}): string =>
  `${address}?${new URLSearchParams({ ...query, ui_locales: language })}`

/** A page of the sandbox: the house's frame with the sandbox's parts as navigation. */
export function sandboxPage(
  frame: PageFrame,
  part: Part,
  { title, failed, main }: { title: string; failed?: boolean; main: Html },
): string {
  const texts = sandboxTexts(frame.language)
  return framedPage(frame, {
    texts,
    title: part === 'overview' ? title : `${title} – ${texts.area}`,
    failed,
    main,
    home: '/',
    script: `${SANDBOX}/page.js`,
    style: `${SANDBOX}/page.css`,
    navigation: html`<nav class="s-parts" aria-label="${texts.parts}">
      <ul>
        ${(Object.keys(parts) as Part[]).map(
          name =>
            html`<li>
              <a href="${to(frame.language, parts[name])}" ${name === part && html` aria-current="page"`}
                >${texts[name].name}</a
              >
            </li>`,
        )}
      </ul>
    </nav>`,
  })
}

export const daysInWords = (language: Language, days: number): string =>
  new Intl.NumberFormat(`${language}-u-nu-latn`, {
    style: 'unit',
    unit: 'day',
    unitDisplay: 'long',
    maximumFractionDigits: 1,
  }).format(days)

/** What has just happened, or what everybody here should know. */
export const banner = (tone: 'positive' | 'caution' | 'negative' | 'info', text: string, icon: Html): Html =>
  html`<div class="p-banner p-banner-${tone}" role="status">
    ${icon}
    <div class="p-banner-body"><p>${text}</p></div>
  </div>`

/** Labels and values. */
export const facts = (rows: readonly (readonly [label: string, value: Html | string])[]): Html =>
  html`<dl class="s-facts">
    ${rows.map(
      ([label, value]) =>
        html`<div>
          <dt>${label}</dt>
          <dd>${value}</dd>
        </div>`,
    )}
  </dl>`
