import type { EntitySchema } from '@mikro-orm/core'
import { TrustCertificateEntity, TrustCertificateEventEntity } from './trust-certificate.entity.ts'

export type { People } from './people.port.ts'
export { TrustDecisionService } from './trust-decision.service.ts'
export { trustDownloadRoute } from './trust-download.route.ts'
export { TrustStoreQueries } from './trust-store.queries.ts'
export {
  TrustHistoryResolver,
  toTrustCertificate,
  TrustStoreEventResolver,
  TrustStoreResolver,
} from './trust-store.resolver.ts'
export { TrustStoreService, type CertificateFile } from './trust-store.service.ts'
export { TrustCertificate } from './trust-store.types.ts'
export { TrustUploadResolver } from './trust-upload.resolver.ts'
export { endOfWindow, SOON_DAYS } from './trust-standing.ts'
export { TrustCertificateEntity }

/** The tables of this feature. */
export const trustStoreEntities: EntitySchema[] = [TrustCertificateEntity, TrustCertificateEventEntity]
