import type { EntitySchema } from '@mikro-orm/core'
import { OrganisationEntity } from './organisation.entity.ts'
import { PartnerEventEntity } from './partner-event.entity.ts'
import { PartnerEntity } from './partner.entity.ts'

export { AdministrativePartnerResolver } from './partner.resolver.ts'
export { ViewerPartnersResolver } from './viewer-partners.resolver.ts'
export { PartnerQueries, type PartnerStatus } from './partner.queries.ts'
export { isPartnerType, partnerTypeFacts, partnerTypes, type PartnerType } from './partner-types.ts'
export { OrganisationEntity, PartnerEntity }

/** The tables of this feature. */
export const partnerEntities: EntitySchema[] = [OrganisationEntity, PartnerEntity, PartnerEventEntity]
