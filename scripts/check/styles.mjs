import { lineAt, sources } from './sources.mjs'

const FOLDERS = ['ui-kit', 'web-core', 'web-pmp', 'server/src']

/** Right-to-left is a direction, not a second style sheet: no property may name the left or the right. */
export async function problems() {
  return sources(FOLDERS, ['.css', '.vue']).flatMap(({ path, text }) => problemsIn(path, text))
}

const NAMED =
  /(?:^|[\s;{])((?:(?:scroll-)?(?:margin|padding)|border|inset)-(?:left|right)(?:-\w+)?|border-(?:top|bottom)-(?:left|right)-radius|left|right)\s*:/g
const VALUED =
  /(?:^|[\s;{])((?:text-align|text-align-last|float|clear|justify-(?:content|items|self))\s*:\s*(?:left|right))\b/g
const FOUR =
  /(?:^|[\s;{])((?:margin|padding|inset|border-(?:width|color|style)|scroll-(?:margin|padding)))\s*:\s*([^;{}]+)/g

/** Problems of one style sheet or of the styles of one Vue file. */
export function problemsIn(path, text) {
  const css = path.endsWith('.vue') ? onlyStyles(text) : text
  // Comments become blanks of the same length, so that lines stay right.
  const plain = css.replaceAll(/\/\*[\s\S]*?\*\//g, comment => comment.replaceAll(/[^\n]/g, ' '))
  const found = []
  const say = (match, what) => found.push(`${path}:${lineAt(plain, match.index + match[0].indexOf(match[1]))}: ${what}`)
  for (const match of plain.matchAll(NAMED)) say(match, `${match[1]}: say inline-start or inline-end`)
  for (const match of plain.matchAll(VALUED)) say(match, `${match[1]}: say start or end`)
  for (const match of plain.matchAll(FOUR)) {
    const sides = values(match[2])
    if (sides.length === 4 && sides[1] !== sides[3])
      say(match, `${match[1]} with a left and a right that differ: use the logical longhands`)
  }
  return found
}

/** The values of a shorthand; what stands in brackets is one value. */
function values(text) {
  return (
    text
      .replace(/!important/, '')
      .trim()
      .match(/[\w-]*\((?:[^()]|\([^()]*\))*\)|[^\s()]+/g) ?? []
  )
}

/** Everything outside <style> blanked, lines kept. */
function onlyStyles(text) {
  let kept = ''
  let end = 0
  for (const match of text.matchAll(/<style[^>]*>([\s\S]*?)<\/style>/g)) {
    const from = match.index + match[0].indexOf('>') + 1
    kept += text.slice(end, from).replaceAll(/[^\n]/g, ' ') + match[1]
    end = from + match[1].length
  }
  return kept + text.slice(end).replaceAll(/[^\n]/g, ' ')
}
