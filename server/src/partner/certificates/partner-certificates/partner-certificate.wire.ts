import { addressOf, withheld, type CertificateFileName } from './partner-certificate.files.ts'
import type { PartnerCertificateRow } from './partner-certificate.queries.ts'
import { stateOf } from './partner-certificate.standing.ts'
import { CertificateDownload, PartnerCertificate, SignedCertificateType } from './partner-certificate.types.ts'

/** The wire's form of a row, as it stands at an instant of business time. */
export function toPartnerCertificate(row: PartnerCertificateRow, at: Date): PartnerCertificate {
  const download = (name: CertificateFileName): CertificateDownload => {
    const reason = withheld(row, name, at)
    return { url: reason ? null : addressOf(row.id, name), withheld: reason }
  }
  return Object.assign(new PartnerCertificate(), {
    row,
    id: row.id,
    domain: row.domain,
    state: stateOf(row, at),
    issuedTo: row.issuedTo,
    issuedBy: row.issuedBy,
    thumbprintSha256: row.thumbprintSha256,
    validFrom: row.validFrom,
    validTo: row.validTo,
    uploadedAt: row.uploadedAt,
    original: download('original.cer'),
    signed: Object.assign(new SignedCertificateType(), {
      row,
      validFrom: row.signedValidFrom,
      validTo: row.signedValidTo,
      expired: row.signedValidTo < at,
      download: download('signed.pem'),
      chain: download('signed.p7b'),
    }),
  })
}
