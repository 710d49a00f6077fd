import type { Certificate } from '../decode/certificate.ts'
import { identifiersAgree } from '../validate/key-identifier.ts'
import type { Ledger } from '../validate/ledger.ts'
import type { Pool } from './pool.ts'

/** The engine's own limit of intermediates between leaf and anchor. */
export const depthLimit = 8

/** Searched a little deeper than allowed, so that a path too long is told as such. */
const searchLimit = depthLimit + 2

/**
 * Every path from the leaf to an anchor whose names chain and whose signatures hold, the likeliest first. Loop-free:
 * no path holds two certificates with the same name and key (RFC 4158 §5.2). Keys that inherit DSA parameters are
 * left for the judge, who knows the whole path.
 */
export function* anchoredPaths(leaf: Certificate, pool: Pool, at: Date, ledger: Ledger): Generator<Certificate[]> {
  if (pool.isAnchor(leaf)) yield [leaf]
  yield* climb([leaf], pool, at, ledger)
}

function* climb(path: Certificate[], pool: Pool, at: Date, ledger: Ledger): Generator<Certificate[]> {
  const child = path.at(-1)!
  if (!pool.leadsToAnchor(child.issuer.key)) return
  for (const { certificate, isAnchor } of pool.issuersOf(child, at, ledger)) {
    if (repeats(path, certificate)) continue
    const inherits = certificate.key.kind === 'dsa' && certificate.key.bits === 0
    if (!inherits && !ledger.verify(child, certificate.key)) continue
    if (isAnchor) yield [...path, certificate]
    else if (path.length <= searchLimit) yield* climb([...path, certificate], pool, at, ledger)
  }
}

function repeats(path: readonly Certificate[], next: Certificate): boolean {
  return path.some(one => one.subject.key === next.subject.key && Buffer.compare(one.key.der, next.key.der) === 0)
}

/** The chain as far as it goes, for when no path holds. */
export interface BrokenPath {
  path: Certificate[]
  anchored: boolean
  end: 'anchor' | 'issuer-missing' | 'issuer-other-key' | 'root-untrusted' | 'self-signed' | 'own-signature'
}

/**
 * Follows the names from the leaf upward, once, by the likeliest issuer at each step: one whose signature holds,
 * else one whose signature does not hold although its key identifier agrees.
 */
export function brokenPath(leaf: Certificate, pool: Pool, at: Date, ledger: Ledger): BrokenPath {
  const path = [leaf]
  for (;;) {
    const child = path.at(-1)!
    if (pool.isAnchor(child)) return { path, anchored: true, end: 'anchor' }
    const candidates = pool.issuersOf(child, at, ledger).filter(({ certificate }) => !repeats(path, certificate))
    const leading = candidates.toSorted((a, b) => rank(b) - rank(a))
    const next =
      leading.find(({ certificate }) => ledger.verify(child, certificate.key)) ??
      leading.find(({ certificate }) => identifiersAgree(child, certificate))
    if (!next || path.length > searchLimit) {
      const end = child.isSelfIssued
        ? ownEnd(child, path.length, candidates.length, ledger)
        : missingEnd(candidates.length)
      return { path, anchored: false, end }
    }
    path.push(next.certificate)
    if (next.isAnchor) return { path, anchored: true, end: 'anchor' }
  }
  function rank({ certificate, isAnchor }: { certificate: Certificate; isAnchor: boolean }): number {
    return isAnchor ? 2 : pool.leadsToAnchor(certificate.issuer.key) ? 1 : 0
  }
}

/** A chain that ends at a certificate naming itself: untrusted, or not even signed by itself. */
function ownEnd(child: Certificate, length: number, candidates: number, ledger: Ledger): BrokenPath['end'] {
  if (ledger.signedItself(child)) return length === 1 ? 'self-signed' : 'root-untrusted'
  return candidates === 0 && identifiersAgree(child, child) ? 'own-signature' : missingEnd(candidates)
}

function missingEnd(candidates: number): BrokenPath['end'] {
  return candidates > 0 ? 'issuer-other-key' : 'issuer-missing'
}
