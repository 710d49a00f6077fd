import { globSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'

export type Language = 'en' | 'fr' | 'ar'
export const languages: readonly Language[] = ['en', 'fr', 'ar']

const ROOT = resolve(import.meta.dirname, '../..')
const loaded = new Map<Language, Map<string, string>>()

/** Every message of the portal in a language by its dotted key: what a person reads, so journeys speak it too. */
export function messages(language: Language): Map<string, string> {
  const known = loaded.get(language)
  if (known) return known
  const files = globSync(`{web-core,web-pmp}/src/**/locales/${language}.json`, { cwd: ROOT })
  const all = new Map(files.flatMap(file => flat(JSON.parse(readFileSync(resolve(ROOT, file), 'utf8')) as object)))
  loaded.set(language, all)
  return all
}

/**
 * What a message may look like on the page, whole: its blanks filled with anything, or with what is given, any of its plural
 * forms. Throws when there is no such message.
 */
export function word(key: string, blanks: Record<string, string> = {}, language: Language = 'en'): RegExp {
  return new RegExp(`^\\s*(?:${source(key, blanks, language)})\\s*$`)
}

/** The same anywhere in a longer text. */
export function within(key: string, blanks: Record<string, string> = {}, language: Language = 'en'): RegExp {
  return new RegExp(source(key, blanks, language))
}

function source(key: string, blanks: Record<string, string>, language: Language): string {
  const text = messages(language).get(key)
  if (text === undefined) throw new Error(`There is no message "${key}" in ${language}.`)
  const forms = text.split(' | ').map(form =>
    form
      .split(/(\{\w+\})/)
      .map(part => (/^\{\w+\}$/.test(part) ? escaped(blanks[part.slice(1, -1)]) : escaped(part)))
      .join(''),
  )
  return forms.join('|')
}

const escaped = (text: string | undefined) =>
  text === undefined ? '.+' : text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll(/\s+/g, '\\s+')

function flat(tree: object, at = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]): [string, string][] =>
    typeof value === 'object' && value !== null ? flat(value as object, `${at}${key}.`) : [[at + key, String(value)]],
  )
}
