import { ArgsType, Field, Int, ObjectType, type ClassType } from 'type-graphql'
import type { KeysetList, Page, PageArgs } from '../database/page.ts'
import { Count, PageInfo } from './page.types.ts'

@ArgsType()
export class PageArguments implements PageArgs {
  @Field(() => Int, {
    nullable: true,
    description: 'Rows from the front, 1 to 100; 25 when neither first nor last is given.',
  })
  declare first?: number | null

  @Field(() => String, { nullable: true })
  declare after?: string | null

  @Field(() => Int, { nullable: true, description: 'Rows from the back, 1 to 100.' })
  declare last?: number | null

  @Field(() => String, { nullable: true })
  declare before?: string | null
}

export interface Edge<Node> {
  cursor: string
  node: Node
}

/** A Relay connection. Nothing is read before a field is asked for. */
export interface Connection<Node> {
  edges(): Promise<Edge<Node>[]>
  nodes(): Promise<Node[]>
  pageInfo(): Promise<PageInfo>
  totalCount(): Promise<Count>
}

/** The connection and edge types of a node type, as the Relay specification names them. */
export function connectionTypes<Node extends object>(name: string, node: ClassType<Node>) {
  @ObjectType(`${name}Edge`, { simpleResolvers: true })
  class EdgeType {
    @Field(() => String)
    declare cursor: string

    @Field(() => node)
    declare node: Node
  }

  @ObjectType(`${name}Connection`)
  class ConnectionType implements Connection<Node> {
    declare list: KeysetList<unknown>
    declare toNode: (row: unknown) => Node
    #want = { page: false, total: false }
    #answer: ReturnType<KeysetList<unknown>['read']> | undefined

    @Field(() => [EdgeType])
    async edges(): Promise<EdgeType[]> {
      const page = await this.#page()
      return page.rows.map(row => ({ cursor: page.cursorOf(row), node: this.toNode(row) }))
    }

    @Field(() => [node])
    async nodes(): Promise<Node[]> {
      return (await this.#page()).rows.map(row => this.toNode(row))
    }

    @Field(() => PageInfo)
    async pageInfo(): Promise<PageInfo> {
      const { rows, cursorOf, hasNextPage, hasPreviousPage } = await this.#page()
      const cursor = (row: unknown) => (row === undefined ? null : cursorOf(row))
      return { hasNextPage, hasPreviousPage, startCursor: cursor(rows[0]), endCursor: cursor(rows.at(-1)) }
    }

    @Field(() => Count, { description: 'Counted only when asked for; exact up to 10,000.' })
    async totalCount(): Promise<Count> {
      this.#want.total = true
      return (await this.#read()).total!
    }

    async #page(): Promise<Page<unknown>> {
      this.#want.page = true
      return (await this.#read()).page!
    }

    /** Siblings are asked for in one turn; their wishes are gathered until it ends, and read in one statement. */
    #read() {
      return (this.#answer ??= Promise.resolve().then(() => this.list.read(this.#want)))
    }
  }
  return [ConnectionType as unknown as ClassType<Connection<Node>>, EdgeType as ClassType<Edge<Node>>] as const
}

/** A list of rows as a connection of nodes. */
export const toConnection = <Row, Node>(
  Type: ClassType<Connection<Node>>,
  list: KeysetList<Row>,
  toNode: (row: Row) => Node,
): Connection<Node> => Object.assign(new Type(), { list, toNode })
