import { createHash } from 'node:crypto'
import { InMemoryCache } from '@apollo/client/cache'
import { type DocumentNode, print } from 'graphql'

/**
 * Every document this portal sends, keyed by the SHA-256 (hex) of its text: in production the server answers cookie
 * callers nothing else (decisions §2). The texts are made as the client makes them, `__typename` included, because
 * one changed blank would be another hash; codegen's own list sorts and reprints them.
 */
export async function documentsByHash(): Promise<Record<string, string>> {
  const generated: Record<string, unknown> = await import('./src/gql/graphql.ts')
  const cache = new InMemoryCache()
  const list: Record<string, string> = {}
  for (const [name, value] of Object.entries(generated)) {
    if (!name.endsWith('Document')) continue
    const document = value as DocumentNode
    if (!document.definitions.some(definition => definition.kind === 'OperationDefinition')) continue
    const text = print(cache.transformDocument(document))
    list[createHash('sha256').update(text).digest('hex')] = text
  }
  return list
}
