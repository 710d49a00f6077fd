import type { EntitySchema } from '@mikro-orm/core'
import { OrganisationEntity } from './organisation.entity.ts'
import { PartnerEventEntity } from './partner-event.entity.ts'
import { PartnerEntity } from './partner.entity.ts'

export { AdministrativePartnerApiTokensResolver } from './partner-api-tokens.resolver.ts'
export { sealedContact } from './partner-contact.ts'
export type { PartnerEventKind } from './partner-event.entity.ts'
export { partnerTopic, recordPartnerEvent, tellPartnerChange, type PartnerHappening } from './partner-events.ts'
export { partnerRows, visiblePartners } from './partner-loaders.ts'
export { PartnerPost, type Addressee } from './partner-post.ts'
export { PartnerRegistration } from './partner-registration.service.ts'
export { PartnerQueries, type PartnerRow } from './partner.queries.ts'
export { nextPartnerStatus, type PartnerStatus } from './partner.states.ts'
export { Partner, toPartner } from './partner.types.ts'
export { PartnerTypeEnum } from './partner-type.types.ts'
export { isPartnerType, partnerTypeFacts, partnerTypes, type PartnerType } from './partner-types.ts'
export { partnerResolvers } from './partners.ts'
export type { PartnerPeople } from './people.port.ts'
export { OrganisationEntity, PartnerEntity, PartnerEventEntity }

/** The tables of this feature. */
export const partnerEntities: EntitySchema[] = [OrganisationEntity, PartnerEntity, PartnerEventEntity]
