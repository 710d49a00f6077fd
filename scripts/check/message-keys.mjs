import { lineAt, sources } from './sources.mjs'

const PORTALS = ['web-core', 'web-pmp']

/**
 * Keys that the portals' sources ask for and no file has, and keys nobody asks for. Only literal keys are judged; a key put
 * together from parts (`t(\`status.${status}\`)`) vouches for every key that begins with its fixed part.
 * @param {{ folder: string, keys: Set<string> }[]} all
 */
export function usageProblems(all) {
  const files = sources(PORTALS, ['.ts', '.vue']).filter(
    ({ path }) => !path.endsWith('.spec.ts') && !path.includes('/locales/'),
  )
  return judge(
    files,
    all.filter(({ folder }) => PORTALS.some(p => folder.startsWith(`${p}/`))),
  )
}

/** The same for given files, so that it can be specified. */
export function judge(files, all) {
  const known = new Set(all.flatMap(({ keys }) => [...keys]))
  const found = []
  const literal = new Set()
  const prefixes = new Set()
  const heads = new Set([...known].map(key => key.split('.')[0]))
  for (const { path, text } of files) {
    for (const match of text.matchAll(/(?<![\w$.])(?:\$t|t|te|tm|rt)\(\s*(['"])([^'"\n]+)\1/g)) {
      if (!known.has(match[2])) found.push(`${path}:${lineAt(text, match.index)}: there is no message "${match[2]}"`)
    }
    // Whatever else looks like a key (a column list, a card manifest, <i18n-t keypath>) counts as use.
    for (const match of text.matchAll(/(['"`])([\w-]+(?:\.[\w-]+)+)\1/g)) literal.add(match[2])
    for (const match of text.matchAll(/`([\w-]+\.(?:[\w-]+\.)*[\w-]*)\$\{/g)) prefixes.add(match[1])
    for (const match of text.matchAll(/['"]([\w-]+\.(?:[\w-]+\.)*)['"]\s*\+/g)) prefixes.add(match[1])
  }
  for (const { folder, keys } of all) {
    for (const key of keys) {
      const used =
        literal.has(key) || [...prefixes].some(prefix => heads.has(prefix.split('.')[0]) && key.startsWith(prefix))
      if (!used) found.push(`${folder}: nobody asks for ${key}`)
    }
  }
  return found
}
