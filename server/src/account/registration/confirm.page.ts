import { actionOf, field, summary } from '../../platform/pages/form.ts'
import { passwordInput } from '../pages/form.ts'
import { html } from '../../platform/pages/html.ts'
import { noticePage } from '../pages/notice.page.ts'
import type { PageFrame } from '../../platform/pages/page.ts'
import { spanInWords } from '../pages/texts.ts'
import type { Waiting } from './confirmation.service.ts'
import { registrationTextsIn } from './texts.ts'

/** After the form: the same for every address, known or not. `email` is what was typed. */
export function sentPage(frame: PageFrame, email: string): string {
  const { sent } = registrationTextsIn(frame.language)
  return noticePage(frame, {
    title: sent.title,
    text: sent.lede(email),
    more: html`${sent.next.map(text => html`<p>${text}</p>`)}
      <p><a href="/auth/partner/register?ui_locales=${frame.language}">${sent.again}</a></p>`,
  })
}

export interface ConfirmPage {
  waiting: Waiting
  problem?: 'missing' | 'wrong' | 'busy' | { seconds: number }
}

/** Behind the mailed link. Only its button changes anything: mail scanners open links too. */
export function confirmPage(frame: PageFrame, { waiting, problem }: ConfirmPage): string {
  const { confirm, problems, wait, busy } = registrationTextsIn(frame.language)
  const text =
    problem === undefined
      ? null
      : typeof problem === 'object'
        ? wait(spanInWords(frame.language, problem.seconds))
        : problem === 'busy'
          ? busy
          : confirm[problem]
  return noticePage(frame, {
    title: confirm.title,
    text: confirm.text,
    failed: text !== null,
    more: html`${summary(problems, text === null ? [] : [{ field: waiting.passwordAsked ? 'password' : 'submit', text }])}
      <dl>
        <dt class="p-muted">${confirm.username}</dt>
        <dd><bdi>${waiting.username}</bdi></dd>
        <dt class="p-muted">${confirm.organisation}</dt>
        <dd><bdi>${waiting.organisation}</bdi></dd>
      </dl>
      <form method="post" action="${actionOf(frame)}" novalidate>
        ${
          waiting.passwordAsked &&
          field({ name: 'password', label: confirm.password, error: text }, described =>
            passwordInput({
              name: 'password',
              autocomplete: 'current-password',
              described,
              language: frame.language,
            }),
          )
        }
        <p class="p-actions">
          <button class="p-btn p-btn-primary" type="submit" id="submit">${confirm.button}</button>
        </p>
      </form>`,
  })
}

/** For a link that is used, replaced, too old or nobody's: one page for all. */
export function staleRegistrationPage(frame: PageFrame): string {
  const { title, text, button } = registrationTextsIn(frame.language).stale
  return noticePage(
    { ...frame, query: {} },
    {
      title,
      text,
      failed: true,
      link: { label: button, url: `/auth/partner/register?ui_locales=${frame.language}` },
    },
  )
}

/** The account exists; on to sign-in with the username filled in. */
export function readyPage(frame: PageFrame, username: string): string {
  const { title, text, button } = registrationTextsIn(frame.language).ready
  const query = new URLSearchParams({ login_hint: username, ui_locales: frame.language })
  return noticePage(
    { ...frame, query: {} },
    {
      title,
      text,
      link: { label: button, url: `/auth/partner/login?${query}` },
    },
  )
}
