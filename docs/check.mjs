// Links between our own pages must lead somewhere: to a file that is there and a heading that is in it.
import { existsSync, globSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '..')
const pages = globSync('{*.md,docs/**/*.md,{server,ui-kit,web-*,e2e,bench,scripts}/**/*.md}', {
  cwd: root,
  exclude: path => /(^|\/)node_modules(\/|$)/.test(String(path)),
}).filter(page => !page.includes('node_modules'))
const scripts = Object.keys(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).scripts)
const headings = new Map()
let wrong = 0

for (const page of pages) {
  const text = readFileSync(join(root, page), 'utf8')
  const say = (offset, what) => {
    wrong += 1
    console.error(`${page}:${text.slice(0, offset).split('\n').length}: ${what}`)
  }
  const prose = text.replaceAll(/^```[\s\S]*?^```/gm, code => code.replaceAll(/[^\n]/g, ' '))
  for (const match of prose.matchAll(/!?\[[^\]]*\]\(<?([^)\s>]+)>?(?:\s+"[^"]*")?\)/g)) {
    const [target, anchor] = match[1].split('#')
    if (/^[a-z][a-z+.-]*:/i.test(match[1])) continue
    const file = target ? resolve(root, dirname(page), decodeURIComponent(target)) : join(root, page)
    if (relative(root, file).startsWith('..')) say(match.index, `${match[1]} leads out of the repository`)
    else if (!existsSync(file)) say(match.index, `${match[1]} leads nowhere`)
    else if (anchor && statSync(file).isFile() && !anchorsOf(file).has(anchor))
      say(match.index, `${match[1]}: there is no such heading`)
  }
  for (const match of text.matchAll(/npm run ([a-z][\w:-]*)/g)) {
    if (
      !scripts.includes(match[1]) &&
      !text.slice(match.index, match.index + 80).match(/npm run \S+ (?:-w|--workspace)/)
    )
      say(match.index, `there is no script "${match[1]}"`)
  }
}
console.log(`${pages.length} pages, ${wrong} wrong links`)
process.exitCode = wrong > 0 ? 1 : 0

/** Anchors as the usual renderers make them of headings. */
function anchorsOf(file) {
  if (!headings.has(file)) {
    const found = [...readFileSync(file, 'utf8').matchAll(/^#{1,6}\s+(.+?)\s*#*$/gm)].map(([, title]) =>
      title
        .toLowerCase()
        .replaceAll(/[`*_]|\[|\]\([^)]*\)/g, '')
        .replaceAll(/[^\p{L}\p{N}\s-]/gu, '')
        .trim()
        .replaceAll(/\s/g, '-'),
    )
    headings.set(file, new Set(found))
  }
  return headings.get(file)
}
