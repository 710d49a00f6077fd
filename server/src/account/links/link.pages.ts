import { html } from '../../platform/pages/html.ts'
import { icons } from '../../platform/pages/icons.ts'
import { actionOf, field, summary, type FieldFault } from '../../platform/pages/form.ts'
import { passwordInput } from '../pages/form.ts'
import { noticePage } from '../pages/notice.page.ts'
import type { PageFrame } from '../../platform/pages/page.ts'
import { strengthMeter } from '../pages/password-strength.ts'
import { spanInWords } from '../pages/texts.ts'
import { SHORTEST_PASSWORD } from '../password-policy.ts'
import { registrationTextsIn } from '../registration/texts.ts'
import { linkTextsIn, type LinkTexts } from './texts.ts'

/** Too many tries (seconds to wait), or a crowd. */
export type Trouble = { seconds: number } | 'busy'

const troubleInWords = (frame: PageFrame, trouble: Trouble): string => {
  const { wait, busy } = registrationTextsIn(frame.language)
  return trouble === 'busy' ? busy : wait(spanInWords(frame.language, trouble.seconds))
}

/** Asks whose password was forgotten. */
export function forgottenPage(
  frame: PageFrame,
  { login, problem }: { login: string; problem?: 'missing' | Trouble },
): string {
  const { forgotten, problems } = linkTextsIn(frame.language)
  const text = problem === undefined ? null : problem === 'missing' ? forgotten.missing : troubleInWords(frame, problem)
  return noticePage(frame, {
    title: forgotten.title,
    text: forgotten.text,
    failed: text !== null,
    more: html`${summary(problems, text === null ? [] : [{ field: 'email', text }])}
      <form method="post" action="${actionOf(frame)}" novalidate>
        ${field(
          { name: 'email', label: forgotten.login, error: text },
          described =>
            html`<input
              class="p-input"
              id="email"
              name="email"
              type="text"
              value="${login}"
              autocomplete="username"
              autocapitalize="none"
              autocorrect="off"
              spellcheck="false"
              dir="auto"
              required${described}
            />`,
        )}
        <button class="p-btn p-btn-primary" type="submit">${forgotten.button}</button>
      </form>
      <div class="p-gate-next">
        <p><a href="/auth/partner/login?ui_locales=${frame.language}">${forgotten.back}</a></p>
      </div>`,
  })
}

/** After it: the same for everybody, known or not. */
export function resetSentPage(frame: PageFrame): string {
  const { sent } = linkTextsIn(frame.language)
  return noticePage(frame, {
    title: sent.title,
    text: sent.text,
    more: html`${sent.next.map(text => html`<p>${text}</p>`)}
      <p><a href="/auth/partner/forgotten?ui_locales=${frame.language}">${sent.again}</a></p>`,
  })
}

/** Behind the mailed link: asks for the new password, twice. */
export function resetPage(
  frame: PageFrame,
  problem?: { fault: keyof LinkTexts['reset']['faults'] } | { trouble: Trouble },
): string {
  const { reset, problems } = linkTextsIn(frame.language)
  const { strength, strengths } = registrationTextsIn(frame.language)
  const found: FieldFault[] =
    problem === undefined
      ? []
      : 'trouble' in problem
        ? [{ field: 'submit', text: troubleInWords(frame, problem.trouble) }]
        : [
            {
              field: problem.fault === 'DIFFERENT' ? 'passwordAgain' : 'password',
              text: reset.faults[problem.fault],
            },
          ]
  const errorOf = (name: string) => found.find(({ field }) => field === name)?.text
  const checks = JSON.stringify([
    ['[^]', reset.faults.MISSING],
    [`[^]{${SHORTEST_PASSWORD}}`, reset.faults.PASSWORD_TOO_SHORT],
  ])
  return noticePage(frame, {
    title: reset.title,
    text: reset.text,
    failed: found.length > 0,
    more: html`${summary(problems, found)}
      <form method="post" action="${actionOf(frame)}" novalidate data-checked data-problems="${problems}">
        ${field(
          {
            name: 'password',
            label: reset.password,
            hint: reset.hint,
            error: errorOf('password'),
            after: strengthMeter({ of: 'password', personal: [], label: strength, words: strengths }),
          },
          described =>
            passwordInput({
              name: 'password',
              autocomplete: 'new-password',
              described,
              language: frame.language,
              more: html` data-checks="${checks}" data-guessable="${reset.faults.PASSWORD_GUESSABLE}"`,
            }),
        )}
        ${field({ name: 'passwordAgain', label: reset.passwordAgain, error: errorOf('passwordAgain') }, described =>
          passwordInput({
            name: 'passwordAgain',
            autocomplete: 'new-password',
            described,
            language: frame.language,
            more: html` data-same-as="password" data-different="${reset.faults.DIFFERENT}"`,
          }),
        )}
        <button class="p-btn p-btn-primary" type="submit" id="submit">${reset.button}</button>
      </form>
      <template data-error-icon>${icons.problem}</template>`,
  })
}

/** Asks before the new address counts. */
export function confirmEmailPage(frame: PageFrame, email: string): string {
  const { confirmEmail } = linkTextsIn(frame.language)
  return noticePage(frame, {
    title: confirmEmail.title,
    text: confirmEmail.text,
    more: html`<dl>
        <dt class="p-muted">${confirmEmail.address}</dt>
        <dd><bdi>${email}</bdi></dd>
      </dl>
      <form method="post" action="${actionOf(frame)}">
        <p class="p-actions">
          <button class="p-btn p-btn-primary" type="submit" id="submit">${confirmEmail.button}</button>
        </p>
      </form>`,
  })
}

/** What a link ended in, and the way on. */
export function linkNotice(
  frame: PageFrame,
  kind: 'changed' | 'staleReset' | 'emailChanged' | 'staleEmail',
  username?: string,
): string {
  const { title, text, button } = linkTextsIn(frame.language)[kind]
  const language = { ui_locales: frame.language }
  const url = {
    changed: `/auth/partner/login?${new URLSearchParams({ ...(username ? { login_hint: username } : {}), ...language })}`,
    staleReset: `/auth/partner/forgotten?${new URLSearchParams(language)}`,
    emailChanged: '/partner/',
    staleEmail: '/partner/profile',
  }[kind]
  const failed = kind === 'staleReset' || kind === 'staleEmail'
  return noticePage({ ...frame, query: {} }, { title, text, failed, link: { label: button, url } })
}
