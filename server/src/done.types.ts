import { Field, ObjectType } from 'type-graphql'

/** The answer of a mutation that has nothing else to say. */
@ObjectType({ description: 'It was done; there is nothing else to say.' })
export class Done {
  @Field(() => Boolean)
  declare done: boolean
}

export const done = (): Done => Object.assign(new Done(), { done: true })
