/** Languages that are installed; adding one is adding files, see docs/architecture.md. */
export const languages = ['en', 'fr', 'ar'] as const

export type Language = (typeof languages)[number]

export const isLanguage = (tag: string): tag is Language => (languages as readonly string[]).includes(tag)

/** The best installed language for an Accept-Language header or a `ui_locales` list (RFC 9110 §12.5.4); English when none fits. */
export function chooseLanguage(accepted: string | undefined): Language {
  const wishes = (accepted ?? '')
    .slice(0, 200)
    .split(/[,\s]+/)
    .map((entry, position) => {
      const [tag = '', ...parameters] = entry.split(';')
      const weight = Number(
        parameters
          .find(parameter => parameter.trim().startsWith('q='))
          ?.trim()
          .slice(2) ?? 1,
      )
      return { tag: tag.trim().toLowerCase().split('-')[0]!, weight: Number.isFinite(weight) ? weight : 0, position }
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight || a.position - b.position)
  return wishes.map(({ tag }) => tag).find(isLanguage) ?? 'en'
}

/** Direction of the writing, for `dir`. */
export const directionOf = (language: Language): 'ltr' | 'rtl' => (language === 'ar' ? 'rtl' : 'ltr')
