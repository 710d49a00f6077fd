import type { EntitySchema } from '@mikro-orm/core'
import { accountEntities } from './account/index.ts'
import { auditEntities } from './audit/index.ts'
import { trustStoreEntities } from './partner/certificates/trust-store/index.ts'
import { partnerEntities } from './partner/partners/index.ts'
import { keyManagerEntities } from './upstream/key-manager/index.ts'

/** Every table of the house. */
export const entities: EntitySchema[] = [
  ...accountEntities,
  ...auditEntities,
  ...partnerEntities,
  ...trustStoreEntities,
  ...keyManagerEntities,
]
