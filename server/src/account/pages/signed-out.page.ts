import { html } from '../../platform/pages/html.ts'
import type { PageFrame } from '../../platform/pages/page.ts'
import { page } from './page.ts'
import { textsIn } from './texts.ts'

/** Where a sign-out ends. */
export function signedOutPage(frame: PageFrame): string {
  const { signedOut } = textsIn(frame.language)
  return page(frame, {
    title: signedOut.title,
    main: html`<h1>${signedOut.title}</h1>
      <p class="p-lede">${signedOut.text}</p>
      <p class="p-actions">
        <a class="p-btn p-btn-primary" href="/auth/partner/login?ui_locales=${frame.language}">${signedOut.again}</a>
      </p>`,
  })
}
