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
import { compareOrganisations, decodeBundle } from '../../partner/certificates/x509/index.ts'
import { authorityUploaded, partnerCertificate, unavailable, uploaded } from './mosip-answers.ts'
import { KernelHttp, type KernelHttpOptions } from './mosip-http.ts'
import { ALREADY_KNOWN, NOT_FOUND, refusalOf } from './refusal-codes.ts'
import { pemOf, readPem, readSignedChain } from './signed-chain.ts'

/** MOSIP's Key Manager (1.2.0.1 and what keeps its contract), over REST. */
export class MosipKeyManager implements CertificateSigner {
  readonly #http: KernelHttp

  constructor(options: KernelHttpOptions) {
    this.#http = new KernelHttp(options)
  }

  async sign(request: SigningRequest): Promise<SignedCertificate | SigningRefused | SignerUnavailable> {
    const outcome = await this.#upload(request)
    if (outcome.kind !== 'refused' || outcome.code !== 'CHAIN_UNKNOWN' || request.issuers.length === 0) return outcome
    // Key Manager keeps a trust store of its own. What our engine trusts it is told of when it asks, not before.
    const trouble = await this.#introduce(request)
    return trouble ?? this.#upload(request)
  }

  async find(id: string): Promise<FoundCertificate | CertificateNotFound | SignerUnavailable> {
    if (!/^[\w-]{1,64}$/.test(id)) return { kind: 'not-found' }
    const answer = await this.#http.ask({
      path: `getPartnerCertificate/${id}`,
      idempotent: true,
      schema: partnerCertificate,
    })
    if (answer.kind === 'unavailable') return answer
    if (answer.kind === 'error')
      return answer.code === NOT_FOUND ? { kind: 'not-found' } : unavailable('failing', answer.code)
    const certificate = readPem(answer.value.certificateData)
    if (!certificate) return unavailable('not-understood', 'no certificate')
    return { kind: 'found', id, certificate: pemOf(certificate) }
  }

  /**
   * Looks for a certificate that nobody has: it answers, and admits us with the role that signing needs. Its own
   * /actuator/health says DOWN for want of a key that has nothing to do with certificates, and the certificate of the
   * key that signs is not shown to PMS_ADMIN.
   */
  async health(): Promise<SignerReady | SignerUnavailable> {
    const answer = await this.find('00000000-0000-0000-0000-000000000000')
    return answer.kind === 'unavailable' ? answer : { kind: 'ready' }
  }

  /**
   * Not idempotent: the same certificate gets a new id each time. Harmless when a person tries again, but nothing that
   * may be repeated behind their back.
   */
  async #upload(request: SigningRequest): Promise<SignedCertificate | SigningRefused | SignerUnavailable> {
    const answer = await this.#http.ask({
      path: 'uploadPartnerCertificate',
      request: {
        certificateData: request.certificate,
        organizationName: organisationAsWritten(request),
        partnerDomain: request.domain,
      },
      idempotent: false,
      schema: uploaded,
    })
    if (answer.kind === 'unavailable') return answer
    if (answer.kind === 'error') return refusalOf(answer.code) ?? unavailable('failing', answer.code)
    const { certificateId: id, signedCertificateData } = answer.value
    const read = readSignedChain(signedCertificateData, request.certificate)
    if (!read) return unavailable('not-understood', 'the signed certificate does not fit')
    return { kind: 'signed', id, certificate: pemOf(read.certificate), chain: read.issuers.map(pemOf) }
  }

  /** Uploads the authorities, root first. Undefined when all are known now. */
  async #introduce({ issuers, domain }: SigningRequest): Promise<SigningRefused | SignerUnavailable | undefined> {
    for (const certificateData of issuers.toReversed()) {
      const answer = await this.#http.ask({
        path: 'uploadCACertificate',
        request: { certificateData, partnerDomain: domain },
        idempotent: true,
        schema: authorityUploaded,
      })
      if (answer.kind === 'unavailable') return answer
      if (answer.kind === 'error' && answer.code !== ALREADY_KNOWN)
        return refusalOf(answer.code) ?? unavailable('failing', answer.code)
    }
    return undefined
  }
}

/**
 * Key Manager compares organisations byte for byte; we forgive Unicode form and spaces (decisions §3, R-CRT-09). Where
 * the two names are the same to us, it hears the one that stands in the certificate.
 */
function organisationAsWritten({ certificate, organisation }: SigningRequest): string {
  const written = decodeBundle(Buffer.from(certificate)).certificates[0]?.organisation
  return written !== undefined && !compareOrganisations(organisation, written) ? written : organisation
}
