import { directionOf, languages, type Language } from '../i18n/languages.ts'
import { html, type Html } from './html.ts'
import { icons } from './icons.ts'

/** Sent with every page of ours: nothing inline, no other site, no frame, no cache. */
export const pageHeaders = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
  'cache-control': 'no-store',
  // Not "no-referrer": browsers would then send `Origin: null` with our own forms.
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'x-robots-tag': 'noindex',
  vary: 'Accept-Language',
} as const

/** What every page knows: its language, and its own address for the links of the language switch. */
export interface PageFrame {
  language: Language
  path: string
  query: Readonly<Record<string, string>>
}

/** Each language by its own name. */
export const ownNames: Record<Language, string> = { en: 'English', fr: 'Français', ar: 'العربية' }

/** The mark in the tab; as data, since these pages stand without any other file of the portal. */
const icon = `data:image/svg+xml,${encodeURIComponent('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 26 26" fill="#0b5468"><path d="M0 3h26v5H0zM3 10h6v14H3zM17 10h6v14h-6z"/></svg>')}`

/** Address of the page in another language; everything else of its query stays. */
const inLanguage = ({ path, query }: PageFrame, language: Language): string =>
  `${path}?${new URLSearchParams({ ...query, ui_locales: language })}`

/** With a form in the making, the name of the language switch's buttons; their value is the language that is left. */
export const LEAVING = 'leaving'

/** The words around every page. */
export interface FrameTexts {
  product: string
  area: string
  skip: string
  languages: string
  errorPrefix: string
}

export interface FramedPage {
  texts: FrameTexts
  title: string
  /** Something is to be put right; the title says so first. */
  failed?: boolean
  main: Html
  /** Beside the main column. */
  side?: Html
  /** Between header and main column. */
  navigation?: Html
  /** Where the mark leads. */
  home: string
  script?: string
  /** The id of a form whose answers the language switch takes along; its address is asked to show them again. */
  formKept?: string
  /** A style sheet of its own, after the house's. */
  style?: string
}

/** One page that stands without the portal: header with the language switch, the main column, a side column where there is one. */
export function framedPage(
  frame: PageFrame,
  { texts, title, failed, main, side, navigation, home, script, formKept, style }: FramedPage,
): string {
  return html`<!doctype html>
    <html lang="${frame.language}" dir="${directionOf(frame.language)}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${failed && `${texts.errorPrefix} `}${title} – ${texts.product}</title>
        <link rel="icon" href="${icon}" />
        <link rel="stylesheet" href="/assets/portico.css" />
        ${style !== undefined && html`<link rel="stylesheet" href="${style}" />`}
        ${script !== undefined && html`<script src="${script}" defer></script>`}
      </head>
      <body>
        <a class="p-skip" href="#main">${texts.skip}</a>
        <header class="p-top">
          <a class="p-brand" href="${home}"
            >${icons.mark}<span lang="en">${texts.product}</span><span class="p-brand-area">${texts.area}</span></a
          >
          ${formKept !== undefined && returnKey(formKept)}
          <nav class="p-languages" aria-label="${texts.languages}">
            ${formKept === undefined ? languageLinks(frame) : languageButtons(frame, formKept)}
          </nav>
        </header>
        ${navigation}
        <div class="p-gate${!side && ' p-gate-alone'}">
          <main class="p-gate-form" id="main" tabindex="-1">${main}</main>
          ${side && html`<aside class="p-gate-side" aria-labelledby="side">${side}</aside>`}
        </div>
      </body>
    </html> `.markup
}

const languageLinks = (frame: PageFrame): Html[] =>
  languages.map(
    language =>
      html`<a
        href="${inLanguage(frame, language)}"
        lang="${language}"
        hreflang="${language}"
        ${language === frame.language && html` aria-current="true"`}
        >${ownNames[language]}</a
      >`,
  )

/** Buttons that send the form to the page in the other language. */
const languageButtons = (frame: PageFrame, form: string): Html[] =>
  languages.map(
    language =>
      html`<button
        type="submit"
        form="${form}"
        formaction="${inLanguage(frame, language)}"
        name="${LEAVING}"
        value="${frame.language}"
        lang="${language}"
        ${language === frame.language && html` aria-current="true"`}
      >
        ${ownNames[language]}
      </button>`,
  )

/** The return key in a field presses the form's first button; with the language switch before it, that must be this one. */
const returnKey = (form: string): Html =>
  html`<button class="p-vh" type="submit" form="${form}" tabindex="-1" aria-hidden="true"></button>`
