import type {
  CertificateNotFound,
  CertificateSigner,
  FoundCertificate,
  SignedCertificate,
  SignerReady,
  SignerUnavailable,
  SigningRefused,
  SigningRequest,
} from '../../partner/certificates/signing/certificate-signer.port.ts'
import { decodeBundle, validate, type Certificate, type Report } from '../../partner/certificates/x509/index.ts'
import { DAY, type Clock } from '../../platform/clock/clock.ts'
import type { Vault } from '../../platform/crypto/seal.ts'
import type { Database } from '../../platform/database/database.ts'
import { isUniqueViolation } from '../../platform/database/unique-violation.ts'
import { isId, newId } from '../../platform/ids/ids.ts'
import { Authorities, earlier, later, wholeSeconds } from './authorities.ts'
import { KeyManagerCertificateEntity } from './key-manager.entity.ts'
import { refusalOf } from './refusal-codes.ts'

/** Life of a platform-signed certificate (§3.8, Effects). */
const LIFE_DAYS = 365
/** What was signed before is the answer again while it has this much life left. */
const REUSE_DAYS = 30

export interface EmbeddedDeps {
  db: Database
  clock: Clock
  vault: Vault
  /** R-CRT-05; 335 when not said. */
  minimumRemainingDays?: number
}

/** The Key Manager of the reference platform: an authority of its own instead of a system elsewhere. */
export class EmbeddedKeyManager implements CertificateSigner {
  readonly #deps: EmbeddedDeps
  readonly #authorities: Authorities

  constructor(deps: EmbeddedDeps) {
    this.#deps = deps
    this.#authorities = new Authorities(deps)
  }

  /** Makes the authorities at the first start, so that no partner waits for them. */
  async prepare(): Promise<void> {
    await this.#authorities.signing()
  }

  async sign(request: SigningRequest): Promise<SignedCertificate | SigningRefused> {
    const now = this.#deps.clock.businessNow()
    const original = this.#judge(request, now)
    if ('kind' in original) return original
    const newest = await this.#newest(request, original)
    if (newest && newest.validTo.getTime() - now.getTime() > REUSE_DAYS * DAY) return this.#answer(newest)
    return this.#issue(request, original, (newest?.generation ?? 0) + 1, now)
  }

  async find(id: string): Promise<FoundCertificate | CertificateNotFound> {
    const row = isId(id) ? await this.#deps.db.em().findOne(KeyManagerCertificateEntity, { id }) : null
    return row ? { kind: 'found', id, certificate: row.certificate } : { kind: 'not-found' }
  }

  async health(): Promise<SignerReady | SignerUnavailable> {
    try {
      await this.#authorities.signing()
      return { kind: 'ready' }
    } catch (error) {
      return { kind: 'unavailable', reason: 'failing', detail: error instanceof Error ? error.name : 'unknown' }
    }
  }

  /** The same engine that decided before, asked once more: whoever signs does not rely on its caller. */
  #judge({ certificate, issuers, domain, organisation }: SigningRequest, at: Date): Certificate | SigningRefused {
    const [leaf, ...more] = readAll([certificate])
    if (!leaf || more.length > 0) return { kind: 'refused', code: 'NOT_A_CERTIFICATE', originalCode: 'KER-PCM-001' }
    const authorities = readAll(issuers)
    const report = validate({
      leaf,
      anchors: authorities.filter(({ isSelfIssued }) => isSelfIssued),
      intermediates: authorities.filter(({ isSelfIssued }) => !isSelfIssued),
      at,
      profile: 'partner',
      profileParams: { domain, organisation, minimumRemainingDays: this.#deps.minimumRemainingDays },
    })
    return report.verdict === 'ACCEPTED' ? leaf : refusalFrom(report)
  }

  async #newest({ partnerId, domain }: SigningRequest, { thumbprintSha256 }: Certificate) {
    const rows = await this.#deps.db
      .em()
      .find(
        KeyManagerCertificateEntity,
        { requestedFor: partnerId, domain, thumbprintSha256 },
        { orderBy: { generation: 'desc' }, limit: 1 },
      )
    return rows[0]
  }

  async #issue(
    request: SigningRequest,
    original: Certificate,
    generation: number,
    now: Date,
  ): Promise<SignedCertificate> {
    const issuer = await this.#authorities.signing()
    const { issuePartner } = await import('./issue.ts')
    const from = later(wholeSeconds(now), issuer.from)
    const validTo = earlier(new Date(from.getTime() + LIFE_DAYS * DAY), issuer.to)
    const encrypts = request.domain === 'AUTH'
    const certificate = await issuePartner(original, { from, to: validTo, encrypts, issuer })
    const row = {
      id: newId(),
      requestedFor: request.partnerId,
      domain: request.domain,
      thumbprintSha256: original.thumbprintSha256,
      generation,
      issuer: issuer.name,
      certificate,
      validTo,
      createdAt: this.#deps.clock.now(),
    }
    try {
      await this.#deps.db.em().insert(KeyManagerCertificateEntity, row)
      return await this.#answer(row)
    } catch (error) {
      // The same was asked twice at once and the other was first: both get its answer.
      if (!isUniqueViolation(error)) throw error
      return this.#answer((await this.#newest(request, original))!)
    }
  }

  async #answer(row: { id: string; certificate: string; issuer: string }): Promise<SignedCertificate> {
    const { id, certificate, issuer } = row
    return { kind: 'signed', id, certificate, chain: await this.#authorities.chainOf(issuer) }
  }
}

const readAll = (pems: readonly string[]): Certificate[] =>
  pems.flatMap(pem => decodeBundle(Buffer.from(pem)).certificates)

/** The first thing that failed, under the code the original gives it. */
function refusalFrom({ checks }: Report): SigningRefused {
  const code = checks.find(({ outcome }) => outcome === 'FAILED')?.code
  return (code ? refusalOf(code) : undefined) ?? { kind: 'refused', code: 'OTHER', originalCode: code ?? null }
}
