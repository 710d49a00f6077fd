import { isIP } from 'node:net'
import type { Config } from '../config.ts'
import { instantInWords } from '../platform/i18n/instants.ts'
import { html } from '../platform/pages/html.ts'
import { icons } from '../platform/pages/icons.ts'
import type { PageFrame } from '../platform/pages/page.ts'
import { banner, parts, sandboxPage, to, type Part } from './pages/sandbox-page.ts'
import { sandboxTexts, type SeededRole } from './pages/texts.ts'
import { sandboxPassword, sandboxPeople } from './people.seed.ts'

export interface Overview {
  host: Config['host']
  businessNow: Date
  wasReset: boolean
}

/** Whether only programs on the same computer reach this address. */
const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'))

/** Where to begin: the sign-ins, and the parts of the sandbox. */
export function overviewPage(frame: PageFrame, { host, businessNow, wasReset }: Overview): string {
  const texts = sandboxTexts(frame.language)
  const { overview } = texts
  const others = (Object.keys(parts) as Part[]).filter(part => part !== 'overview') as Exclude<Part, 'overview'>[]
  return sandboxPage(frame, 'overview', {
    title: overview.title,
    main: html`${wasReset && banner('positive', overview.wasReset, icons.shield)}
      <h1>${overview.title}</h1>
      <p class="p-lede">${overview.lede}</p>
      ${
        isLoopback(host)
          ? html`<p class="p-muted">${overview.onlyHere}</p>`
          : banner('caution', overview.everybody, icons.problem)
      }
      <p>${overview.today} <b>${instantInWords(frame.language, businessNow)}</b></p>
      <p class="p-actions">
        <a class="p-btn p-btn-primary" href="/partner/">${overview.portal}</a>
      </p>
      <section>
        <ul class="s-cards">
          ${others.map(
            part =>
              html`<li>
                <h2><a href="${to(frame.language, parts[part])}">${texts[part].name}</a></h2>
                <p class="p-muted">${texts[part].about}</p>
              </li>`,
          )}
        </ul>
      </section>
      <section aria-labelledby="sign-ins">
        <h2 id="sign-ins">${overview.signIns}</h2>
        <p>${overview.samePassword} <code class="s-copy" dir="ltr">${sandboxPassword}</code></p>
        <table class="s-table">
          <thead>
            <tr>
              <th scope="col">${overview.person}</th>
              <th scope="col">${overview.username}</th>
              <th scope="col">${overview.email}</th>
              <th scope="col">${overview.organisation}</th>
            </tr>
          </thead>
          <tbody>
            ${sandboxPeople.map(
              ({ role, username, email, organisation }) =>
                html`<tr>
                  <th scope="row">${overview.roles[role as SeededRole]}</th>
                  <td data-label="${overview.username}"><code class="s-copy" dir="ltr">${username}</code></td>
                  <td data-label="${overview.email}"><bdi class="s-copy" dir="ltr">${email}</bdi></td>
                  <td data-label="${overview.organisation}"><bdi class="s-copy">${organisation}</bdi></td>
                </tr>`,
            )}
          </tbody>
        </table>
      </section>`,
  })
}
