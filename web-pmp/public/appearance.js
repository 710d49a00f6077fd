// Before the first paint: theme, contrast, density, face, language and direction as they were chosen last, so that no
// page flashes in the wrong colours. The keys and rules are those of web-core (preferences.ts, messages.ts), which
// takes over once it has loaded. A file of its own because the content security policy allows no inline script.
{
  const root = document.documentElement
  const read = key => {
    try {
      return localStorage.getItem(key)
    } catch {
      return null
    }
  }
  let chosen = {}
  try {
    chosen = JSON.parse(read('portico.preferences')) ?? {}
  } catch {}
  const wants = query => matchMedia(query).matches
  const dark = chosen.theme === 'dark' || (chosen.theme !== 'light' && wants('(prefers-color-scheme: dark)'))
  const more = chosen.contrast === 'more' || (chosen.contrast !== 'normal' && wants('(prefers-contrast: more)'))
  root.setAttribute('data-theme', dark ? 'dark' : 'light')
  root.setAttribute('data-contrast', more ? 'more' : 'normal')
  if (chosen.density === 'compact') root.setAttribute('data-density', 'compact')
  if (chosen.face === 'dyslexia') root.setAttribute('data-face', 'dyslexia')
  const spoken = ['en', 'fr', 'ar']
  const language =
    [read('portico.language'), ...navigator.languages.map(tag => tag.toLowerCase().split('-')[0])].find(tag =>
      spoken.includes(tag),
    ) ?? 'en'
  root.lang = language
  root.dir = language === 'ar' ? 'rtl' : 'ltr'
  // The texts are on their way while the portal's code still loads.
  const texts = document.currentScript.getAttribute(`data-texts-${language}`)
  if (texts) {
    const link = document.createElement('link')
    link.rel = 'modulepreload'
    link.href = texts
    document.head.append(link)
  }
}
