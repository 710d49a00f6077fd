import { Field, Int, ObjectType } from 'type-graphql'

@ObjectType()
export class PageInfo {
  @Field(() => Boolean)
  declare hasNextPage: boolean

  @Field(() => Boolean)
  declare hasPreviousPage: boolean

  @Field(() => String, { nullable: true })
  declare startCursor: string | null

  @Field(() => String, { nullable: true })
  declare endCursor: string | null
}

/** The most a list counts; beyond it says "10,000+" (decisions §4). */
export const countCap = 10_000

@ObjectType({ description: 'A count, exact up to 10,000.' })
export class Count {
  @Field(() => Int)
  declare value: number

  @Field(() => Boolean)
  declare capped: boolean
}
