import type { ChainLink } from '@portico/ui-kit'
import type { Format } from '@portico/web-core'
import type { TrustCertificateQuery, TrustCertificateStatus } from '../gql/graphql.ts'
import { STATUS } from './statusMeaning.ts'

type Certificate = NonNullable<TrustCertificateQuery['trustCertificate']>
/** Green is for what holds today, red for what breaks the chain; the badge says the rest. */
const STATE: Record<TrustCertificateStatus, ChainLink['state']> = {
  TRUSTED: 'ok',
  EXPIRES_SOON: 'plain',
  NOT_YET_VALID: 'plain',
  EXPIRED: 'broken',
  DISTRUSTED: 'broken',
  UNANCHORED: 'broken',
}
type Translate = (key: string, named?: Record<string, unknown>) => string

/** The chain of a stored certificate as a picture: root first, the certificate itself last and without a link. */
export function storedChain(certificate: Certificate, t: Translate, format: Format): ChainLink[] {
  return certificate.chain.toReversed().map((link, index) => ({
    key: link.id,
    name: link.issuedTo,
    kind: t(link.id === certificate.id ? 'trustStore.chain.this' : `trustStore.chain.${link.type}`),
    facts: [t('trustStore.chain.validTo', { day: format.day(link.validTo) })],
    state: STATE[link.status],
    status: { label: t(`trustStore.status.${link.status}`), meaning: STATUS[link.status].meaning },
    ...(index > 0 ? { relation: t('trustStore.chain.issued') } : {}),
    ...(link.id === certificate.id ? {} : { link: `/trust-store/${link.id}` }),
  }))
}
