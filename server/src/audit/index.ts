import type { EntitySchema } from '@mikro-orm/core'
import { AuditCheckpointEntity, AuditSealEntity } from './audit-seal.entity.ts'
import { AuditRecordEntity } from './audit-record.entity.ts'

export { createAudit, type Audit, type AuditActor, type AuditEntry } from './audit.service.ts'
export { auditCodes, type AuditEvent } from './audit-events.ts'
export { AuditRecordEntity }

/** The tables of this feature. */
export const auditEntities: EntitySchema[] = [AuditRecordEntity, AuditSealEntity, AuditCheckpointEntity]

export { AuditQueries } from './audit-record.queries.ts'
export { AuditRecordResolver } from './audit-record.resolver.ts'
export type { RecordPeople } from './people.port.ts'
export { auditSealJob } from './chain/audit-seal.job.ts'
export { checkpointFile, readCheckpoints, type Checkpoint } from './chain/checkpoint.ts'
export { storedChain } from './chain/stored-chain.ts'
export { verifyChain, type Verdict } from './chain/verify.ts'
