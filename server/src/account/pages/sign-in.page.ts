import type { SignInRefusal } from '../password-sign-in.ts'
import { actionOf, field, summary } from '../../platform/pages/form.ts'
import { passwordInput } from './form.ts'
import { html } from '../../platform/pages/html.ts'
import { icons } from '../../platform/pages/icons.ts'
import type { PageFrame } from '../../platform/pages/page.ts'
import { page } from './page.ts'
import { spanInWords, textsIn } from './texts.ts'

export interface SignInPage {
  /** What was typed stays; a password never does. */
  login: string
  /** What went wrong with the last try, if anything. */
  problem: SignInRefusal | null
  /** Seconds after which a session ends by itself. */
  idleSeconds: number
}

/** The sign-in page (look/sign-in.html). Works without any script; with it the password can be shown. */
export function signInPage(frame: PageFrame, { login, problem, idleSeconds }: SignInPage): string {
  const { signIn } = textsIn(frame.language)
  const faults = faultsOf(frame, problem)
  // Whoever comes with a name, from a fresh registration say, goes on with the password.
  const first = faults.login && !login ? 'login' : faults.password || login ? 'password' : 'login'
  const language = `ui_locales=${frame.language}`
  return page(frame, {
    title: signIn.title,
    failed: problem !== null,
    main: html`<h1>${signIn.title}</h1>
      <p class="p-lede">${signIn.lede}</p>
      ${summary(signIn.problems, faults.summary)}
      <form method="post" action="${actionOf(frame)}" novalidate data-keeps-language>
        ${field(
          { name: 'login', label: signIn.login, error: faults.login },
          described =>
            html`<input
              class="p-input"
              id="login"
              name="login"
              type="text"
              value="${login}"
              maxlength="254"
              autocomplete="username"
              autocapitalize="none"
              autocorrect="off"
              spellcheck="false"
              dir="auto"
              required${described}${first === 'login' && html` autofocus`}
            />`,
        )}
        ${field(
          {
            name: 'password',
            label: signIn.password,
            error: faults.password,
            after: html`<p class="p-after"><a href="/auth/partner/forgotten?${language}">${signIn.forgotten}</a></p>`,
          },
          described =>
            passwordInput({
              name: 'password',
              autocomplete: 'current-password',
              described,
              language: frame.language,
              autofocus: first === 'password',
            }),
        )}
        <button class="p-btn p-btn-primary" type="submit">${signIn.button}</button>
      </form>
      <div class="p-gate-next">
        <p>${signIn.newHere} <a href="/auth/partner/register?${language}">${signIn.register}</a></p>
      </div>`,
    side: html`<h2 id="side">${signIn.asideTitle}</h2>
      <ul class="p-plain-list">
        <li>${icons.shield}<span>${signIn.neverAsk}</span></li>
        <li>${icons.timer}<span>${signIn.endsByItself(spanInWords(frame.language, idleSeconds))}</span></li>
        <li>
          ${icons.certificate}<span>${signIn.preflight} <a href="/partner/preflight">${signIn.preflightLink}</a></span>
        </li>
      </ul>`,
  })
}

interface Fault {
  field: 'login' | 'password'
  text: string
}

function faultsOf(
  frame: PageFrame,
  problem: SignInRefusal | null,
): { login: string | null; password: string | null; summary: Fault[] } {
  const { signIn } = textsIn(frame.language)
  if (problem === null) return { login: null, password: null, summary: [] }
  if (problem.kind === 'missing') {
    const login = problem.login ? signIn.loginMissing : null
    const password = problem.password ? signIn.passwordMissing : null
    const summary: Fault[] = []
    if (login) summary.push({ field: 'login', text: login })
    if (password) summary.push({ field: 'password', text: password })
    return { login, password, summary }
  }
  const text =
    problem.kind === 'wait' ? signIn.wait(spanInWords(frame.language, problem.seconds)) : signIn[problem.kind]
  // Which of the two is wrong is nobody's to know; the password has to be typed again, so that is where to go on.
  return { login: null, password: text, summary: [{ field: 'password', text }] }
}
