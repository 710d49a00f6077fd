import { instantInWords } from '../../platform/i18n/instants.ts'
import { html, type Html } from '../../platform/pages/html.ts'
import { field } from '../../platform/pages/form.ts'
import type { PageFrame } from '../../platform/pages/page.ts'
import { facts, parts, sandboxPage, to } from '../pages/sandbox-page.ts'
import { sandboxTexts } from '../pages/texts.ts'
import type { InboxMessage, InboxPage } from './inbox.queries.ts'

/** Every message, newest first. */
export function inboxPage(
  frame: PageFrame,
  { messages, older, recipient, first }: InboxPage & { recipient: string; first: boolean },
): string {
  const { inbox } = sandboxTexts(frame.language)
  const { language } = frame
  const filter: Record<string, string> = recipient ? { to: recipient } : {}
  return sandboxPage(frame, 'inbox', {
    title: inbox.title,
    main: html`<h1>${inbox.title}</h1>
      <p class="p-lede">${inbox.lede}</p>
      <form method="get" action="${parts.inbox}" class="s-row" role="search">
        <input type="hidden" name="ui_locales" value="${language}" />
        ${field(
          { name: 'to', label: inbox.to },
          described =>
            html`<input
              class="p-input"
              id="to"
              name="to"
              type="text"
              inputmode="email"
              value="${recipient}"
              maxlength="254"
              autocapitalize="none"
              spellcheck="false"
              dir="ltr"
              ${described}
            />`,
        )}
        <button class="p-btn p-btn-secondary" type="submit">${inbox.show}</button>
        ${recipient !== '' && html`<a class="p-btn" href="${to(language, parts.inbox)}">${inbox.all}</a>`}
      </form>
      <section>
        ${
          messages.length > 0
            ? html`<ul class="s-mails">
                ${messages.map(message => line(frame, message))}
              </ul>`
            : html`<div class="p-lintel">
                <h2>${recipient ? inbox.emptyFor(recipient) : inbox.empty}</h2>
                <p class="p-muted">${inbox.emptyHow}</p>
              </div>`
        }
        <p class="s-pages">
          ${!first && html`<a href="${to(language, parts.inbox, filter)}">${inbox.newest}</a>`}
          ${older !== undefined && html`<a href="${to(language, parts.inbox, { ...filter, before: older })}">${inbox.older}</a>`}
        </p>
      </section>`,
  })
}

function line({ language }: PageFrame, { id, subject, text, recipient, at, status, channel }: InboxMessage): Html {
  const { inbox } = sandboxTexts(language)
  return html`<li>
    <span
      ><a href="${to(language, `${parts.inbox}/${id}`)}"
        ><bdi>${subject || text.slice(0, 80) || inbox.noSubject}</bdi></a
      ></span
    >
    <span class="p-muted">${instantInWords(language, at)}</span>
    <span><bdi dir="ltr">${recipient}</bdi></span>
    <span class="p-muted">${inbox.channels[channel]}, ${inbox.states[status]}</span>
  </li>`
}

/** One message: its layout in a frame that may run nothing, and its text with links that work. */
export function messagePage(frame: PageFrame, message: InboxMessage): string {
  const { inbox } = sandboxTexts(frame.language)
  const { id, subject, recipient, at, status, channel, text } = message
  const title = subject || inbox.noSubject
  const letter = `${parts.inbox}/${id}/html`
  return sandboxPage(frame, 'inbox', {
    title,
    main: html`<p class="p-crumbs"><a href="${to(frame.language, parts.inbox)}">${inbox.back}</a></p>
      <h1><bdi>${title}</bdi></h1>
      ${facts([
        [inbox.to, html`<bdi dir="ltr" class="s-copy">${recipient}</bdi>`],
        [inbox.time, instantInWords(frame.language, at)],
        [inbox.state, `${inbox.channels[channel]}, ${inbox.states[status]}`],
      ])}
      ${text === '' && html`<p>${inbox.forgotten}</p>`}
      ${
        text !== '' &&
        html`<section aria-labelledby="plain">
          <h2 id="plain">${inbox.plain}</h2>
          <pre class="s-text s-plain" lang="${message.language}" dir="${message.language === 'ar' ? 'rtl' : 'ltr'}">
${linked(text)}</pre>
        </section>`
      }
      ${
        message.html !== '' &&
        html`<section aria-labelledby="layout">
          <h2 id="layout">${inbox.layout}</h2>
          <p><a href="${letter}">${inbox.alone}</a></p>
          <iframe
            class="s-letter"
            src="${letter}"
            title="${title}"
            sandbox="allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation"
          ></iframe>
        </section>`
      }`,
  })
}

/** Addresses as links; everything else as it stands. */
function linked(text: string): Html[] {
  return text
    .split(/(https?:\/\/[^\s<>"]+)/)
    .map((part, index) => (index % 2 === 1 ? html`<a href="${part}">${part}</a>` : html`${part}`))
}

/**
 * A mail as its reader would see it. Its styles stand at its elements, so they are allowed here and nothing else is;
 * links leave the frame, for no page of ours may stand in one.
 */
export const letterHeaders = {
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'",
  'x-frame-options': 'SAMEORIGIN',
  'referrer-policy': 'same-origin',
} as const

export const letterOf = ({ html: markup }: InboxMessage): string =>
  markup.replace(/<head>/i, '<head><base target="_top" /><link rel="icon" href="data:," />')
