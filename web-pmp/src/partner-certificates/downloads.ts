import type { CertificateFilesFragment, WithheldReason } from '../gql/graphql.ts'

/** The files of a certificate, by their message key below `partnerCertificates.download`. */
export type DownloadKey = 'original' | 'signed' | 'chain'

export interface DownloadChoice {
  key: DownloadKey
  url: string | null
}

/** The two certificates and the platform's chain, in the order they are offered (R-CRT-13). */
export function downloadsOf({ original, signed }: CertificateFilesFragment): DownloadChoice[] {
  return [
    { key: 'original', url: original.url ?? null },
    { key: 'signed', url: signed.download.url ?? null },
    { key: 'chain', url: signed.chain.url ?? null },
  ]
}

/** Why files are withheld, as message keys below `partnerCertificates.withheld`: one sentence each, none twice. */
export function withheldNotes({ original, signed }: CertificateFilesFragment): string[] {
  if (original.withheld === 'EXPIRED' && signed.download.withheld === 'EXPIRED') return ['both.EXPIRED']
  const reasons = (what: 'original' | 'signed', reason: WithheldReason | null | undefined) =>
    reason ? [reason === 'PARTNER_INACTIVE' ? reason : `${what}.${reason}`] : []
  return [
    ...new Set([
      ...reasons('original', original.withheld),
      ...reasons('signed', signed.download.withheld),
      ...reasons('signed', signed.chain.withheld),
    ]),
  ]
}
