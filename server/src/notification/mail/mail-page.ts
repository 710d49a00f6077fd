import { apart } from '../../platform/i18n/apart.ts'
import { directionOf, type Language } from '../../platform/i18n/languages.ts'
import { html } from '../../platform/pages/html.ts'
import { layouts } from './compiled-layout.ts'
import { parseTemplate, type Filling, type Template } from './template.ts'

export interface MailPage {
  language: Language
  title: string
  /** What mail programs show beside the subject; left out: the beginning of the lead. */
  preview?: string
  /** Paragraphs, parted by an empty line. */
  lead: string
  /** The one way on. */
  button?: { label: string; url: string }
  /** Label and value; the value of a `strong` one is what the mail is about. */
  facts?: readonly (readonly [label: string, value: string, weight?: 'strong'])[]
  /** What the mail gathers, each with its own heading. */
  lists?: readonly MailList[]
  /** What to do, in order. */
  steps?: readonly string[]
  /** Why this person gets it. */
  why: string
}

export interface MailList {
  heading: string
  entries: readonly { name: string; detail: string }[]
  /** Said below a list that does not name all. */
  more?: string
}

interface Words {
  area: string
  steps: string
  neverAsk: string
}

const words: Record<Language, Words> = {
  en: { area: 'Partner management', steps: 'What to do', neverAsk: 'We never ask for a password by e-mail.' },
  fr: {
    area: 'Gestion des partenaires',
    steps: 'Ce que vous devez faire',
    neverAsk: 'Nous ne demandons jamais de mot de passe par e-mail.',
  },
  ar: { area: 'إدارة الشركاء', steps: 'ما عليك فعله', neverAsk: 'لا نطلب منك كلمة المرور بالبريد الإلكتروني أبدًا.' },
}

/** The one layout of every mail (look/email-expiry.html), and the same words for readers without HTML. */
export const mailPage = (page: MailPage): { html: string; text: string } => ({
  html: templateOf(page.language).write(fillingOf(page)),
  text: textTwin(page),
})

const templates = new Map<string, Template>()

function templateOf(language: Language): Template {
  const direction = directionOf(language)
  let template = templates.get(direction)
  if (!template) templates.set(direction, (template = parseTemplate(layouts[direction])))
  return template
}

const paragraphsOf = (lead: string): string[] =>
  lead
    .split(/\n\s*\n/)
    .map(paragraph => paragraph.trim())
    .filter(Boolean)

/** A day stays with its month: "4" alone at the end of a line is no date. */
const unbroken = (text: string): string => text.replaceAll(/(\d) (?=\p{L}+ \d{4}\b)/gu, '$1\u00a0')

function fillingOf({
  language,
  title,
  preview,
  lead,
  button,
  facts = [],
  lists = [],
  steps = [],
  why,
}: MailPage): Filling {
  const { area, steps: stepsTitle, neverAsk } = words[language]
  const paragraphs = paragraphsOf(lead)
  return {
    language,
    title: unbroken(title),
    area,
    preview: preview ?? paragraphs.join(' ').slice(0, 150),
    lead: paragraphs.map(paragraph => ({ paragraph: unbroken(paragraph) })),
    button: button ? [{ ...button }] : [],
    facts:
      facts.length === 0
        ? []
        : [
            {
              fact: facts.map(([label, value, weight]) => ({
                label,
                value: weight
                  ? html`<bdi style="font-weight:600">${unbroken(value)}</bdi>`
                  : html`<bdi>${unbroken(value)}</bdi>`,
              })),
            },
          ],
    list: lists.map(({ heading, entries, more }) => ({
      heading,
      entry: entries.map(({ name, detail }) => ({ name: html`<bdi>${name}</bdi>`, detail: unbroken(detail) })),
      more: more ? [{ more }] : [],
    })),
    steps: steps.length === 0 ? [] : [{ heading: stepsTitle, step: steps.map(step => ({ step })) }],
    why: `${why} ${neverAsk}`,
  }
}

/** As `bdi` in the page: a phone number or an address would turn an Arabic line around. A link stays one word for mail programs. */
const valueIn = (language: Language, value: string): string =>
  directionOf(language) === 'rtl' && !/^https?:/.test(value) ? apart(value) : value

/** The link stands on a line of its own, so that every mail program makes all of it a link and nothing else. */
function textTwin({ language, title, lead, button, facts = [], lists = [], steps = [], why }: MailPage): string {
  const { area, steps: stepsTitle, neverAsk } = words[language]
  const listText = ({ heading, entries, more }: MailList) =>
    [
      heading,
      ...entries.map(({ name, detail }) => `- ${valueIn(language, name)}\n  ${detail}`),
      ...(more ? [more] : []),
    ].join('\n')
  const parts = [
    title,
    ...paragraphsOf(lead),
    ...(button ? [`${button.label}:\n${button.url}`] : []),
    ...(facts.length > 0 ? [facts.map(([label, value]) => `${label}: ${valueIn(language, value)}`).join('\n')] : []),
    ...lists.map(listText),
    ...(steps.length > 0 ? [`${stepsTitle}\n${steps.map((step, index) => `${index + 1}. ${step}`).join('\n')}`] : []),
    `--\nPortico, ${area}\n${why} ${neverAsk}`,
  ]
  return `${parts.join('\n\n')}\n`
}
