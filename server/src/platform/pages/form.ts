import type { FastifyRequest } from 'fastify'
import { isCrossSite } from '../http/same-site.ts'
import { html, type Html } from './html.ts'
import { icons } from './icons.ts'
import type { PageFrame } from './page.ts'

/** What is wrong with a field, in words: what happened, and what to do. */
export interface FieldFault {
  field: string
  text: string
}

/** A field of a page: label, hint, what is wrong, and the input itself. */
export interface Field {
  name: string
  label: string
  hint?: string | undefined
  error?: string | null | undefined
  /** Below the input. */
  after?: Html | undefined
}

/** The page's own address with its query, in its language: where its form goes. */
export const actionOf = (frame: PageFrame): string =>
  `${frame.path}?${new URLSearchParams({ ...frame.query, ui_locales: frame.language })}`

/** Everything that is wrong, each with a link to its field; nothing when all is well. */
export const summary = (title: string, faults: readonly FieldFault[]): Html | false =>
  faults.length > 0 &&
  html`<div
    class="p-banner p-banner-negative"
    role="alert"
    aria-labelledby="problems"
    id="problem-summary"
    tabindex="-1"
  >
    ${icons.problem}
    <div class="p-banner-body">
      <h2 id="problems">${title}</h2>
      <ul>
        ${faults.map(({ field, text }) => html`<li><a href="#${field}">${text}</a></li>`)}
      </ul>
    </div>
  </div>`

/** A field; `input` gets the attributes that tie hint and error to it. */
export function field({ name, label, hint, error, after }: Field, input: (described: Html | false) => Html): Html {
  const bad = error !== null && error !== undefined
  const ids = [hint && `${name}-hint`, bad && `${name}-error`].filter(Boolean).join(' ')
  const described = (bad || ids !== '') && html`${bad && html` aria-invalid="true"`} aria-describedby="${ids}"`
  return html`<div class="p-field${bad && ' p-field-bad'}">
    <label for="${name}">${label}</label>${hint && html`<p class="p-hint" id="${name}-hint">${hint}</p>`}${
      bad && html`<p class="p-error" id="${name}-error">${icons.problem}<span>${error}</span></p>`
    }${input(described)}${after}
  </div>`
}

/** Whether a form comes from a page of ours: browsers always tell the origin with one; what comes without is none. */
export function isOwnForm({ headers }: Pick<FastifyRequest, 'headers'>, origin: string): boolean {
  const told = headers.origin !== undefined || headers['sec-fetch-site'] !== undefined
  return told && !isCrossSite(headers, origin)
}

/** What was typed into these fields; anything that is not text counts as nothing. */
export function typedInto<Name extends string>(body: unknown, names: readonly Name[]): Record<Name, string> {
  const fields = (body ?? {}) as Record<string, unknown>
  return Object.fromEntries(names.map(name => [name, typeof fields[name] === 'string' ? fields[name] : ''])) as Record<
    Name,
    string
  >
}
