import { actionOf, field, summary, type FieldFault } from '../../platform/pages/form.ts'
import { html, type Html } from '../../platform/pages/html.ts'
import type { PageFrame } from '../../platform/pages/page.ts'
import { parts, sandboxPage, to } from '../pages/sandbox-page.ts'
import { sandboxTexts } from '../pages/texts.ts'
import { sandboxPeople } from '../people.seed.ts'
import type { Issued, IssueProblem } from './issue.ts'
import { kinds } from './kinds.ts'
import { testDomains } from './test-authorities.ts'

/** What was typed; stays on the page when something is to be put right. */
export interface AuthorityForm {
  domain: string
  organisation: string
  kind: string
  csr: string
}

/** Which certificate to issue. */
export function authorityPage(frame: PageFrame, form: AuthorityForm, problem?: IssueProblem): string {
  const { authority } = sandboxTexts(frame.language)
  const fault: FieldFault | undefined = problem && {
    field: problem === 'csr-and-kind' ? 'csr' : problem,
    text: authority.problems[problem],
  }
  const errorOf = (name: string) => (fault?.field === name ? fault.text : undefined)
  const choice = (name: 'domain' | 'kind', label: string, options: readonly (readonly [string, string])[]) =>
    field(
      { name, label, error: errorOf(name) },
      described =>
        html`<select class="p-input" id="${name}" name="${name}" ${described}>
          ${options.map(
            ([value, text]) =>
              html`<option value="${value}" ${value === form[name] && html` selected`}>${text}</option>`,
          )}
        </select>`,
    )
  return sandboxPage(frame, 'authority', {
    title: authority.title,
    failed: fault !== undefined,
    main: html`<h1>${authority.title}</h1>
      <p class="p-lede">${authority.lede}</p>
      ${fault && summary(authority.problemTitle, [fault])}
      <form method="post" action="${actionOf(frame)}" novalidate>
        ${choice(
          'domain',
          authority.domain,
          testDomains.map(domain => [domain, authority.domains[domain]]),
        )}
        ${field(
          {
            name: 'organisation',
            label: authority.organisation,
            hint: authority.organisationHint,
            error: errorOf('organisation'),
          },
          described =>
            html`<input
                class="p-input"
                id="organisation"
                name="organisation"
                type="text"
                value="${form.organisation}"
                maxlength="128"
                list="organisations"
                dir="auto"
                required${described}
              />
              <datalist id="organisations">
                ${[...new Set(sandboxPeople.map(({ organisation }) => organisation))].map(
                  name => html`<option value="${name}"></option>`,
                )}
              </datalist>`,
        )}
        ${choice(
          'kind',
          authority.kind,
          kinds.map(kind => [kind, authority.kinds[kind]]),
        )}
        ${field(
          {
            name: 'csr',
            label: `${authority.csr} ${authority.optional}`,
            hint: authority.csrHint,
            error: errorOf('csr'),
            after: html`<div class="p-after" hidden>
              <label for="csr-file">${authority.csrFile}</label>
              <input id="csr-file" type="file" accept=".csr,.pem,.req,.p10" data-into="csr" />
            </div>`,
          },
          described =>
            html`<textarea
              class="p-input p-mono"
              id="csr"
              name="csr"
              rows="6"
              dir="ltr"
              spellcheck="false"
              ${described}
            >
${form.csr}</textarea>`,
        )}
        <button class="p-btn p-btn-primary" type="submit">${authority.issue}</button>
      </form>`,
  })
}

/** What was issued, with what our check says of it. The key is on this page and nowhere else. */
export function issuedPage(
  frame: PageFrame,
  { issued, fileName, verdict }: { issued: Issued; fileName: string; verdict: string },
): string {
  const { authority } = sandboxTexts(frame.language)
  const { certificate, privateKey, chain } = issued
  return sandboxPage(frame, 'authority', {
    title: authority.result,
    main: html`<h1>${authority.result}</h1>
      <p class="p-lede">${authority.resultLede}</p>
      <section aria-labelledby="certificate" class="p-lintel">
        <h2 id="certificate">${authority.certificate}</h2>
        <p class="p-actions">
          ${file(authority.download(`${fileName}.pem`), `${fileName}.pem`, certificate)}
          ${file(authority.download(`${fileName}.cer`), `${fileName}.cer`, derOf(certificate))}
        </p>
        ${text(certificate)}
      </section>
      ${
        privateKey !== undefined &&
        html`<section aria-labelledby="key" class="p-lintel">
          <h2 id="key">${authority.key}</h2>
          <p>${authority.keyOnce}</p>
          <p class="p-actions">${file(authority.download(`${fileName}-key.pem`), `${fileName}-key.pem`, privateKey)}</p>
          ${text(privateKey)}
        </section>`
      }
      <section aria-labelledby="doctor" class="p-lintel">
        <h2 id="doctor">${authority.doctor}</h2>
        <p class="p-muted">${authority.doctorHow}</p>
        <pre class="s-text s-plain">${verdict}</pre>
      </section>
      ${
        chain.length > 0 &&
        html`<section aria-labelledby="chain" class="p-lintel">
          <h2 id="chain">${authority.chain}</h2>
          <p class="p-muted">${authority.chainHow}</p>
          <p class="p-actions">
            ${file(authority.download(`${fileName}-chain.pem`), `${fileName}-chain.pem`, chain.join(''))}
          </p>
          ${text(chain.join(''))}
        </section>`
      }
      <p class="p-actions">
        <a class="p-btn p-btn-secondary" href="${to(frame.language, parts.authority)}">${authority.another}</a>
      </p>`,
  })
}

const derOf = (pem: string): Buffer => Buffer.from(pem.replaceAll(/-----[^-]+-----|\s/g, ''), 'base64')

/** A download that is on the page itself: what was issued is kept nowhere it could be fetched from. */
const file = (label: string, name: string, contents: string | Buffer): Html =>
  html`<a
    class="p-btn p-btn-secondary"
    download="${name}"
    href="${`data:application/octet-stream;base64,${Buffer.from(contents).toString('base64')}`}"
    >${label}</a
  >`

const text = (pem: string): Html => html`<pre class="s-text s-copy" dir="ltr">${pem}</pre>`
