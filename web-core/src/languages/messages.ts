import { ref, type Ref } from 'vue'
import { createI18n, type I18n } from 'vue-i18n'
import { storage } from '../preferences/storage.ts'
import { chooseLanguage, isLanguage, type Language, LANGUAGES, languageOf } from './languages.ts'
import { pluralRule } from './plural.ts'

type MessageFile = () => Promise<unknown>
/** Message files by namespace (the folder of a feature) and language; each is loaded when first needed. */
export type MessageFiles = Record<string, Partial<Record<Language, MessageFile>>>

const LANGUAGE_KEY = 'portico.language'

/**
 * Sorts what a glob over the `locales` folders finds: `./trust-store/locales/fr.json` is `trust-store` in French. Each file carries its namespace as its only top key, so keys read the same in files and in pages.
 */
export function messageFiles(found: Record<string, MessageFile>): MessageFiles {
  const files: MessageFiles = {}
  for (const [path, load] of Object.entries(found)) {
    const [, namespace, tag] = /([^/]+)\/locales\/([^/]+)\.json$/.exec(path) ?? []
    if (namespace && isLanguage(tag)) (files[namespace] ??= {})[tag] = load
  }
  return files
}

export interface Languages {
  i18n: I18n<Record<string, never>, Record<string, never>, Record<string, never>, string, false>
  current: Ref<Language>
  /** Loads the texts of these namespaces in the current language, and from now on in every language switched to. */
  need(namespaces: readonly string[]): Promise<void>
  /** Switches every text, `lang` and `dir` at once, when the texts are there; remembered for the next visit. */
  switchTo(language: Language): Promise<void>
}

/** The languages of one portal. Nothing is shown before `need` was awaited for the shell's own texts. */
export function createLanguages(files: MessageFiles): Languages {
  const current = ref(chooseLanguage(storage.get(LANGUAGE_KEY), navigator.languages))
  const i18n = createI18n({
    legacy: false,
    locale: current.value,
    fallbackLocale: false as const,
    pluralRules: Object.fromEntries(LANGUAGES.map(({ tag }) => [tag, pluralRule(tag)])),
    messages: {},
    missingWarn: true,
  }) as Languages['i18n']

  const needed = new Set<string>()
  const loaded = new Map<string, Promise<void>>()

  const load = (namespace: string, language: Language) => {
    const key = `${namespace} ${language}`
    const running = loaded.get(key)
    if (running) return running
    const file = files[namespace]?.[language]
    if (!file) throw new Error(`No messages of "${namespace}" in ${language}`)
    const done = file().then(
      module => i18n.global.mergeLocaleMessage(language, (module as { default: object }).default),
      error => {
        // A failed download may succeed next time.
        loaded.delete(key)
        throw error
      },
    )
    loaded.set(key, done)
    return done
  }

  const show = (language: Language) => {
    current.value = language
    i18n.global.locale.value = language
    document.documentElement.lang = language
    document.documentElement.dir = languageOf(language).dir
  }

  const switchTo = async (language: Language) => {
    await Promise.all([...needed].map(namespace => load(namespace, language)))
    show(language)
  }

  addEventListener('storage', event => {
    if (event.key === LANGUAGE_KEY && isLanguage(event.newValue)) void switchTo(event.newValue)
  })
  show(current.value)

  return {
    i18n,
    current,
    async need(namespaces) {
      for (const namespace of namespaces) needed.add(namespace)
      await Promise.all(namespaces.map(namespace => load(namespace, current.value)))
    },
    async switchTo(language) {
      await switchTo(language)
      storage.set(LANGUAGE_KEY, language)
    },
  }
}
