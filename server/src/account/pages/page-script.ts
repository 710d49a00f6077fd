/**
 * The one script of these pages, sent from `/auth/page.js`; without it everything works. It lets people see their
 * password, leads the focus to what is to be put right, and hands the chosen language to the portal.
 */
export const pageScript = `'use strict'
for (const button of document.querySelectorAll('[data-reveal]')) {
  const input = document.getElementById(button.dataset.reveal)
  const words = button.querySelector('span')
  const show = shown => {
    input.type = shown ? 'text' : 'password'
    words.textContent = shown ? button.dataset.hide : button.dataset.show
  }
  button.hidden = false
  button.addEventListener('click', () => {
    show(input.type === 'password')
    input.focus()
  })
  input.form.addEventListener('submit', () => show(false))
}
for (const form of document.querySelectorAll('form[data-keeps-language]')) {
  form.addEventListener('submit', event => {
    const button = form.querySelector('[type=submit]')
    if (button.getAttribute('aria-busy') === 'true') return event.preventDefault()
    button.setAttribute('aria-busy', 'true')
    try {
      localStorage.setItem('portico.language', document.documentElement.lang)
    } catch {
      // Storage is switched off; the portal then asks the browser.
    }
  })
}
addEventListener('pageshow', () => {
  for (const button of document.querySelectorAll('[aria-busy]')) button.removeAttribute('aria-busy')
})
`
