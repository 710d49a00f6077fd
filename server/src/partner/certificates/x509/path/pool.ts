import type { Certificate } from '../decode/certificate.ts'
import { keyUsageBits } from '../decode/extension.ts'
import { identifiersAgree } from '../validate/key-identifier.ts'
import type { Ledger } from '../validate/ledger.ts'

/** A certificate that could have issued another, by name. */
export interface Candidate {
  certificate: Certificate
  isAnchor: boolean
}

/** The certificates of one question, indexed by subject, each once. */
export class Pool {
  readonly #bySubject = new Map<string, Candidate[]>()
  readonly #anchors: ReadonlySet<string>
  readonly #reachable: ReadonlySet<string>

  constructor(anchors: readonly Certificate[], intermediates: readonly Certificate[]) {
    const seen = new Set<string>()
    const add = (certificate: Certificate, isAnchor: boolean): void => {
      const id = certificate.thumbprintSha256
      if (seen.has(id)) return
      seen.add(id)
      const list = this.#bySubject.get(certificate.subject.key)
      if (list) list.push({ certificate, isAnchor })
      else this.#bySubject.set(certificate.subject.key, [{ certificate, isAnchor }])
    }
    for (const certificate of anchors) add(certificate, true)
    this.#anchors = new Set(seen)
    for (const certificate of intermediates) add(certificate, false)
    this.#reachable = reachableNames(anchors, intermediates)
  }

  isAnchor(certificate: Certificate): boolean {
    return this.#anchors.has(certificate.thumbprintSha256)
  }

  named(subjectKey: string): readonly Candidate[] {
    return this.#bySubject.get(subjectKey) ?? []
  }

  /** Can a chain of names lead from this issuer name to an anchor? Dead ends are never searched. */
  leadsToAnchor(subjectKey: string): boolean {
    return this.#reachable.has(subjectKey)
  }

  /** Certificates that bear the issuer's name, the likeliest first (RFC 4158 §3.5): a matter of speed only. */
  issuersOf(certificate: Certificate, at: Date, ledger: Ledger): readonly Candidate[] {
    const found = this.named(certificate.issuer.key)
    ledger.compare(found.length)
    if (found.length < 2) return found
    return found
      .map(candidate => ({ candidate, score: score(candidate, certificate, at) }))
      .toSorted((a, b) => b.score - a.score)
      .map(({ candidate }) => candidate)
  }
}

function score({ certificate, isAnchor }: Candidate, child: Certificate, at: Date): number {
  const { basicConstraints, keyUsage } = certificate.extensions
  const sound =
    certificate.flaws.length === 0 && basicConstraints?.ca === true && (keyUsage?.has(keyUsageBits.keyCertSign) ?? true)
  const current = certificate.notBefore <= at && at <= certificate.notAfter
  return (identifiersAgree(child, certificate) ? 8 : 0) + (current ? 4 : 0) + (sound ? 2 : 0) + (isAnchor ? 1 : 0)
}

function reachableNames(anchors: readonly Certificate[], intermediates: readonly Certificate[]): Set<string> {
  const reached = new Set(anchors.map(anchor => anchor.subject.key))
  const byIssuer = Map.groupBy(intermediates, certificate => certificate.issuer.key)
  const open = [...reached]
  for (let name = open.pop(); name !== undefined; name = open.pop())
    for (const { subject } of byIssuer.get(name) ?? [])
      if (!reached.has(subject.key)) {
        reached.add(subject.key)
        open.push(subject.key)
      }
  return reached
}
