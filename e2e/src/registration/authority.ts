import { writeFileSync } from 'node:fs'
import type { Product } from '../product.ts'

/** A certificate of the sandbox's test authority, as PEM. `kind` is one of its choices, e.g. `good` or `expired`. */
export async function issued(
  product: Product,
  wish: { domain: string; organisation: string; kind: string },
): Promise<{ certificate: string; chain: string[] }> {
  const answer = await fetch(`${product.origin}/sandbox/authority`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json', origin: product.origin },
    body: JSON.stringify(wish),
  })
  if (!answer.ok) throw new Error(`The test authority answered ${answer.status}: ${await answer.text()}`)
  return (await answer.json()) as { certificate: string; chain: string[] }
}

/** The same as a file at `path`, ready to be chosen. */
export async function issuedFile(
  product: Product,
  path: string,
  wish: { domain: string; organisation: string; kind: string },
): Promise<string> {
  writeFileSync(path, (await issued(product, wish)).certificate)
  return path
}
