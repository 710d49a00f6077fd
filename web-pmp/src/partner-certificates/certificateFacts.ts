import type { FactItem } from '@portico/ui-kit'
import type { Format } from '@portico/web-core'
import type { CurrentCertificateFragment } from '../gql/graphql.ts'

type Translate = (key: string, named?: Record<string, unknown>) => string

/** What one wants to know at a glance (R-CRT-14, and the serial number people read aloud). */
export function shortFacts(certificate: CurrentCertificateFragment, t: Translate, format: Format): FactItem[] {
  const { issuedTo, issuedBy, serialNumber } = certificate
  return [
    { key: 'issuedTo', label: t('partnerCertificates.fact.issuedTo'), value: issuedTo },
    { key: 'issuedBy', label: t('partnerCertificates.fact.issuedBy'), value: issuedBy },
    { key: 'serial', label: t('partnerCertificates.fact.serial'), value: format.octets(serialNumber), mono: true },
    { key: 'uploaded', label: t('partnerCertificates.fact.uploaded'), value: uploaded(certificate, t, format) },
  ]
}

/** All the rest, for whoever compares certificates. */
export function longFacts(certificate: CurrentCertificateFragment, t: Translate, format: Format): FactItem[] {
  const { subject, issuer, domain, validFrom, validTo, keyDescription, signatureAlgorithm, thumbprintSha256, signed } =
    certificate
  const fact = (key: string, value: string, mono = false) => ({
    key,
    label: t(`partnerCertificates.fact.${key}`),
    value,
    mono,
  })
  return [
    fact('subject', subject),
    fact('issuer', issuer),
    fact('domain', t(`partnerCertificates.domain.${domain}`)),
    fact('validFrom', format.moment(validFrom)),
    fact('validTo', format.moment(validTo)),
    fact('key', keyDescription),
    fact('signature', signatureAlgorithm),
    fact('sha256', format.octets(thumbprintSha256), true),
    fact('signedBy', signed.issuedBy),
    fact('signedFrom', format.moment(signed.validFrom)),
    fact('signedTo', format.moment(signed.validTo)),
  ]
}

/** When, and by whom where that is known. */
export function uploaded(
  { uploadedAt, uploadedBy }: { uploadedAt: string; uploadedBy?: string | null },
  t: Translate,
  format: Format,
): string {
  const at = format.moment(uploadedAt)
  return uploadedBy ? t('partnerCertificates.uploadedBy', { at, name: uploadedBy }) : at
}
