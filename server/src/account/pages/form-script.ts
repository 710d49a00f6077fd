import { LEAVING } from '../../platform/pages/page.ts'

/**
 * The part of `/auth/page.js` for long forms: says at a field what the server would say, once it is left; keeps a form
 * with mistakes here, so that typed passwords are not lost; rates a password while it is typed. Words and rules come
 * from the page; the server decides.
 */
export const formScript = `
for (const form of document.querySelectorAll('form[data-checked]')) {
  const icon = () => document.querySelector('template[data-error-icon]').content.cloneNode(true)
  const made = (name, className, ...content) => {
    const element = document.createElement(name)
    element.className = className
    element.append(...content)
    return element
  }
  const faultOf = input => {
    const { checks, sameAs, different, score, guessable } = input.dataset
    if (sameAs) return form.elements[sameAs].value === input.value ? '' : different
    const value = input.name.startsWith('password') ? input.value : input.value.trim()
    for (const [pattern, text] of JSON.parse(checks)) if (!new RegExp(pattern, 'u').test(value)) return text
    return score !== undefined && score < 3 ? guessable : ''
  }
  const say = (input, text) => {
    let error = document.getElementById(input.id + '-error')
    input.closest('.p-field').classList.toggle('p-field-bad', text !== '')
    if (text === '') {
      error?.remove()
      input.removeAttribute('aria-invalid')
    } else {
      if (!error) {
        error = made('p', 'p-error', icon(), made('span', ''))
        error.id = input.id + '-error'
        const place = input.closest('.p-reveal') ?? input
        place.before(error)
      }
      error.querySelector('span').textContent = text
      input.setAttribute('aria-invalid', 'true')
    }
    const ids = ['hint', 'error'].map(kind => input.id + '-' + kind).filter(id => document.getElementById(id))
    if (ids.length > 0) input.setAttribute('aria-describedby', ids.join(' '))
    else input.removeAttribute('aria-describedby')
  }
  // An error moves what is below it: while the mouse or a finger is down nothing may move away under it.
  let pressing = false
  const postponed = new Set()
  const check = input => (pressing ? postponed.add(input) : say(input, faultOf(input)))
  addEventListener('pointerdown', () => (pressing = true), true)
  for (const end of ['pointerup', 'pointercancel'])
    addEventListener(
      end,
      () => {
        pressing = false
        setTimeout(() => {
          for (const input of postponed) say(input, faultOf(input))
          postponed.clear()
        }, 50)
      },
      true,
    )
  const inputs = [...form.elements].filter(({ dataset }) => dataset.checks || dataset.sameAs)
  for (const input of inputs) {
    let touched = false
    input.addEventListener('input', () => {
      touched = true
      if (input.getAttribute('aria-invalid') === 'true') say(input, faultOf(input))
    })
    for (const left of ['blur', 'change']) input.addEventListener(left, () => touched && check(input))
  }
  form.addEventListener('submit', event => {
    // The language switch; the page is shown again with what was typed.
    if (event.submitter?.name === '${LEAVING}') return
    const faults = inputs.map(input => [input, faultOf(input)])
    for (const [input, text] of faults) say(input, text)
    const wrong = faults.filter(([, text]) => text !== '')
    document.getElementById('problem-summary')?.remove()
    if (wrong.length > 0) {
      event.preventDefault()
      event.stopImmediatePropagation()
      const items = wrong.map(([input, text]) => {
        const link = made('a', '', text)
        link.href = '#' + input.id
        return made('li', '', link)
      })
      const title = made('h2', '', form.dataset.problems)
      const box = made('div', 'p-banner p-banner-negative', icon(), made('div', 'p-banner-body', title, made('ul', '', ...items)))
      box.id = 'problem-summary'
      box.setAttribute('role', 'alert')
      box.tabIndex = -1
      form.before(box)
      box.focus()
      return
    }
    const button = form.querySelector('[type=submit]')
    if (button.getAttribute('aria-busy') === 'true') return event.preventDefault()
    button.setAttribute('aria-busy', 'true')
  })
  document.getElementById('problem-summary')?.focus()
}
for (const box of document.querySelectorAll('[data-strength-of]')) {
  const input = document.getElementById(box.dataset.strengthOf)
  const meter = box.querySelector('meter')
  const words = JSON.parse(box.dataset.words)
  const personal = box.dataset.personal.split(' ').filter(Boolean)
  let loading
  // 250 kB that only who sets a password needs.
  const load = () => (loading ??= import('/auth/strength.js').catch(() => (loading = undefined)))
  input.addEventListener('focus', load)
  input.addEventListener('input', async () => {
    const typed = input.value
    box.hidden = typed === ''
    delete input.dataset.score
    const rating = typed && (await load())
    if (!rating || typed !== input.value) return
    const known = personal.map(name => input.form.elements[name].value)
    const score = rating.score(typed, known)
    input.dataset.score = score
    // Below twelve characters it will not do, however odd they are.
    const shown = typed.length < 12 ? Math.min(score, 2) : score
    meter.value = shown
    box.querySelector('span').textContent = words[shown]
    if (input.getAttribute('aria-invalid') === 'true') input.dispatchEvent(new Event('change'))
  })
}
`
