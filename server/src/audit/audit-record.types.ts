import { ArgsType, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql'
import { connectionTypes } from '../platform/graphql/connection.types.ts'
import { PageArguments } from '../platform/graphql/connection.types.ts'
import { JSONScalar } from '../refusal.types.ts'
import type { RecordOrder } from './audit-record.queries.ts'

export const AuditRecordOrderEnum = { AT_ASC: 'AT_ASC', AT_DESC: 'AT_DESC' } as const satisfies {
  [Order in RecordOrder]: Order
}
registerEnumType(AuditRecordOrderEnum, { name: 'AuditRecordOrder' })

@ObjectType()
export class AuditRecord {
  declare actorId: string | null

  @Field(() => ID)
  declare id: string

  @Field(() => Date)
  declare at: Date

  @Field(() => String, { description: 'E.g. sign-in.failed.' })
  declare event: string

  @Field(() => String, { nullable: true, description: "The original system's event code." })
  declare code: string | null

  @Field(() => String, { nullable: true })
  declare subjectType: string | null

  @Field(() => String, { nullable: true })
  declare subjectId: string | null

  @Field(() => JSONScalar)
  declare facts: unknown
}

export const [AuditRecordConnection, AuditRecordEdge] = connectionTypes('AuditRecord', AuditRecord)

@InputType()
export class AuditRecordFilter {
  @Field(() => String, { nullable: true, description: 'Exact username.' })
  declare actor?: string | null

  @Field(() => String, { nullable: true, description: 'Exact code of the original.' })
  declare code?: string | null

  @Field(() => String, { nullable: true, description: 'Exact, of `auditEvents`.' })
  declare event?: string | null

  @Field(() => String, { nullable: true, description: 'UTC days, yyyy-MM-dd, both included.' })
  declare from?: string | null

  @Field(() => String, { nullable: true })
  declare subjectId?: string | null

  @Field(() => String, { nullable: true })
  declare subjectType?: string | null

  @Field(() => String, { nullable: true })
  declare to?: string | null
}

@ArgsType()
export class AuditRecordsArgs extends PageArguments {
  @Field(() => AuditRecordFilter, { nullable: true })
  declare filter?: AuditRecordFilter | null

  @Field(() => AuditRecordOrderEnum, { nullable: true, defaultValue: 'AT_DESC' })
  declare order?: RecordOrder | null
}

@ObjectType({ simpleResolvers: true })
export class AuditChain {
  @Field(() => Date, { nullable: true })
  declare lastCheckpointAt: Date | null

  @Field(() => Int, { nullable: true })
  declare lastCheckpointSequence: number | null

  @Field(() => Int)
  declare sealed: number

  @Field(() => Int)
  declare waiting: number
}
