/** What a component takes and gives, cut out of its source as it is written: the comments beside the props are its documentation. */
export interface Contract {
  props: string
  events: string
  slots: string
}

/** The type argument of `macro<…>(` in `source`, with its indentation; empty when the macro is not used. */
function typeArgument(source: string, macro: string): string {
  const start = source.indexOf(`${macro}<`)
  if (start < 0) return ''
  let depth = 0
  let at = start + macro.length
  for (; at < source.length; at += 1) {
    const letter = source[at]
    // the arrow of a function type is no closing bracket
    if (letter === '<') depth += 1
    else if (letter === '>' && source[at - 1] !== '=') depth -= 1
    if (depth === 0) break
  }
  return dedent(source.slice(start + macro.length + 1, at).trim())
}

function dedent(text: string): string {
  const lines = text.split('\n')
  const indents = lines
    .slice(1)
    .filter(line => line.trim())
    .map(line => line.length - line.trimStart().length)
  const least = indents.length > 0 ? Math.min(...indents) : 0
  return lines.map((line, n) => (n === 0 ? line : line.slice(least))).join('\n')
}

/** Reads the contract of a single-file component. */
export function contractOf(source: string): Contract {
  return {
    props: typeArgument(source, 'defineProps'),
    events: typeArgument(source, 'defineEmits'),
    slots: typeArgument(source, 'defineSlots'),
  }
}
