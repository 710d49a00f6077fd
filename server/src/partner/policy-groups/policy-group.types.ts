import { createUnionType, Field, ID, InputType, ObjectType } from 'type-graphql'
import { RefusalType } from '../../refusal.types.ts'
import { Partner } from '../partners/index.ts'

@ObjectType({
  simpleResolvers: true,
  description: 'What policies are grouped by; partners of some types belong to one.',
})
export class PolicyGroup {
  @Field(() => ID)
  declare id: string

  @Field(() => String)
  declare name: string

  @Field(() => String)
  declare description: string
}

@InputType()
export class ChoosePolicyGroupInput {
  @Field(() => ID)
  declare partnerId: string

  @Field(() => ID)
  declare policyGroupId: string
}

export const ChoosePolicyGroupResult = createUnionType({
  name: 'ChoosePolicyGroupResult',
  types: () => [Partner, RefusalType] as const,
})
