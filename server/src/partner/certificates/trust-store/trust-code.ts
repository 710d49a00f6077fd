import { createHash } from 'node:crypto'
import type { Tx } from '../../../platform/database/database.ts'
import { TrustCertificateEntity } from './trust-certificate.entity.ts'
import type { TrustDomain, TrustType } from './trust-kinds.ts'

/** Pieces of a digest, tried in turn: eight hex digits collide once in thousands of certificates, eight pieces never. */
const candidates = (type: TrustType, domain: TrustDomain, thumbprint: string): string[] => {
  const digest = createHash('sha256').update(`${domain}:${thumbprint}`).digest('hex').toUpperCase()
  return Array.from({ length: 8 }, (_, n) => digest.slice(n * 8, n * 8 + 8)).map(
    part => `${type === 'ROOT' ? 'RCA' : 'ICA'}-${part.slice(0, 4)}-${part.slice(4)}`,
  )
}

/** The short code people say aloud (ICA-7F3A-20C1): made of the thumbprint, unique by look-up in the same transaction. */
export async function codeFor(tx: Tx, type: TrustType, domain: TrustDomain, thumbprint: string): Promise<string> {
  const wanted = candidates(type, domain, thumbprint)
  const taken = await tx.find(TrustCertificateEntity, { code: { $in: wanted } }, { fields: ['code'] })
  const free = wanted.find(code => !taken.some(row => row.code === code))
  if (!free) throw new Error(`No free code for the certificate ${thumbprint}.`)
  return free
}
