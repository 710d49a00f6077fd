import { existsSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { parse } from 'vue/compiler-sfc'
import ts from 'typescript'
import { ROOT } from '../setup/paths.mjs'
import { sources } from './sources.mjs'

/** Server folders whose features lie one level deeper; every other folder of server/src is one feature itself. */
const AREAS = new Set(['partner', 'resident', 'upstream'])
const SERVER = 'server/src/'

/**
 * Which way dependencies may point (architecture §3). oxlint's patterns see only the written specifier; these rules need the
 * file it leads to.
 */
export async function problems() {
  const files = sources(['server/src', 'ui-kit', 'web-core', 'web-pmp'], ['.ts', '.vue'])
  const known = new Set(files.map(f => f.path))
  return files.flatMap(({ path, text }) =>
    problemsIn(path, text, target => known.has(target) || existsSync(join(ROOT, target))),
  )
}

/** Problems of one file; `exists(path)` tells whether a path from the root is there. */
export function problemsIn(path, text, exists = () => true) {
  const found = []
  for (const { specifier, typeOnly } of imports(path, text)) {
    if (!specifier.startsWith('.')) {
      const wrong = packageProblem(path, specifier)
      if (wrong) found.push(`${path}: "${specifier}": ${wrong}`)
      continue
    }
    const target = normalize(join(dirname(path), specifier.replace(/\?.*$/, '')))
    if (!exists(target)) continue
    const wrong = fileProblem(path, target, typeOnly)
    if (wrong) found.push(`${path}: "${specifier}": ${wrong}`)
  }
  return found
}

/** Which feature of the server a file belongs to: `platform`, `account`, `partner/certificates`; '' for main, compose, config. */
export function featureOf(path) {
  if (!path.startsWith(SERVER)) return undefined
  const [area, second, ...rest] = path.slice(SERVER.length).split('/')
  if (second === undefined) return ''
  return AREAS.has(area) && rest.length > 0 ? `${area}/${second}` : area
}

function packageProblem(path, specifier) {
  if (!path.startsWith(SERVER)) return undefined
  if (path.endsWith('.resolver.ts') && specifier.startsWith('@mikro-orm/'))
    return 'a resolver asks its service, never the database'
  if (path.endsWith('.states.ts')) return 'a state table is pure: it needs no package'
  if (
    path.includes('/x509/') &&
    !path.endsWith('.spec.ts') &&
    /^(@mikro-orm|@apollo|type-graphql|graphql|fastify)/.test(specifier)
  ) {
    return 'the certificate engine is usable alone: no database, no GraphQL, no server'
  }
  return undefined
}

function fileProblem(path, target, typeOnly) {
  const from = path.split('/')[0]
  const to = target.split('/')[0]
  if (from !== to) return `leaves the workspace ${from}: import the package`
  if (!path.startsWith(SERVER) || !target.startsWith(SERVER)) return undefined
  // A specification builds its world from wherever it likes; what it tests is held to the rules.
  if (path.endsWith('.spec.ts') || /^server\/src\/(.*\/)?spec\//.test(path)) return undefined

  const own = featureOf(path)
  const other = featureOf(target)
  if (target.endsWith('.spec.ts')) return 'is a specification'
  if (own === 'platform' && other !== 'platform') return 'platform knows nothing of ours'
  if (own !== '' && /^server\/src\/(main|compose|jobs|resolvers|routes)\.ts$/.test(target) && !typeOnly)
    return 'only the entrance composes'
  if (path.includes('/x509/') && !target.includes('/x509/')) return 'the certificate engine is usable alone'
  if (path.endsWith('.resolver.ts') && target.endsWith('.entity.ts') && !typeOnly)
    return 'a resolver asks its service, never the tables'
  if (own === other || own === '' || other === '' || other === 'platform') return undefined
  if (own.startsWith('upstream/') && target.endsWith('.port.ts')) return undefined
  // A feature may be made of smaller ones, each with an index of its own.
  return target.startsWith(`${SERVER}${other}/`) && target.endsWith('/index.ts')
    ? undefined
    : `only an index.ts of ${other} may be imported from outside of it`
}

/** Every specifier a file imports or exports from, dynamic ones too. */
function imports(path, text) {
  const code = path.endsWith('.vue') ? scriptsOf(path, text) : text
  const source = ts.createSourceFile(path, code, ts.ScriptTarget.Latest, false, ts.ScriptKind.TS)
  const found = []
  const visit = node => {
    if ((ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) && node.moduleSpecifier) {
      const typeOnly = Boolean(node.importClause?.isTypeOnly ?? node.isTypeOnly)
      found.push({ specifier: node.moduleSpecifier.text, typeOnly })
    } else if (
      ts.isCallExpression(node) &&
      node.expression.kind === ts.SyntaxKind.ImportKeyword &&
      node.arguments[0]?.text
    ) {
      found.push({ specifier: node.arguments[0].text, typeOnly: false })
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

function scriptsOf(path, text) {
  const { descriptor } = parse(text, { filename: path })
  return [descriptor.script?.content, descriptor.scriptSetup?.content].filter(Boolean).join('\n')
}
