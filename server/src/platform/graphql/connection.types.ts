import { ArgsType, Field, Int, ObjectType, type ClassType } from 'type-graphql'
import type { Page, PageArgs } from '../database/page.ts'
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

/** A Relay connection; `count` runs only when `totalCount` is asked for. */
export interface Connection<Node> {
  edges: Edge<Node>[]
  nodes: Node[]
  pageInfo: PageInfo
  count(): Promise<Count>
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
  class ConnectionType {
    declare count: () => Promise<Count>

    @Field(() => [EdgeType])
    declare edges: EdgeType[]

    @Field(() => [node])
    declare nodes: Node[]

    @Field(() => PageInfo)
    declare pageInfo: PageInfo

    @Field(() => Count, { description: 'Counted only when asked for; exact up to 10,000.' })
    totalCount(): Promise<Count> {
      return this.count()
    }
  }
  return [ConnectionType as ClassType<Connection<Node>>, EdgeType as ClassType<Edge<Node>>] as const
}

/** A page of rows as a connection of nodes. */
export function toConnection<Row, Node>(
  Type: ClassType<Connection<Node>>,
  page: Page<Row>,
  toNode: (row: Row) => Node,
  count: () => Promise<Count>,
): Connection<Node> {
  const edges = page.rows.map(row => ({ cursor: page.cursorOf(row), node: toNode(row) }))
  return Object.assign(new Type(), {
    edges,
    nodes: edges.map(edge => edge.node),
    pageInfo: {
      hasNextPage: page.hasNextPage,
      hasPreviousPage: page.hasPreviousPage,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    count,
  })
}
