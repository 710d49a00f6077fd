import { computed, reactive, watchEffect } from 'vue'
import { arabicTexts, englishTexts, frenchTexts } from '../src/index.ts'

/** What the gallery's switches choose; kept in the address, so that a page can be sent to somebody and swept by specs. */
export type Language = 'en' | 'fr' | 'ar'

const query = new URLSearchParams(location.search)
const language = (text: string | null): Language => (text === 'fr' || text === 'ar' ? text : 'en')

export const settings = reactive({
  lang: language(query.get('lang')),
  /** Empty follows the language or the system. */
  dir: query.get('dir') ?? '',
  theme: query.get('theme') ?? '',
  contrast: query.get('contrast') ?? '',
  density: query.get('density') ?? '',
  face: query.get('face') ?? '',
})

export const demoName = query.get('demo') ?? ''

/** The gallery's own address with these settings, for another demo. */
export function addressOf(demo: string): string {
  const next = new URLSearchParams()
  if (demo) next.set('demo', demo)
  for (const [name, value] of Object.entries(settings))
    if (value && !(name === 'lang' && value === 'en')) next.set(name, value)
  return `?${next}`
}

export const texts = computed(() => ({ en: englishTexts, fr: frenchTexts, ar: arabicTexts })[settings.lang])

/** Words of a demo in the language that is chosen: `say('Home', 'Accueil', 'الرئيسية')`. */
export function say(en: string, fr: string, ar: string): string {
  return { en, fr, ar }[settings.lang]
}

/** Puts the settings onto `<html>` and into the address, now and at every change. */
export function applySettings(): void {
  watchEffect(() => {
    const root = document.documentElement
    root.lang = settings.lang
    root.dir = settings.dir || (settings.lang === 'ar' ? 'rtl' : 'ltr')
    for (const name of ['theme', 'contrast', 'density', 'face'] as const) {
      if (settings[name]) root.dataset[name] = settings[name]
      else delete root.dataset[name]
    }
    history.replaceState(null, '', addressOf(demoName))
  })
}
