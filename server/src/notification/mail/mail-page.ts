import { apart } from '../../platform/i18n/apart.ts'
import { directionOf, type Language } from '../../platform/i18n/languages.ts'
import { html, type Html } from '../../platform/pages/html.ts'

export interface MailPage {
  language: Language
  title: string
  /** Paragraphs, parted by an empty line. */
  lead: string
  /** The one way on. */
  button?: { label: string; url: string }
  /** Label and value. */
  facts?: readonly (readonly [label: string, value: string])[]
  /** What to do, in order. */
  steps?: readonly string[]
  /** Why this person gets it. */
  why: string
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
  html: layout(page).markup,
  text: textTwin(page),
})

const paragraphsOf = (lead: string): string[] =>
  lead
    .split(/\n\s*\n/)
    .map(paragraph => paragraph.trim())
    .filter(Boolean)

// Mail programs read no style sheets of other files and few of their own: everything stands at its element.
const face = "font-family:-apple-system,'Segoe UI',Roboto,'Noto Sans',Arial,sans-serif"
const lineOf = (language: Language) => (language === 'ar' ? 'line-height:28px' : 'line-height:24px')
const table = html`role="presentation" width="100%" cellpadding="0" cellspacing="0"`
const row = (padding: string, content: Html) =>
  html`<tr>
    <td class="p" style="padding:${padding}">${content}</td>
  </tr>`

function layout({ language, title, lead, button, facts = [], steps = [], why }: MailPage): Html {
  const { area, steps: stepsTitle, neverAsk } = words[language]
  const direction = directionOf(language)
  const start = direction === 'rtl' ? 'right' : 'left'
  return html`<!doctype html>
    <html lang="${language}" dir="${direction}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light" />
        <title>${title}</title>
        <style>
          @media (max-width: 480px) {
            .p {
              padding-left: 20px !important;
              padding-right: 20px !important;
            }
          }
        </style>
      </head>
      <body
        dir="${direction}"
        style="margin:0;padding:0;background:#f6f4ef;${face};font-size:16px;${lineOf(language)};color:#171d21"
      >
        <main>
          <table ${table}>
            <tr>
              <td align="center" style="padding:24px 12px">
                <table
                  ${table}
                  dir="${direction}"
                  style="max-width:600px;background:#ffffff;border-top:6px solid #0b5468;text-align:${start}"
                >
                  ${row(
                    '24px 32px 0',
                    html`<span style="font-weight:600;font-size:18px"
                      ><span lang="en">Portico</span>
                      <span style="color:#555c62;font-weight:400">&nbsp;${area}</span></span
                    >`,
                  )}
                  ${row(
                    '32px 32px 0',
                    html`<h1
                        style="margin:0;font-size:28px;line-height:${language === 'ar' ? '42px' : '34px'};font-weight:600"
                      >
                        ${title}
                      </h1>
                      ${paragraphsOf(lead).map(paragraph => html`<p style="margin:16px 0 0">${paragraph}</p>`)}`,
                  )}
                  ${button && row('24px 32px 0', buttonTo(button))}
                  ${facts.length > 0 && row('24px 32px 0', factTable(facts, start))}
                  ${
                    steps.length > 0 &&
                    row(
                      '24px 32px 0',
                      html`<h2 style="margin:0 0 8px;font-size:18px;line-height:28px">${stepsTitle}</h2>
                        <ol style="margin:0;padding-${start}:20px">
                          ${steps.map(step => html`<li style="padding:2px 0">${step}</li>`)}
                        </ol>`,
                    )
                  }
                  ${row(
                    '32px',
                    html`<p style="margin:0;padding-top:16px;border-top:1px solid #dedad1;font-size:14px;color:#555c62">
                      ${why} ${neverAsk}
                    </p>`,
                  )}
                </table>
              </td>
            </tr>
          </table>
        </main>
      </body>
    </html>`
}

const buttonTo = ({ label, url }: { label: string; url: string }) =>
  html`<table role="presentation" cellpadding="0" cellspacing="0">
    <tr>
      <td style="background:#0b5468;border-radius:2px">
        <a
          href="${url}"
          style="display:inline-block;padding:12px 20px;color:#ffffff;font-weight:600;text-decoration:none"
          >${label}</a
        >
      </td>
    </tr>
  </table>`

const factTable = (facts: NonNullable<MailPage['facts']>, start: 'left' | 'right') => {
  const cell = 'border-bottom:1px solid #dedad1;vertical-align:top'
  return html`<table
    width="100%"
    cellpadding="0"
    cellspacing="0"
    style="border-top:2px solid #171d21;text-align:${start}"
  >
    ${facts.map(
      ([label, value]) =>
        html`<tr>
          <th scope="row" align="${start}" style="padding:8px 0;width:34%;${cell};font-weight:400;color:#555c62">
            ${label}
          </th>
          <td style="padding:8px 0;${cell}"><bdi>${value}</bdi></td>
        </tr>`,
    )}
  </table>`
}

/** As `bdi` in the page: a phone number or an address would turn an Arabic line around. A link stays one word for mail programs. */
const valueIn = (language: Language, value: string): string =>
  directionOf(language) === 'rtl' && !/^https?:/.test(value) ? apart(value) : value

/** The link stands on a line of its own, so that every mail program makes all of it a link and nothing else. */
function textTwin({ language, title, lead, button, facts = [], steps = [], why }: MailPage): string {
  const { area, steps: stepsTitle, neverAsk } = words[language]
  const parts = [
    title,
    ...paragraphsOf(lead),
    ...(button ? [`${button.label}:\n${button.url}`] : []),
    ...(facts.length > 0 ? [facts.map(([label, value]) => `${label}: ${valueIn(language, value)}`).join('\n')] : []),
    ...(steps.length > 0 ? [`${stepsTitle}\n${steps.map((step, index) => `${index + 1}. ${step}`).join('\n')}`] : []),
    `--\nPortico, ${area}\n${why} ${neverAsk}`,
  ]
  return `${parts.join('\n\n')}\n`
}
