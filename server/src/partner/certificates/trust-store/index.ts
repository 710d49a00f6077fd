import type { EntitySchema } from '@mikro-orm/core'
import { TrustCertificateEntity, TrustCertificateEventEntity } from './trust-certificate.entity.ts'

export { readFile, readFiles } from './certificate-file.ts'
export { CertificateReport, toCertificateReport } from './certificate-report.types.ts'
export { certificateFields } from './certificate-fields.resolver.ts'
export type { Losing, TrustDependents } from './dependents.port.ts'
export { admitToFile, refuseFile, type FileCaller } from './file-access.ts'
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
export { CertificateFileInput, PartnerDomainEnum, TrustCertificate } from './trust-store.types.ts'
export { TrustUploadResolver } from './trust-upload.resolver.ts'
export { trustDomains, type TrustDomain } from './trust-kinds.ts'
export {
  certificateOf,
  heldInDomain,
  lockedInDomain,
  saysWhatIsStored,
  type StoredCertificate,
  storedInDomain,
  trustMaterial,
} from './trust-material.ts'
export { endOfWindow, SOON_DAYS, standingOf } from './trust-standing.ts'
export { TrustCertificateEntity }

/** The tables of this feature. */
export const trustStoreEntities: EntitySchema[] = [TrustCertificateEntity, TrustCertificateEventEntity]
