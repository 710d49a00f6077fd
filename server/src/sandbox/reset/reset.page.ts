import { actionOf } from '../../platform/pages/form.ts'
import { html } from '../../platform/pages/html.ts'
import type { PageFrame } from '../../platform/pages/page.ts'
import { parts, sandboxPage, to } from '../pages/sandbox-page.ts'
import { sandboxTexts } from '../pages/texts.ts'

/** Asks, with what is lost; nothing happens before the button of this page. */
export function resetPage(frame: PageFrame): string {
  const { reset } = sandboxTexts(frame.language)
  return sandboxPage(frame, 'reset', {
    title: reset.title,
    main: html`<h1>${reset.title}</h1>
      <p class="p-lede">${reset.lede}</p>
      <ul class="s-list">
        ${reset.goes.map(line => html`<li>${line}</li>`)}
      </ul>
      <p>${reset.stays}</p>
      <form method="post" action="${actionOf(frame)}" class="p-actions">
        <a class="p-btn p-btn-secondary" href="${to(frame.language, parts.overview)}">${reset.no}</a>
        <button class="p-btn p-btn-danger" type="submit">${reset.yes}</button>
      </form>`,
  })
}

/** A form of another site, or none at all. */
export function refusedPage(frame: PageFrame): string {
  const { refused } = sandboxTexts(frame.language)
  return sandboxPage(frame, 'overview', {
    title: refused.title,
    failed: true,
    main: html`<h1>${refused.title}</h1>
      <p class="p-lede">${refused.text}</p>
      <p class="p-actions">
        <a class="p-btn p-btn-primary" href="${to(frame.language, parts.overview)}">${refused.again}</a>
      </p>`,
  })
}
