/** What the sandbox's pages have beyond the house's style sheet. Logical properties only. */
export const sandboxStyle = `
.p-gate-form { inline-size: min(60rem, 100%); padding-block-start: var(--s6); }
.p-gate-form > section { margin-block-start: var(--s7); }
.p-gate-form > .p-lede { margin-block-end: var(--s5); }
.p-gate-form > :is(p, ul, form, .p-actions) + :is(p, ul, form, .p-actions), .p-gate-form > section > * + * { margin-block-start: var(--s3); }
.s-parts { border-block-end: 1px solid var(--line); background: var(--sunken); }
.s-parts ul { display: flex; flex-wrap: wrap; gap: 0 var(--s5); inline-size: min(60rem, 100%); margin-inline: auto; padding-inline: var(--s6); }
.s-parts a { display: inline-flex; align-items: center; min-block-size: var(--target); text-decoration: none; border-block-end: 3px solid transparent; }
.s-parts a:hover { text-decoration: underline; }
.s-parts a[aria-current] { color: var(--text); font-weight: var(--weight-strong); border-block-end-color: var(--accent); }
.s-cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(17rem, 100%), 1fr)); gap: var(--s5); }
.s-cards li { border-block-start: var(--lintel) solid var(--rule); padding-block: var(--s3); }
.s-cards h2, .s-cards p { font-size: var(--text-md); }
.s-table { inline-size: 100%; border-collapse: collapse; border-block-start: var(--lintel) solid var(--rule); margin-block-start: var(--s3); text-align: start; }
.s-table th, .s-table td { text-align: start; padding: var(--s2) var(--s3) var(--s2) 0; padding-inline: 0 var(--s4); border-block-end: 1px solid var(--line); vertical-align: top; font-weight: var(--weight); }
.s-table thead th { color: var(--muted); }
.s-table tbody th { font-weight: var(--weight-strong); }
.s-copy { user-select: all; -webkit-user-select: all; overflow-wrap: anywhere; }
.s-scroll { overflow-x: auto; }
.s-mails { border-block-start: var(--lintel) solid var(--rule); }
.s-mails li { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0 var(--s5); padding-block: var(--s3); border-block-end: 1px solid var(--line); position: relative; }
.s-mails li:hover { background: var(--hover); }
.s-mails a::after { content: ''; position: absolute; inset: 0; }
.s-mails a { font-weight: var(--weight-strong); }
.s-mails span:nth-of-type(even) { text-align: end; }
.s-row { display: flex; flex-wrap: wrap; gap: var(--s3); align-items: end; }
.s-row .p-field { margin-block-end: 0; flex: 0 1 22rem; }
.s-facts { border-block-start: var(--lintel) solid var(--rule); margin-block-start: var(--s4); }
.s-facts div { display: grid; grid-template-columns: 12rem minmax(0, 1fr); gap: 0 var(--s4); padding-block: var(--s2); border-block-end: 1px solid var(--line); }
.s-facts dt { color: var(--muted); }
.s-letter { display: block; inline-size: 100%; block-size: 44rem; border: 1px solid var(--line); background: #ffffff; margin-block-start: var(--s3); }
.s-text { white-space: pre-wrap; overflow-wrap: anywhere; background: var(--sunken); padding: var(--s4); margin-block: var(--s3); max-inline-size: 100%; font-size: var(--text-sm); }
.s-plain { font-family: var(--font); font-size: var(--text-md); }
.s-list { list-style: disc; padding-inline-start: var(--s5); }
.s-pages { display: flex; gap: var(--s4); margin-block-start: var(--s5); }
@media (max-width: 47.99rem) {
  .p-gate-form { justify-self: center; }
  .s-facts div, .s-mails li { grid-template-columns: minmax(0, 1fr); }
  .s-mails span:nth-of-type(even) { text-align: start; }
  .s-table thead { display: none; }
  .s-table tr, .s-table th, .s-table td { display: block; border: 0; padding-block: 0.125rem; }
  .s-table tr { border-block-end: 1px solid var(--line); padding-block: var(--s3); }
  .s-table td[data-label]::before { content: attr(data-label) ' '; color: var(--muted); }
}
@media (max-width: 39.99rem) { .s-parts ul { padding-inline: var(--s4); } }
`

/**
 * The one script of these pages; without it everything works but reading a request from a file. Names nothing of the
 * page by itself: `data-into` says where a chosen file's text goes.
 */
export const sandboxScript = `'use strict'
for (const input of document.querySelectorAll('input[type=file][data-into]')) {
  input.closest('[hidden]').hidden = false
  input.addEventListener('change', async () => {
    const file = input.files[0]
    if (file && file.size < 65536) document.getElementById(input.dataset.into).value = await file.text()
  })
}
for (const form of document.querySelectorAll('form[method=post]')) {
  form.addEventListener('submit', event => {
    const button = event.submitter || form.querySelector('[type=submit]')
    if (form.dataset.sent) return event.preventDefault()
    form.dataset.sent = 'yes'
    button.setAttribute('aria-busy', 'true')
  })
}
addEventListener('pageshow', () => {
  for (const form of document.querySelectorAll('form[data-sent]')) delete form.dataset.sent
  for (const button of document.querySelectorAll('[aria-busy]')) button.removeAttribute('aria-busy')
})
`
