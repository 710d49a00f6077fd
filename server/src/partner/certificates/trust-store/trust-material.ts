import { LockMode } from '@mikro-orm/core'
import type { Database, Tx } from '../../../platform/database/database.ts'
import { decodeBundle, type Certificate, type Report } from '../x509/index.ts'
import { TrustCertificateEntity } from './trust-certificate.entity.ts'
import type { TrustState } from './trust-certificate.states.ts'
import type { TrustDomain, TrustType } from './trust-kinds.ts'

/** A stored certificate together with what the engine reads in it. */
export interface StoredCertificate {
  id: string
  type: TrustType
  status: TrustState
  issuerId: string | null
  name: string
  certificate: Certificate
}

/** Decoded certificates by thumbprint: DER never changes, so each is read once in the process's life. */
const decoded = new Map<string, Certificate>()

/** Reads DER that the engine accepted once. Throws when the database holds something else: that is our fault. */
export function certificateOf(der: Uint8Array, thumbprint: string): Certificate {
  let certificate = decoded.get(thumbprint)
  if (!certificate) {
    certificate = decodeBundle(der).certificates[0]
    if (!certificate || certificate.thumbprintSha256 !== thumbprint)
      throw new Error(`The stored certificate ${thumbprint} cannot be read.`)
    decoded.set(thumbprint, certificate)
  }
  return certificate
}

/** Everything stored for a domain, whatever its state. A trust store holds hundreds, not millions. */
export const storedInDomain = (em: ReturnType<Database['em']>, domain: TrustDomain): Promise<StoredCertificate[]> =>
  readDomain(em, domain)

/**
 * The same for a step that changes what the domain trusts: nobody else takes one before the transaction ends. Must be
 * its first statement, so that it sees what is stored now.
 */
export const lockedInDomain = (tx: Tx, domain: TrustDomain): Promise<StoredCertificate[]> =>
  readDomain(tx, domain, LockMode.PESSIMISTIC_WRITE)

/**
 * The same for a step that relies on what the domain trusts: several may at once, but nobody changes it before the
 * transaction ends. Must be its first statement, too.
 */
export const heldInDomain = (tx: Tx, domain: TrustDomain): Promise<StoredCertificate[]> =>
  readDomain(tx, domain, LockMode.PESSIMISTIC_READ)

async function readDomain(
  em: Tx | ReturnType<Database['em']>,
  domain: TrustDomain,
  lockMode?: LockMode.PESSIMISTIC_WRITE | LockMode.PESSIMISTIC_READ,
): Promise<StoredCertificate[]> {
  const rows = await em.find(
    TrustCertificateEntity,
    { domain },
    { orderBy: { uploadedAt: 'asc', id: 'asc' }, ...(lockMode ? { lockMode } : {}) },
  )
  return rows.map(row => ({
    id: row.id,
    type: row.type as TrustType,
    status: row.status as TrustState,
    issuerId: row.issuerId ?? null,
    name: row.issuedTo,
    certificate: certificateOf(row.der, row.thumbprintSha256),
  }))
}

/** What may vouch today: trusted roots as anchors, trusted intermediates to build with. */
export function trustMaterial(stored: readonly StoredCertificate[]): {
  anchors: Certificate[]
  intermediates: Certificate[]
} {
  const counts = stored.filter(({ status }) => status !== 'DISTRUSTED')
  return {
    anchors: counts.filter(({ type }) => type === 'ROOT').map(({ certificate }) => certificate),
    intermediates: counts.filter(({ type }) => type === 'INTERMEDIATE').map(({ certificate }) => certificate),
  }
}

/**
 * A report that says of each certificate on the path whether the domain trusts it already. The engine is given anchors
 * and helpers alike from the store and from the files; which is which is ours to say.
 */
export function saysWhatIsStored(report: Report, stored: readonly StoredCertificate[]): Report {
  const { anchors, intermediates } = trustMaterial(stored)
  const held = new Set([...anchors, ...intermediates].map(({ thumbprintSha256 }) => thumbprintSha256))
  const path = report.path.map(entry => ({
    ...entry,
    inTrustStore: entry.thumbprintSha256 !== undefined && held.has(entry.thumbprintSha256),
  }))
  return { ...report, path }
}
