import { html, type Html } from '../../platform/pages/html.ts'

/** What goes into a template: text (escaped) for a slot; for a block what each of its repetitions is filled with. */
export interface Filling {
  readonly [name: string]: string | Html | readonly Filling[]
}

type Node = string | { slot: string } | { block: string; nodes: readonly Node[] }

/** A text with `{{slots}}` and blocks between `<!-- begin:x -->` and `<!-- end:x -->`, read once and filled often. */
export interface Template {
  /** Throws where a slot is filled with nothing: a gap in a mail is a fault. */
  write(filling: Filling): string
}

export function parseTemplate(text: string): Template {
  const nodes = read(text.split(/(\{\{\w+\}\}|<!-- (?:begin|end):\w+ -->)/), undefined)
  return { write: filling => written(nodes, filling) }
}

function read(parts: string[], block: string | undefined): Node[] {
  const nodes: Node[] = []
  for (let part = parts.shift(); part !== undefined; part = parts.shift()) {
    const [, slot, step, name] = /^(?:\{\{(\w+)\}\}|<!-- (begin|end):(\w+) -->)$/.exec(part) ?? []
    if (slot) nodes.push({ slot })
    else if (step === 'begin') nodes.push({ block: name!, nodes: read(parts, name) })
    else if (step === 'end') {
      if (name !== block) throw new Error(`${block} ends as ${name}`)
      return nodes
    } else if (part) nodes.push(part)
  }
  if (block) throw new Error(`${block} does not end`)
  return nodes
}

function written(nodes: readonly Node[], filling: Filling): string {
  let text = ''
  for (const node of nodes)
    if (typeof node === 'string') text += node
    else if ('slot' in node) {
      const value = filling[node.slot]
      if (value === undefined || Array.isArray(value)) throw new Error(`Nothing to write for ${node.slot}`)
      text += html`${value as string | Html}`.markup
    } else
      for (const each of (filling[node.block] as readonly Filling[] | undefined) ?? [])
        text += written(node.nodes, each)
  return text
}
