import {
  GraphQLError,
  Kind,
  parse,
  visit,
  type DocumentNode,
  type FragmentDefinitionNode,
  type SelectionSetNode,
} from 'graphql'
import { fault } from './errors.ts'

/** How large a document may be (quality §1.2 as amended by decisions §2). Introspection is exempt from depth alone. */
export const documentLimits = {
  characters: 100_000,
  tokens: 1_000,
  depth: 8,
  aliases: 15,
  rootFields: 10,
  directives: 20,
  directivesPerField: 5,
  fragments: 20,
} as const

/**
 * Parses a document and refuses one that is too large, before any validation or execution sees it.
 * Work is linear in the document's text: fragments are measured once each, not once per use.
 * Throws a GraphQLError with code BAD_USER_INPUT.
 */
export function parseWithinLimits(source: string): DocumentNode {
  if (source.length > documentLimits.characters) throw tooLarge('characters', documentLimits.characters)
  const document = parse(source, { maxTokens: documentLimits.tokens, noLocation: false })
  measureCounts(document)
  measureDepth(document)
  return document
}

const tooLarge = (what: string, most: number): GraphQLError =>
  fault('BAD_USER_INPUT', `The document has too many ${what}; ${most} are allowed.`, { limit: { what, most } })

function measureCounts(document: DocumentNode): void {
  let aliases = 0
  let directives = 0
  let fragments = 0
  let schemas = 0
  visit(document, {
    OperationDefinition(node) {
      if (node.selectionSet.selections.length > documentLimits.rootFields)
        throw tooLarge('root fields', documentLimits.rootFields)
    },
    FragmentDefinition() {
      if (++fragments > documentLimits.fragments) throw tooLarge('fragments', documentLimits.fragments)
    },
    Field(node) {
      if (node.alias && ++aliases > documentLimits.aliases) throw tooLarge('aliases', documentLimits.aliases)
      if ((node.directives?.length ?? 0) > documentLimits.directivesPerField)
        throw tooLarge('directives on one field', documentLimits.directivesPerField)
      if (node.name.value === '__schema' && ++schemas > 1) throw tooLarge('__schema fields', 1)
    },
    Directive() {
      if (++directives > documentLimits.directives) throw tooLarge('directives', documentLimits.directives)
    },
  })
}

function measureDepth(document: DocumentNode): void {
  const fragments = new Map<string, FragmentDefinitionNode>()
  for (const definition of document.definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition)
  const measured = new Map<string, number>()
  const open = new Set<string>()

  const ofFragment = (name: string): number => {
    const known = measured.get(name)
    if (known !== undefined) return known
    const fragment = fragments.get(name)
    // A fragment that spreads itself, or that is not there, is validation's to name; it adds no depth here.
    if (!fragment || open.has(name)) return 0
    open.add(name)
    const depth = ofSelections(fragment.selectionSet)
    open.delete(name)
    measured.set(name, depth)
    return depth
  }
  const ofSelections = (set: SelectionSetNode): number => {
    let deepest = 0
    for (const selection of set.selections) {
      let depth: number
      if (selection.kind === Kind.FRAGMENT_SPREAD) depth = ofFragment(selection.name.value)
      else if (selection.kind === Kind.INLINE_FRAGMENT) depth = ofSelections(selection.selectionSet)
      else if (selection.name.value === '__schema' || selection.name.value === '__type') depth = 1
      else depth = 1 + (selection.selectionSet ? ofSelections(selection.selectionSet) : 0)
      if (depth > deepest) deepest = depth
    }
    return deepest
  }
  for (const definition of document.definitions)
    if (definition.kind === Kind.OPERATION_DEFINITION && ofSelections(definition.selectionSet) > documentLimits.depth)
      throw tooLarge('levels', documentLimits.depth)
}
