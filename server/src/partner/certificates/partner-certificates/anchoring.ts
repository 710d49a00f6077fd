import { decodeBundle, validate, type Certificate } from '../x509/index.ts'
import { trustMaterial, type StoredCertificate } from '../trust-store/index.ts'

/** CA certificates between a partner's issuer and the root: one less than between the partner's own and the root (R-CRT-07). */
const ABOVE_ISSUER = 3

/** Which authority a certificate hangs on: one of the trust store, or one that its file brought. */
export interface HangsOn {
  issuerId: string | null
  /** PEM, the issuer first. */
  brought: readonly string[] | null
}

/**
 * Answers, for one state of a domain and one instant, whether what hangs on an authority still leads to a trusted root.
 * Asks the engine about each authority once, however many certificates hang on it.
 */
export class Anchoring {
  readonly #stored: readonly StoredCertificate[]
  readonly #at: Date
  readonly #known = new Map<string, boolean>()

  constructor(stored: readonly StoredCertificate[], at: Date) {
    this.#stored = stored
    this.#at = at
  }

  holds({ issuerId, brought }: HangsOn): boolean {
    const key = brought ? brought.join() : (issuerId ?? '')
    let holds = this.#known.get(key)
    if (holds === undefined) {
      const helpers = brought ? helpersOf(this.#stored, brought.flatMap(readAll)) : []
      const issuer = brought
        ? readAll(brought[0] ?? '')[0]
        : this.#stored.find(({ id }) => id === issuerId)?.certificate
      holds = issuer !== undefined && this.#leads(issuer, helpers)
      this.#known.set(key, holds)
    }
    return holds
  }

  /** Any trusted certificate of the same name and key will do: a cross-signed twin keeps what hangs on a distrusted one. */
  #leads(issuer: Certificate, helpers: readonly Certificate[]): boolean {
    const { anchors, intermediates } = trustMaterial(this.#stored)
    const at = this.#at
    if (anchors.some(root => isTwin(root, issuer) && root.notBefore <= at && at <= root.notAfter)) return true
    const others = [...intermediates, ...helpers]
    return others.some(
      leaf =>
        isTwin(leaf, issuer) &&
        validate({ leaf, anchors, intermediates: others, at, maxDepth: ABOVE_ISSUER, profile: 'rfc5280' }).verdict ===
          'ACCEPTED',
    )
  }
}

/**
 * Authorities that a partner's file may bring: those in nobody's bad books. A key that was distrusted here does not come
 * back through another certificate that somebody carries in.
 */
export const helpersOf = (stored: readonly StoredCertificate[], brought: readonly Certificate[]): Certificate[] => {
  const distrusted = stored.filter(({ status }) => status === 'DISTRUSTED')
  return brought.filter(helper => !distrusted.some(({ certificate }) => isTwin(certificate, helper)))
}

/** The same name with the same key: either of them vouches for what the other one signed. */
const isTwin = (one: Certificate, other: Certificate): boolean =>
  one.subject.key === other.subject.key && Buffer.compare(one.key.der, other.key.der) === 0

const readAll = (pem: string): Certificate[] => decodeBundle(Buffer.from(pem)).certificates
