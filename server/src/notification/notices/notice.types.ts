import { Arg, ArgsType, createUnionType, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql'
import { connectionTypes, PageArguments } from '../../platform/graphql/connection.types.ts'
import { PartnerDomainEnum, type PartnerDomain } from '../../partner-domain.types.ts'
import { RefusalType } from '../../refusal.types.ts'
import type { LazyBell } from './lazy-bell.ts'
import { noticeKinds, type NoticeKind, type NoticeStatus } from './notice.entity.ts'
import type { NoticeRow } from './notice.queries.ts'

const same = <const T extends readonly string[]>(names: T) =>
  Object.fromEntries(names.map(name => [name, name])) as { [K in T[number]]: K }

export const NoticeKindEnum = same(noticeKinds)
registerEnumType(NoticeKindEnum, { name: 'NoticeKind' })
export const NoticeStatusEnum = same(['ACTIVE', 'DISMISSED'])
registerEnumType(NoticeStatusEnum, { name: 'NoticeStatus' })

@ObjectType({
  simpleResolvers: true,
  description: 'The certificate a notice is about, as it stood when the notice was made.',
})
export class NoticeCertificate {
  @Field(() => String, {
    nullable: true,
    description: "Short code people say aloud; null for a partner's certificate.",
  })
  declare code: string | null

  @Field(() => PartnerDomainEnum, { nullable: true })
  declare domain: PartnerDomain | null

  @Field(() => String)
  declare issuedBy: string

  @Field(() => String)
  declare issuedTo: string

  @Field(() => String, { nullable: true, description: "Where a partner's certificate is meant." })
  declare organisationName: string | null

  @Field(() => String, { nullable: true, description: 'Public partner id.' })
  declare partnerCode: string | null
}

@ObjectType({
  simpleResolvers: true,
  description: 'Something the caller is told of. It holds no text: portals put kind and facts into words (R-NPO-07).',
})
export class Notice {
  /** What the field resolvers work on, those of other features too. */
  declare row: NoticeRow

  @Field(() => NoticeCertificate, { nullable: true })
  declare certificate: NoticeCertificate | null

  @Field(() => Date, { description: 'Business time.' })
  declare createdAt: Date

  @Field(() => Int, {
    nullable: true,
    description: 'Days from the day it was made to the day of the expiry; null where nothing expires.',
  })
  declare daysLeft: number | null

  @Field(() => Date, { nullable: true, description: 'When the object expires; null where nothing expires.' })
  declare expiresAt: Date | null

  @Field(() => ID)
  declare id: string

  @Field(() => NoticeKindEnum)
  declare kind: NoticeKind

  @Field(() => ID, {
    description: "The object's id: of the trust certificate, the partner's certificate, the summary.",
  })
  declare objectId: string

  @Field(() => Int, { description: "Position in the caller's own feed: dense, growing." })
  declare sequence: number

  @Field(() => NoticeStatusEnum)
  declare status: NoticeStatus

  @Field(() => Boolean, { description: 'Active, and newer than what was on show (R-NPO-01).' })
  declare unread: boolean
}

/** The wire's form of a row. */
export const toNotice = (row: NoticeRow): Notice =>
  Object.assign(new Notice(), {
    row,
    certificate: certificateOf(row),
    createdAt: row.createdAt,
    daysLeft: row.threshold < 0 ? null : numberOf(row.facts['daysLeft']),
    expiresAt: row.threshold < 0 ? null : row.dueAt,
    id: row.id,
    kind: row.kind,
    objectId: row.objectId,
    sequence: row.sequence,
    status: row.status,
    unread: row.unread,
  })

function certificateOf({ facts, domain }: NoticeRow): NoticeCertificate | null {
  const { issuedTo, issuedBy } = facts
  if (typeof issuedTo !== 'string' || typeof issuedBy !== 'string') return null
  return Object.assign(new NoticeCertificate(), {
    issuedTo,
    issuedBy,
    domain,
    code: textOf(facts['code']),
    organisationName: textOf(facts['organisationName']),
    partnerCode: textOf(facts['partnerCode']),
  })
}

const textOf = (fact: unknown): string | null => (typeof fact === 'string' ? fact : null)
const numberOf = (fact: unknown): number | null => (typeof fact === 'number' ? fact : null)

export const [NoticeConnection, NoticeEdge] = connectionTypes('Notice', Notice)

@InputType()
export class NoticeFilter {
  @Field(() => String, { nullable: true, description: 'From the beginning of that UTC day.' })
  declare createdFrom?: string | null

  @Field(() => String, { nullable: true, description: 'To the end of that UTC day.' })
  declare createdTo?: string | null

  @Field(() => String, { nullable: true, description: 'Exact short code of a trust certificate.' })
  declare certificateCode?: string | null

  @Field(() => PartnerDomainEnum, { nullable: true })
  declare domain?: PartnerDomain | null

  @Field(() => String, { nullable: true, description: 'UTC day of the expiry, yyyy-MM-dd.' })
  declare expiryDate?: string | null

  @Field(() => String, { nullable: true, description: 'Prefix; case is folded.' })
  declare issuedBy?: string | null

  @Field(() => String, { nullable: true, description: 'Prefix; case is folded.' })
  declare issuedTo?: string | null

  @Field(() => [NoticeKindEnum], { nullable: true })
  declare kinds?: NoticeKind[] | null

  @Field(() => NoticeStatusEnum, { nullable: true, description: 'Left out: the active ones.' })
  declare status?: NoticeStatus | null
}

@ArgsType()
export class NoticesArgs extends PageArguments {
  @Field(() => NoticeFilter, { nullable: true })
  declare filter?: NoticeFilter | null
}

/** Notices the panel shows (R-NPO-02). */
const PANEL = 4

@ObjectType({ description: "The bell: what is new and how far the caller's feed goes." })
export class Bell {
  declare bell: LazyBell

  @Field(() => Int, { description: 'Sequence of the newest notice; subscribe from it to miss nothing.' })
  cursor(): Promise<number> {
    return this.bell.cursor()
  }

  @Field(() => [Notice], { description: 'The newest active ones, newest first; up to 20.' })
  async latest(
    @Arg('first', () => Int, { nullable: true, defaultValue: PANEL }) first: number | null,
  ): Promise<Notice[]> {
    return (await this.bell.latest(first ?? PANEL)).map(toNotice)
  }

  @Field(() => Int, { description: 'Active and never on show.' })
  unread(): Promise<number> {
    return this.bell.unread()
  }
}

export const toBell = (bell: LazyBell): Bell => Object.assign(new Bell(), { bell })

@ObjectType({ simpleResolvers: true, description: 'How many active notices of one kind the caller has.' })
export class NoticeKindCount {
  @Field(() => Int)
  declare count: number

  @Field(() => NoticeKindEnum)
  declare kind: NoticeKind
}

@ObjectType({ simpleResolvers: true, description: 'One act of dismissing, which can be undone as a whole.' })
export class Dismissal {
  @Field(() => Bell)
  declare bell: Bell

  @Field(() => Int)
  declare count: number

  @Field(() => ID)
  declare id: string
}

export const DismissNoticesResult = createUnionType({
  name: 'DismissNoticesResult',
  types: () => [Dismissal, RefusalType] as const,
})

export const RestoreNoticesResult = createUnionType({
  name: 'RestoreNoticesResult',
  types: () => [Bell, RefusalType] as const,
})

@InputType()
export class DismissNoticesInput {
  @Field(() => [ID], {
    nullable: true,
    description:
      "Certain ones, up to 100; all of them must be the caller's and active. Leave out to dismiss every active one.",
  })
  declare ids?: string[] | null

  @Field(() => [NoticeKindEnum], { nullable: true, description: 'With `ids` left out: only of these kinds.' })
  declare kinds?: NoticeKind[] | null

  @Field(() => Int, {
    nullable: true,
    description: 'With `ids` left out: nothing newer than this position, so that nothing goes that was never seen.',
  })
  declare upTo?: number | null
}

@ObjectType({ simpleResolvers: true })
export class NoticeFeedUpdate {
  @Field(() => [Notice], { description: 'New since the update before, oldest first, at most 50 at a time.' })
  declare added: Notice[]

  @Field(() => Int, { description: 'Subscribe from it after a break.' })
  declare cursor: number

  @Field(() => Int)
  declare unread: number
}
