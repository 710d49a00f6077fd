import { parse } from 'vue/compiler-sfc'
import { sources } from './sources.mjs'

const ELEMENT = 1
const ATTRIBUTE = 6
const DIRECTIVE = 7
const FOLDERS = ['ui-kit', 'web-core', 'web-pmp']

/** What oxlint cannot see, because it reads only the script of a Vue file: rules for its template. */
export async function problems() {
  return sources(FOLDERS, ['.vue']).flatMap(({ path, text }) => problemsIn(path, text))
}

/** Problems of one single-file component. */
export function problemsIn(path, text) {
  const { descriptor, errors } = parse(text, { filename: path })
  const found = errors.map(error => `${path}:${error.loc?.start.line ?? 1}: ${error.message}`)
  const say = (node, what) => found.push(`${path}:${node.loc.start.line}: ${what}`)
  if (descriptor.template?.ast) visit(descriptor.template.ast, say)
  return found
}

function visit(node, say) {
  if (node.type === ELEMENT) {
    const uses = new Set(node.props.filter(p => p.type === DIRECTIVE).map(p => p.name))
    if (uses.has('html')) say(node, 'v-html makes HTML from data')
    if (uses.has('for') && uses.has('if'))
      say(node, 'v-if together with v-for: the condition runs first and cannot see the item')
    if (uses.has('for') && node.tag !== 'slot' && !hasKey(node)) say(node, 'v-for without :key')
    // The Content-Security-Policy drops style attributes written in HTML; `:style` goes through the CSSOM and is fine.
    if (node.props.some(p => p.type === ATTRIBUTE && p.name === 'style')) say(node, 'a style attribute: use a class')
    if (node.tag === 'img' && !node.props.some(p => p.name === 'alt' || p.arg?.content === 'alt'))
      say(node, 'img without alt')
  }
  node.children?.forEach(child => visit(child, say))
}

function hasKey(node) {
  // On <template v-for> the key sits on the template itself in Vue 3.
  return node.props.some(p => (p.type === ATTRIBUTE && p.name === 'key') || p.arg?.content === 'key')
}
