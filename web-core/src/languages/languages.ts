/** The languages every portal speaks. One more is an entry here and its message files. */
export const LANGUAGES = [
  { tag: 'en', name: 'English', dir: 'ltr', locale: 'en-GB' },
  { tag: 'fr', name: 'Français', dir: 'ltr', locale: 'fr' },
  // Western digits and the Gregorian calendar, as on identity cards (look.md "Arabic").
  { tag: 'ar', name: 'العربية', dir: 'rtl', locale: 'ar-u-ca-gregory-nu-latn' },
] as const

export type Language = (typeof LANGUAGES)[number]['tag']
export type Direction = 'ltr' | 'rtl'

const DEFAULT: Language = 'en'

/** Whether a tag from outside (storage, query string, browser) names a language we have. */
export function isLanguage(tag: unknown): tag is Language {
  return LANGUAGES.some(language => language.tag === tag)
}

/** The language's own record; never undefined because `Language` is closed. */
export function languageOf(tag: Language) {
  return LANGUAGES.find(language => language.tag === tag) ?? LANGUAGES[0]
}

/**
 * The language to start in: what was chosen before, else the first wanted one we have
 * (`fr-CA` counts as `fr`), else English.
 */
export function chooseLanguage(saved: string | null, wanted: readonly string[]): Language {
  if (isLanguage(saved)) return saved
  for (const tag of wanted) {
    const base = tag.toLowerCase().split('-')[0]
    if (isLanguage(base)) return base
  }
  return DEFAULT
}
