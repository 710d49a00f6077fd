import { html } from '../../platform/pages/html.ts'
import type { PageFrame } from '../../platform/pages/page.ts'
import { page } from './page.ts'
import { textsIn } from './texts.ts'

export type { PageFrame }

export interface ErrorPage {
  kind: 'stale' | 'crowded' | 'unreachable' | 'inactive' | 'cancelled' | 'failed'
  /** Found again in the log; shown where it helps. */
  reference: string
  /** Where the person wanted to go, a path of ours. */
  returnTo?: string
}

/** Says what happened and what to do; the way on is always a new sign-in. */
export function errorPage(frame: PageFrame, { kind, reference, returnTo }: ErrorPage): string {
  const texts = textsIn(frame.language)
  const { title, text, again } = texts[kind]
  const query = new URLSearchParams({ ...(returnTo ? { return_to: returnTo } : {}), ui_locales: frame.language })
  return page(frame, {
    title,
    failed: true,
    main: html`<h1>${title}</h1>
      <p class="p-lede">${text}</p>
      <p class="p-actions">
        <a class="p-btn p-btn-primary" href="/auth/partner/login?${query.toString()}">${again}</a>
      </p>
      ${kind === 'failed' && html`<p class="p-gate-next p-muted">${texts.reference}: <bdi class="p-mono" dir="ltr">${reference}</bdi></p>`}`,
  })
}
