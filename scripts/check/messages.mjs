import { basename, dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { baseCompile } from '@intlify/message-compiler'
import { ROOT } from '../setup/paths.mjs'
import { sources } from './sources.mjs'
import { usageProblems } from './message-keys.mjs'

/** Every text exists in these; English is where a text begins. A language is added by adding its files and its name here. */
export const LANGUAGES = ['en', 'fr', 'ar']
const SOURCE = 'en'
const FOLDERS = ['ui-kit', 'web-core', 'web-pmp', 'server/src']

/** Every `locales` folder says the same things in every language, with the same blanks to fill and the right plural forms. */
export async function problems() {
  const folders = Map.groupBy(
    sources(FOLDERS, ['.json', '.ts']).filter(
      ({ path }) => basename(dirname(path)) === 'locales' && /^[a-z]{2}\.(json|ts)$/.test(basename(path)),
    ),
    ({ path }) => dirname(path),
  )
  if (folders.size === 0) return ['There is no locales folder at all: has the layout changed?']
  const found = []
  const all = []
  for (const [folder, files] of folders) {
    const texts = new Map()
    for (const file of files) texts.set(basename(file.path).slice(0, 2), flat(await read(file)))
    // vue-i18n's plural bars and `@:` links mean something in the portals only.
    const shape = folder.startsWith('server/') ? plainShape : compiledShape
    found.push(...compare(folder, texts, shape))
    all.push({ folder, keys: new Set(texts.get(SOURCE)?.keys()) })
  }
  return [...found, ...usageProblems(all)]
}

/** Problems of one folder. `texts` maps a language to its messages by dotted key; `shape` says what a message is made of. */
export function compare(folder, texts, shape = compiledShape) {
  const found = []
  const say = what => found.push(`${folder}/${what}`)
  for (const language of LANGUAGES) if (!texts.has(language)) say(`${language}: the file is missing`)
  const source = texts.get(SOURCE) ?? new Map()
  for (const [language, own] of texts) {
    const wanted = new Intl.PluralRules(language).resolvedOptions().pluralCategories.length
    for (const key of source.keys()) if (!own.has(key)) say(`${language}: ${key} is missing`)
    for (const [key, text] of own) {
      if (!source.has(key)) {
        say(`${language}: ${key} is not in ${SOURCE}`)
        continue
      }
      if (text.trim() === '') say(`${language}: ${key} is empty`)
      const a = shape(text, message => say(`${language}: ${key}: ${message}`))
      const b = shape(source.get(key), () => {})
      for (const name of a.names.symmetricDifference(b.names)) say(`${language}: ${key}: {${name}} is not in both`)
      const plural = a.forms > 1 || b.forms > 1
      if (plural && a.forms !== wanted) say(`${language}: ${key}: ${a.forms} plural forms instead of ${wanted}`)
    }
  }
  return found
}

function flat(tree, at = '') {
  return new Map(
    Object.entries(tree).flatMap(([key, value]) =>
      typeof value === 'object' && value !== null ? [...flat(value, `${at}${key}.`)] : [[at + key, String(value)]],
    ),
  )
}

function compiledShape(text, fail) {
  const { ast } = baseCompile(text, { onError: error => fail(error.message) })
  const names = new Set([...JSON.stringify(ast).matchAll(/"key":"([^"]+)"/g)].map(match => match[1]))
  return { forms: 'cases' in ast.body ? ast.body.cases.length : 1, names }
}

function plainShape(text) {
  return { forms: 1, names: new Set([...text.matchAll(/\{(\w+)\}/g)].map(match => match[1])) }
}

/** JSON as it is; a TypeScript file by its default export, else by the first thing it exports. */
async function read({ path, text }) {
  if (path.endsWith('.json')) return JSON.parse(text)
  const module = await import(pathToFileURL(join(ROOT, path)).href)
  return module.default ?? Object.values(module)[0] ?? {}
}
