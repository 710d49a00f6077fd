const WORDS: Record<string, { text: string; again: string }> = {
  en: { text: 'The page could not be loaded. Check your network, then try again.', again: 'Try again' },
  fr: { text: 'La page n’a pas pu être chargée. Vérifiez votre réseau, puis réessayez.', again: 'Réessayer' },
  ar: { text: 'تعذّر تحميل الصفحة. تحقق من شبكتك ثم أعد المحاولة.', again: 'حاول مرة أخرى' },
}

/** The texts themselves could not be loaded: the only words that stand in code, so that nobody looks at a blank page. */
export function showStartFailure(root: HTMLElement): void {
  const words = WORDS[document.documentElement.lang] ?? WORDS['en']
  const text = document.createElement('p')
  text.textContent = words?.text ?? ''
  const button = document.createElement('button')
  button.className = 'p-btn p-btn-primary'
  button.textContent = words?.again ?? ''
  button.addEventListener('click', () => location.reload())
  const main = document.createElement('main')
  main.className = 'p-main'
  main.append(text, button)
  root.replaceChildren(main)
}
