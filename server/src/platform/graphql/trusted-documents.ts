import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { Kind, parse, print, stripIgnoredCharacters, visit, type DocumentNode } from 'graphql'

/** The operations built into the portals: in production the only ones a cookie caller may send (decisions §2). */
export interface TrustedDocuments {
  has(document: DocumentNode): boolean
  readonly size: number
}

/** Fingerprint that survives formatting and the `__typename` that Apollo Client adds to every selection. */
export function fingerprint(document: DocumentNode): string {
  const plain = visit(document, {
    Field: node => (node.name.value === '__typename' && !node.alias ? null : undefined),
    SelectionSet: {
      leave: node =>
        node.selections.length === 0
          ? { ...node, selections: [{ kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } }] }
          : undefined,
    },
  })
  return createHash('sha256')
    .update(stripIgnoredCharacters(print(plain)))
    .digest('hex')
}

/** Reads the lists that the portals' builds leave behind (hash → text). A missing list trusts nothing. */
export function readTrustedDocuments(paths: readonly string[]): TrustedDocuments {
  const known = new Set<string>()
  for (const path of paths) {
    if (!existsSync(path)) continue
    const texts = JSON.parse(readFileSync(path, 'utf8')) as Record<string, string>
    for (const text of Object.values(texts)) known.add(fingerprint(parse(text)))
  }
  return { has: document => known.has(fingerprint(document)), size: known.size }
}
