import type { EntitySchema } from '@mikro-orm/core'
import { PartnerCertificateEntity } from './partner-certificate.entity.ts'

export type { AnchoringNews } from './anchoring-news.port.ts'
export { partnerCertificateRoute } from './partner-certificate-download.route.ts'
export { PartnerCertificateDependents, type Followed } from './partner-certificate.dependents.ts'
export { PartnerCertificateQueries } from './partner-certificate.queries.ts'
export { PartnerCertificateService, type PartnerCertificateDeps } from './partner-certificate.service.ts'
export { PartnerCertificate } from './partner-certificate.types.ts'
export { toPartnerCertificate } from './partner-certificate.wire.ts'
export { partnerCertificateResolvers } from './partner-certificates.ts'
export { preflight, type PreflightQuestion } from './preflight.ts'
export type { Terms } from './terms.port.ts'
export { PartnerCertificateEntity }

/** The tables of this feature. */
export const partnerCertificateEntities: EntitySchema[] = [PartnerCertificateEntity]
