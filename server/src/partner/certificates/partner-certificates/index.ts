import type { EntitySchema } from '@mikro-orm/core'
import { PartnerCertificateEntity } from './partner-certificate.entity.ts'

export { PartnerCertificateEntity }

/** The tables of this feature. */
export const partnerCertificateEntities: EntitySchema[] = [PartnerCertificateEntity]
