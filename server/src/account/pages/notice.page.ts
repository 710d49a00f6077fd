import { html, type Html } from '../../platform/pages/html.ts'
import type { PageFrame } from '../../platform/pages/page.ts'
import { page } from './page.ts'

export interface NoticePage {
  title: string
  text: string
  /** More paragraphs, or a form. */
  more?: Html | false
  /** The way on. */
  link?: { label: string; url: string }
  failed?: boolean
}

/** A page that tells something and leads on. */
export const noticePage = (frame: PageFrame, { title, text, more, link, failed }: NoticePage): string =>
  page(frame, {
    title,
    ...(failed ? { failed } : {}),
    main: html`<h1>${title}</h1>
      <p class="p-lede">${text}</p>
      ${more}${link && html`<p class="p-actions"><a class="p-btn p-btn-primary" href="${link.url}">${link.label}</a></p>`}`,
  })
