import DataLoader from 'dataloader'
import { Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql'
import { Allow } from '../platform/graphql/allow.ts'
import { toConnection, type Connection } from '../platform/graphql/connection.types.ts'
import { memo, type OperationContext } from '../platform/graphql/context.ts'
import { dayArgument } from '../platform/graphql/day-argument.ts'
import { instantOf } from '../platform/database/rows.ts'
import { auditCodes } from './audit-events.ts'
import type { AuditQueries, StoredRecordRow } from './audit-record.queries.ts'
import * as wire from './audit-record.types.ts'
import type { RecordPeople } from './people.port.ts'

export interface AuditEdge {
  queries: AuditQueries
  people: RecordPeople
}

const AuditRecord = wire.AuditRecord
type AuditRecord = wire.AuditRecord

/** The record, for administrators to read; nobody changes it. */
@Resolver(() => AuditRecord)
export class AuditRecordResolver {
  readonly #edge: AuditEdge

  constructor(edge: AuditEdge) {
    this.#edge = edge
  }

  @Query(() => wire.AuditRecordConnection, { description: 'Who did what to what and when; the newest first.' })
  @Allow('audit.read')
  async auditRecords(
    @Args(() => wire.AuditRecordsArgs) { filter, order, ...page }: wire.AuditRecordsArgs,
  ): Promise<Connection<AuditRecord>> {
    const { actor, from, to, ...exact } = filter ?? {}
    const conditions = {
      ...exact,
      from: from == null ? null : dayArgument(from, ['filter', 'from']).begins,
      before: to == null ? null : dayArgument(to, ['filter', 'to']).ends,
      actorIds: actor == null ? null : await this.#edge.people.idsOf(actor),
    }
    const list = this.#edge.queries.list(conditions, order ?? 'AT_DESC', page)
    return toConnection(wire.AuditRecordConnection, list, toAuditRecord)
  }

  @Query(() => [String], { description: 'Every event there is, for filters.' })
  @Allow('audit.read')
  auditEvents(): string[] {
    return Object.keys(auditCodes).sort()
  }

  @Query(() => wire.AuditChain, { description: 'How far the chain over the record goes, and its last signature.' })
  @Allow('audit.read')
  async auditChain(): Promise<wire.AuditChain> {
    return Object.assign(new wire.AuditChain(), await this.#edge.queries.chain())
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'Username of the person who acted; null for a stranger and for the house itself.',
  })
  async actor(@Root() { actorId }: AuditRecord, @Ctx() context: OperationContext): Promise<string | null> {
    return actorId === null ? null : this.#names(context).load(actorId)
  }

  @FieldResolver(() => Boolean, { description: 'Whether the chain covers it.' })
  sealed(@Root() { id }: AuditRecord, @Ctx() context: OperationContext): Promise<boolean> {
    return memo(
      context,
      sealedKey,
      () => new DataLoader((ids: readonly string[]) => this.#edge.queries.sealed(ids)),
    ).load(id)
  }

  #names = (context: OperationContext): DataLoader<string, string | null> =>
    memo(
      context,
      namesKey,
      () =>
        new DataLoader(async (ids: readonly string[]) => {
          const names = await this.#edge.people.names(ids)
          return ids.map(id => names.get(id) ?? null)
        }),
    )
}

const sealedKey = Symbol('audit seals')
const namesKey = Symbol('audit names')

/** SQLite and MariaDB hand out JSON as text, MySQL as values. */
const toAuditRecord = (row: StoredRecordRow): AuditRecord =>
  Object.assign(new AuditRecord(), {
    id: row.id,
    at: instantOf(row.at),
    event: row.event,
    code: row.code,
    actorId: row.actor_id,
    subjectType: row.subject_type,
    subjectId: row.subject_id,
    facts: typeof row.facts === 'string' ? (JSON.parse(row.facts) as unknown) : row.facts,
  })
