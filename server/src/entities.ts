import type { EntitySchema } from '@mikro-orm/core'
import { accountEntities } from './account/index.ts'
import { auditEntities } from './audit/index.ts'
import { notificationEntities } from './notification/index.ts'
import { partnerCertificateEntities } from './partner/certificates/partner-certificates/index.ts'
import { trustStoreEntities } from './partner/certificates/trust-store/index.ts'
import { partnerEntities } from './partner/partners/index.ts'
import { policyGroupEntities } from './partner/policy-groups/index.ts'
import { sandboxEntities } from './sandbox/sandbox.entities.ts'
import { keyManagerEntities } from './upstream/key-manager/index.ts'

/** Every table of the house. */
export const entities: EntitySchema[] = [
  ...accountEntities,
  ...auditEntities,
  ...partnerEntities,
  ...trustStoreEntities,
  ...policyGroupEntities,
  ...partnerCertificateEntities,
  ...notificationEntities,
  ...keyManagerEntities,
  ...sandboxEntities,
]
