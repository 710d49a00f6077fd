import type { EntitySchema } from '@mikro-orm/core'
import { accountEntities } from './account/index.ts'
import { auditEntities } from './audit/index.ts'
import { notificationEntities } from './notification/index.ts'
import { partnerCertificateEntities } from './partner/certificates/partner-certificates/index.ts'
import { trustStoreEntities } from './partner/certificates/trust-store/index.ts'
import { partnerEntities } from './partner/partners/index.ts'
import { expiryEntities } from './partner/expiry/index.ts'
import { policyGroupEntities } from './partner/policy-groups/index.ts'
import { OutboxEventEntity } from './platform/events/outbox-event.entity.ts'
import { JobRunEntity } from './platform/jobs/job-run.entity.ts'
import { LeaseEntity } from './platform/lease/lease.entity.ts'
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
  ...expiryEntities,
  OutboxEventEntity,
  JobRunEntity,
  LeaseEntity,
  ...keyManagerEntities,
  ...sandboxEntities,
]
