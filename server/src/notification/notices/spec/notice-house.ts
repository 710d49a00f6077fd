import { expect } from 'chai'
import { execute, parse, type ExecutionResult } from 'graphql'
import { UserEntity } from '../../../account/user.entity.ts'
import { PartnerEntity } from '../../../partner/partners/index.ts'
import { countStatements } from '../../../platform/database/guard.ts'
import type { FreshDatabase } from '../../../spec/test-database.ts'
import { openHouse, type Caller, type TestHouse } from '../../../spec/test-house.ts'
import { NoticeEntity, NoticeFeedEntity } from '../notice.entity.ts'
import { NoticePublisher } from '../notice-publisher.ts'
import { issueNotices, type NoticeWish } from './issued.ts'

export interface NoticeAnswer {
  id: string
  sequence: number
  status: string
  unread: boolean
}
export interface BellAnswer {
  unread: number
  cursor: number
  latest: NoticeAnswer[]
}

const NOTICE = 'id sequence status unread'
export const LIST = `query ($filter: NoticeFilter, $first: Int, $after: String) {
  notices(filter: $filter, first: $first, after: $after) {
    nodes { ${NOTICE} kind objectId createdAt expiresAt daysLeft
      certificate { code domain issuedTo issuedBy organisationName partnerCode } }
    pageInfo { hasNextPage endCursor } totalCount { value } } }`
export const DISMISS = `mutation ($input: DismissNoticesInput!) { answer: dismissNotices(input: $input) {
  ... on Dismissal { id count bell { unread cursor } } ... on Refusal { code field message } } }`
const BELL = `{ bell { unread cursor latest { ${NOTICE} } } }`

/** The whole product with people and partners by name, where nobody has been told of anything. */
export class NoticeHouse {
  readonly world: TestHouse
  readonly userId: Record<string, string> = {}
  readonly partnerId: Record<string, string> = {}

  private constructor(world: TestHouse) {
    this.world = world
  }

  static async open(fresh: () => Promise<FreshDatabase>): Promise<NoticeHouse> {
    const house = new NoticeHouse(await openHouse(await fresh()))
    const em = house.world.house.db.em()
    for (const row of await em.find(UserEntity, {})) house.userId[row.username] = row.id
    for (const row of await em.find(PartnerEntity, {})) house.partnerId[row.code] = row.id
    await house.forget()
    return house
  }

  async forget(): Promise<void> {
    const em = this.world.house.db.em()
    await em.nativeDelete(NoticeEntity, {})
    await em.nativeDelete(NoticeFeedEntity, {})
  }

  /** Issues and publishes; the ids. */
  async published(wishes: readonly NoticeWish[]): Promise<string[]> {
    const { db, bus } = this.world.house
    const issued = await issueNotices(db, wishes)
    await new NoticePublisher({ db, bus }).publish(issued)
    return issued.ids
  }

  /** Of any root, for one person. */
  roots(n: number, recipientId = this.userId['admin']!): NoticeWish[] {
    return Array.from({ length: n }, () => ({ recipientId }))
  }

  /** Without the way over HTTP, for statements to be counted. */
  asked(source: string, permissions = ['notice.read', 'notice.write']) {
    return countStatements(
      async () =>
        (await execute({
          schema: this.world.house.schema,
          document: parse(source),
          contextValue: {
            principal: { userId: this.userId['admin'], permissions: new Set(permissions), partnerIds: [] },
            memo: new Map(),
            language: 'en',
          },
        })) as ExecutionResult,
    )
  }
}

/** The only field of an answer that has no errors. */
export async function answer<T>(caller: Caller, document: string, variables?: object): Promise<T> {
  const { data, errors } = await caller.ask(document, variables)
  expect(errors, JSON.stringify(errors)).to.equal(undefined)
  return Object.values(data)[0] as T
}

export const list = async (caller: Caller, filter: object = {}): Promise<NoticeAnswer[]> =>
  (await answer<{ nodes: NoticeAnswer[] }>(caller, LIST, { filter })).nodes
export const ids = async (caller: Caller, filter: object = {}): Promise<string[]> =>
  (await list(caller, filter)).map(({ id }) => id)
export const bell = (caller: Caller): Promise<BellAnswer> => answer(caller, BELL)
export const dismiss = (
  caller: Caller,
  input: object,
): Promise<{ id: string; count: number; code?: string; field?: string[] }> => answer(caller, DISMISS, { input })
