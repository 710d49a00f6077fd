import type { PartnerCertificateRow } from './partner-certificate.queries.ts'

/** Why a file is not handed out (R-CRT-13, R-CRT-15). */
export type Withheld = 'EXPIRED' | 'PARTNER_INACTIVE'

/** The files of a certificate, by the name at the end of their address. */
export const certificateFiles = {
  'original.cer': { signed: false, type: 'application/pkix-cert' },
  'original.pem': { signed: false, type: 'application/x-pem-file' },
  'signed.cer': { signed: true, type: 'application/pkix-cert' },
  'signed.pem': { signed: true, type: 'application/x-pem-file' },
  'signed.p7b': { signed: true, type: 'application/x-pkcs7-certificates' },
} as const

export type CertificateFileName = keyof typeof certificateFiles

export const isCertificateFileName = (name: string): name is CertificateFileName =>
  Object.hasOwn(certificateFiles, name)

/** Whether a file may be fetched at an instant; null when it may. The same answer on the page and at the address. */
export function withheld(
  row: Pick<PartnerCertificateRow, 'partnerStatus' | 'validTo' | 'signedValidTo'>,
  name: CertificateFileName,
  at: Date,
): Withheld | null {
  if (row.partnerStatus === 'INACTIVE') return 'PARTNER_INACTIVE'
  return (certificateFiles[name].signed ? row.signedValidTo : row.validTo) < at ? 'EXPIRED' : null
}

/** Same-origin address of a file. */
export const addressOf = (id: string, name: CertificateFileName): string => `/files/partner-certificates/${id}/${name}`
